package dsc.workbench.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dsc.workbench.nodes.NodeOptions;
import dsc.workbench.processes.PrivateFiles;
import dsc.workbench.protocol.Benchmark;
import dsc.workbench.protocol.Figure;
import dsc.workbench.runs.RunDirectory;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows the result of a benchmark: as a table, in files, as JSON. */
public final class BenchmarkReporter {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final BenchmarkOptions options;
    private final RunDirectory directory;
    private final Console console;

    public BenchmarkReporter(BenchmarkOptions options, RunDirectory directory, Console console) {
        this.options = options;
        this.directory = directory;
        this.console = console;
    }

    /** @param json whether all that is printed is the result as JSON */
    public void show(BenchmarkRun.Result result, boolean json) throws IOException {
        Benchmark benchmark = options.benchmark();
        Table table = result.table(benchmark);
        Map<String, Object> body = asMap(result, table);
        PrivateFiles.write(directory.result(), JSON.writeValueAsBytes(body));
        Map<String, String> parameters = parameters(result);
        TablePage.write(
                table,
                name(),
                benchmark.summary(),
                parameters,
                options.command(),
                reports(result),
                notes(result),
                page());
        if (json) {
            console.plain(JSON.writeValueAsString(body));
            return;
        }
        console.line(String.format(Locale.ROOT, "@|bold %s|@: %s", name(), benchmark.summary()));
        parameters.forEach(
                (name, value) -> console.line(String.format(Locale.ROOT, "  @|faint %-8s|@ %s", name, value)));
        console.line("");
        table.lines(console.columns()).forEach(console::plain);
        console.line("");
        notes(result).forEach(note -> console.line("  " + note));
        console.line("  report   " + Shell.shown(page()));
        console.line("  result   " + Shell.shown(directory.result()));
        console.line("  repeat   " + options.command());
    }

    private Path page() {
        return directory.path().resolve("bench.html");
    }

    private String name() {
        return options.scenario().id() + " " + options.benchmark().name();
    }

    private Map<String, String> parameters(BenchmarkRun.Result result) {
        Map<String, String> parameters = new LinkedHashMap<>();
        options.nodes().edited().ifPresent(classes -> parameters.put(NodeOptions.WITH, classes.toString()));
        parameters.put("machine", Machine.description());
        switch (options.benchmark().measured()) {
            case Benchmark.NodeLoad load -> {
                parameters.put("nodes", nodes() + String.join(" ", result.jvmFlags()));
                parameters.put(
                        "load",
                        switch (load.node()) {
                            case LEADER -> "from the leader's own JVM";
                            case FIRST -> "from the first node's own JVM";
                        });
                parameters.put("rounds", rounds());
            }
            case Benchmark.ClientLoad load -> {
                parameters.put("nodes", nodes() + "as dsc run starts them");
                parameters.put(
                        "load",
                        options.load().clients() + " clients, " + options.load().keys() + " keys");
                parameters.put("rounds", rounds());
            }
            case Benchmark.FaultRun run -> {
                parameters.put("nodes", nodes() + "as dsc run starts them");
                parameters.put(
                        "load",
                        String.format(
                                Locale.ROOT,
                                "%d clients, %d keys, %d operations a second",
                                run.clients(),
                                run.keys(),
                                run.rate()));
            }
            case Benchmark.Code code -> parameters.put("rounds", rounds());
        }
        return parameters;
    }

    private String nodes() {
        return String.format(
                Locale.ROOT,
                "%d, journal %s, %s, ",
                options.nodes().count(),
                options.nodes().journal().kind(),
                options.nodes().tls() ? "with TLS" : "without TLS");
    }

    private String rounds() {
        return String.format(
                Locale.ROOT,
                "%d of %d s each, after %d s of warm-up; medians",
                options.rounds().count(),
                options.rounds().seconds(),
                options.rounds().warmUpSeconds());
    }

    private List<String> notes(BenchmarkRun.Result result) {
        List<String> notes = new ArrayList<>();
        for (Benchmark.Parameter parameter : options.benchmark().parameters()) {
            parameter.values().stream()
                    .filter(value -> !value.about().isEmpty())
                    .forEach(value -> notes.add(parameter.name() + " " + value.name() + ": " + value.about()));
        }
        notes.addAll(options.benchmark().notes());
        result.repeated().forEach(repeated -> notes.add("repeated: " + repeated));
        result.failures().forEach(failure -> notes.add("not measured: " + failure));
        return notes;
    }

    /** The report of each column, relative to the page; empty where it has none. */
    private List<String> reports(BenchmarkRun.Result result) {
        return result.rounds().values().stream()
                .map(rounds -> rounds.getLast().details().get("report"))
                .map(report -> TablePage.address(directory.path(), report))
                .toList();
    }

    private Map<String, Object> asMap(BenchmarkRun.Result result, Table table) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("benchmark", options.benchmark().name());
        body.put("protocol", options.scenario().id());
        options.nodes().edited().ifPresent(classes -> body.put("with", classes.toString()));
        body.put("command", options.command());
        body.put("machine", Machine.description());
        body.put("nodes", options.nodes().count());
        body.put("journal", options.nodes().journal().kind());
        body.put("tls", options.nodes().tls());
        body.put("seconds", options.rounds().seconds());
        body.put("warmUpSeconds", options.rounds().warmUpSeconds());
        body.put("jvmFlags", result.jvmFlags());
        body.put("repeated", result.repeated());
        body.put("failures", result.failures());
        List<Map<String, Object>> columns = new ArrayList<>();
        int index = 0;
        for (Map.Entry<Benchmark.Case, List<Measurement.Round>> column :
                result.rounds().entrySet()) {
            Map<String, Object> one = new LinkedHashMap<>();
            Map<String, String> values = new LinkedHashMap<>();
            column.getKey().values().forEach((parameter, value) -> values.put(parameter, value.name()));
            one.put("parameters", values);
            one.put("figures", table.figures(index++));
            one.put(
                    "rounds",
                    column.getValue().stream().map(BenchmarkReporter::asMap).toList());
            columns.add(one);
        }
        body.put("columns", columns);
        return body;
    }

    private static Map<String, Object> asMap(Measurement.Round round) {
        Map<String, Object> body = new LinkedHashMap<>();
        for (Figure figure : round.figures()) {
            body.put(
                    figure.name(),
                    switch (figure) {
                        case Figure.Word word -> word.text();
                        case Figure.Number number -> Table.finite(number.value());
                    });
        }
        body.putAll(round.details());
        return body;
    }
}
