package dsc.workbench.report;

import dsc.workbench.report.RunRecord.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A run as one HTML file that needs nothing beside itself: the verdict and figures as text, and everything that
 * happened on one time axis.
 */
public final class HtmlReport {

    private static final List<String> STYLES = List.of("page.css", "report.css");
    private static final List<String> SCRIPTS = List.of(
            "page.js", "data.js", "window.js", "tracks.js", "operations.js", "overview.js", "detail.js", "controls.js");
    private static final long FAULT_MARGIN_NANOS = 100_000_000;

    private HtmlReport() {}

    /**
     * Writes the report, over any file that is there. Where {@code history.edn} and {@code nodes/} already lie beside
     * the file, it links them.
     */
    public static void write(RunRecord run, Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Page page = new Page("report.html", STYLES, SCRIPTS);
        page.put("data", TimelineData.json(run));
        String scenario = Page.scenario(run.scenario(), run.parameters());
        page.putText("title", scenario + ": " + run.verdict().status());
        page.putText("scenario", scenario);
        page.putText("concept", run.concept());
        page.putText("guarantee", run.guarantee());
        page.putVerdict(run.verdict());
        page.put("notes", Page.notes(run.notes()));
        page.put("evidence", EvidenceSection.html(run));
        page.put("figures", figures(run.figures()) + counted(run.counted()));
        page.put("parameters", Page.parameters(run.parameters()));
        page.putText("command", run.command());
        page.put("faults", Page.faults(run.faults(), Format::moment, FAULT_MARGIN_NANOS));
        page.put("history-file", beside(folder, "history.edn"));
        page.put("nodes-folder", beside(folder, "nodes/"));
        page.write(file);
    }

    private static String counted(Map<String, Long> counted) {
        return counted.entrySet().stream()
                .map(count -> figure(count.getKey(), Format.count(count.getValue()), "", ""))
                .collect(Collectors.joining());
    }

    private static String figures(Figures figures) {
        String rate = String.format(
                Locale.ROOT,
                figures.throughputPerSecond() < 10 ? "%.1f /s" : "%,.0f /s",
                figures.throughputPerSecond());
        return figure("ok", Format.count(figures.okCount()), "took effect", "ok")
                + figure("failed", Format.count(figures.failedCount()), "certainly did not", "failed")
                + figure("unknown", Format.count(figures.unknownCount()), "outcome unknown", "unknown")
                + figure("throughput", rate, "completed operations", "")
                + figure("latency p50", Format.millis(figures.latencyP50Millis()), "of ok operations", "")
                + figure("latency p99", Format.millis(figures.latencyP99Millis()), "of ok operations", "")
                + figure("longest gap", Format.millis(figures.longestGapMillis()), "nothing took effect", "")
                + figure("recovery", Format.millis(figures.recoveryMillis()), "after the last fault", "");
    }

    private static String figure(String name, String value, String meaning, String outcome) {
        return "<div class=\"figure" + (outcome.isEmpty() ? "" : " outcome-" + outcome) + "\">"
                + Html.element("dt", "", name)
                + "<dd>" + Html.element("strong", "", value) + Html.element("span", "", meaning) + "</dd></div>\n";
    }

    private static String beside(Path folder, String name) {
        String code = "<code>" + name + "</code>";
        return Files.exists(folder.resolve(name)) ? "<a href=\"" + name + "\">" + code + "</a>" : code;
    }
}
