package dsc.workbench.runs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dsc.workbench.checkers.EvidencePrinter;
import dsc.workbench.faults.Injection;
import dsc.workbench.nodes.NodeOptions;
import dsc.workbench.processes.PrivateFiles;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Words;
import dsc.workbench.report.HtmlReport;
import dsc.workbench.report.RunRecord;
import dsc.workbench.report.RunRecord.Figures;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Format;
import dsc.workbench.terminal.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells what a run came to: on the console, in files, as JSON. */
public final class RunReporter {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Scenario<?> scenario;
    private final String concept;
    private final RunOptions options;
    private final RunDirectory directory;
    private final Console console;

    /** @param concept the name of the scenario's concept */
    public RunReporter(
            Scenario<?> scenario, String concept, RunOptions options, RunDirectory directory, Console console) {
        this.scenario = scenario;
        this.concept = concept;
        this.options = options;
        this.directory = directory;
        this.console = console;
    }

    /** Before it starts. */
    public void announce() {
        console.line(String.format(Locale.ROOT, "@|bold %s|@: %s", scenario.id(), scenario.summary()));
        parameters()
                .forEach((name, value) -> console.line(String.format(Locale.ROOT, "  @|faint %-9s|@ %s", name, value)));
    }

    /**
     * Writes the files and prints the outcome. The history lies there already.
     *
     * @return what could not be written, each in a sentence
     */
    public List<String> tell(Run.Result result) {
        List<String> troubles = new ArrayList<>();
        directory.release();
        attempt(troubles, directory.faults(), () -> FaultsFile.write(result.injections(), directory.faults()));
        attempt(troubles, directory.report(), () -> HtmlReport.write(record(result), directory.report()));
        attempt(
                troubles,
                directory.result(),
                () -> PrivateFiles.write(directory.result(), JSON.writeValueAsBytes(asMap(result))));
        console.plain("");
        faults(result);
        figures(result.figures());
        counted(result.counted());
        console.plain("");
        result.notes().forEach(note -> console.line("@|yellow note|@  " + note));
        result.verdict().evidence().ifPresent(evidence -> {
            EvidencePrinter.lines(evidence).forEach(console::plain);
            console.plain("");
        });
        console.line(String.format(
                Locale.ROOT,
                "%s  %s",
                Verdicts.coloured(result.verdict().status()),
                result.verdict().reason()));
        if (Files.exists(directory.report())) {
            console.line("  report   " + Shell.shown(directory.report()));
        }
        console.line("  history  " + Shell.shown(directory.history()));
        console.line("  repeat   " + options.command());
        troubles.forEach(console::failure);
        return troubles;
    }

    @FunctionalInterface
    private interface Writing {
        void write() throws IOException;
    }

    private static void attempt(List<String> troubles, Path file, Writing writing) {
        try {
            writing.write();
        } catch (IOException failed) {
            troubles.add(Shell.shown(file) + " could not be written: " + Format.failure(failed));
        }
    }

    private void faults(Run.Result result) {
        if (result.injections().isEmpty()) {
            return;
        }
        console.line("@|bold Faults|@");
        for (Injection injection : result.injections()) {
            console.line(String.format(
                    Locale.ROOT,
                    "  %5.1f s  %-10s  %-27s  %s%s",
                    injection.fromNanos() / 1e9,
                    injection.fault().kind(),
                    injection.description(),
                    injection.confirmed() ? "" : "@|yellow not confirmed:|@ ",
                    injection.effect()));
        }
    }

    private void figures(Figures figures) {
        console.line("@|bold Metrics|@");
        console.line(String.format(
                Locale.ROOT,
                "  operations     %,d ok, %,d failed (including rejected operations, such as a cas whose"
                        + " expected value did not match), %,d unknown",
                figures.okCount(),
                figures.failedCount(),
                figures.unknownCount()));
        console.line(
                String.format(Locale.ROOT, "  throughput     %.0f completed a second", figures.throughputPerSecond()));
        console.line(String.format(
                Locale.ROOT,
                "  latency        p50 %s, p99 %s",
                millis(figures.latencyP50Millis()),
                millis(figures.latencyP99Millis())));
        console.line(String.format(
                Locale.ROOT,
                "  longest gap    %s without an operation that took effect",
                millis(figures.longestGapMillis())));
        if (figures.recoveryMillis() >= 0) {
            console.line(String.format(
                    Locale.ROOT,
                    "  recovery       %s from the end of the last fault to the next operation that took effect",
                    millis(figures.recoveryMillis())));
        }
    }

    private void counted(Map<String, Long> counted) {
        int width = counted.keySet().stream().mapToInt(String::length).reduce(14, Math::max);
        counted.forEach(
                (name, number) -> console.line(String.format(Locale.ROOT, "  %-" + width + "s %,d", name, number)));
    }

    private static String millis(double value) {
        if (value < 0) {
            return "none";
        }
        return value < 10
                ? String.format(Locale.ROOT, "%.1f ms", value)
                : value < 1_000
                        ? String.format(Locale.ROOT, "%.0f ms", value)
                        : String.format(Locale.ROOT, "%.2f s", value / 1_000);
    }

    private Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        options.nodes().edited().ifPresent(classes -> parameters.put(NodeOptions.WITH, classes.toString()));
        parameters.put("nodes", Integer.toString(options.nodes().count()));
        parameters.put("clients", Integer.toString(options.load().clients()));
        parameters.put("keys", Integer.toString(options.load().keys()));
        parameters.put("seconds", Integer.toString(options.seconds()));
        parameters.put("rate", options.load().rateText());
        parameters.put("faults", Words.list(options.faults().kinds(), ", "));
        parameters.put("seed", Long.toString(options.seed()));
        parameters.put("journal", options.nodes().journal().text());
        parameters.put("tls", options.nodes().tls() ? "mutual, by an authority of this run's own" : "off");
        options.nodes().conf().ifPresent(file -> parameters.put("conf", file.toString()));
        options.nodes().overrides().forEach((path, value) -> parameters.put("-D" + path, value));
        return parameters;
    }

    private RunRecord record(Run.Result result) {
        return new RunRecord(
                scenario.id(),
                concept,
                result.guarantee().sentence(),
                result.nodes().stream().map(NodeId::value).toList(),
                parameters(),
                options.command(),
                result.verdict(),
                result.figures(),
                result.counted(),
                result.history(),
                result.injections().stream().map(FaultsFile::band).toList(),
                result.samples(),
                result.notes());
    }

    /** What {@code --json} prints; the same lies in {@code result.json}. */
    public String asJson(Run.Result result) throws IOException {
        return JSON.writeValueAsString(asMap(result));
    }

    private Map<String, Object> asMap(Run.Result result) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("scenario", scenario.id());
        options.nodes().edited().ifPresent(classes -> body.put("with", classes.toString()));
        body.put("verdict", result.verdict().status().toString());
        body.put("reason", result.verdict().reason());
        body.put("notes", result.notes());
        body.put(
                "evidence",
                result.verdict().evidence().map(EvidencePrinter::lines).orElse(List.of()));
        body.put("figures", result.figures());
        body.put("counted", result.counted());
        body.put("faults", FaultsFile.asJson(result.injections()));
        body.put("parameters", parameters());
        body.put("report", directory.report().toString());
        body.put("history", directory.history().toString());
        body.put("command", options.command());
        return body;
    }
}
