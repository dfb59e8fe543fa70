package dsc.workbench.report;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.report.RunRecord.FaultBand;
import dsc.workbench.report.RunRecord.Figures;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A run as one HTML file that needs nothing beside itself: the verdict and figures as text, and everything that
 * happened on one time axis. The template, style and scripts lie beside this class as resources.
 */
public final class HtmlReport {

    private static final List<String> SCRIPTS =
            List.of("data.js", "window.js", "tracks.js", "operations.js", "overview.js", "detail.js", "controls.js");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z-]+)}}");

    private final RunRecord run;
    private final Path folder;

    private HtmlReport(RunRecord run, Path folder) {
        this.run = run;
        this.folder = folder;
    }

    /**
     * Writes the report, over any file that is there. Where {@code history.edn} and {@code nodes/} already lie beside
     * the file, it links them.
     */
    public static void write(RunRecord run, Path file) throws IOException {
        String html = new HtmlReport(run, file.toAbsolutePath().getParent()).html();
        Files.writeString(file, html, StandardCharsets.UTF_8);
    }

    private String html() throws IOException {
        String style = resource("report.css");
        StringBuilder script = new StringBuilder("\"use strict\";\n");
        for (String name : SCRIPTS) {
            script.append(resource(name));
        }
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("policy", policy(style, script.toString()));
        parts.put("style", style);
        parts.put("script", script.toString());
        parts.put("data", TimelineData.json(run));
        parts.put("title", Html.escape(run.scenario() + ": " + run.verdict().status()));
        parts.put("scenario", Html.escape(run.scenario()));
        parts.put("concept", Html.escape(run.concept()));
        parts.put("guarantee", Html.escape(run.guarantee()));
        parts.put("status", run.verdict().status().toString());
        parts.put("icon", icon(run.verdict().status()));
        parts.put("reason", Html.escape(run.verdict().reason()));
        parts.put("notes", notes());
        parts.put("evidence", EvidenceSection.html(run));
        parts.put("figures", figures(run.figures()));
        parts.put("parameters", parameters());
        parts.put("command", Html.escape(run.command()));
        parts.put("faults", faults());
        parts.put("history-file", beside("history.edn"));
        parts.put("nodes-folder", beside("nodes/"));
        return fill(resource("report.html"), parts);
    }

    /** Replaces every placeholder in one pass, so that nothing inside a part is taken for one. */
    private static String fill(String template, Map<String, String> parts) {
        return PLACEHOLDER.matcher(template).replaceAll(found -> {
            String part = parts.get(found.group(1));
            if (part == null) {
                throw new IllegalStateException("the template names an unknown part: " + found.group());
            }
            return Matcher.quoteReplacement(part);
        });
    }

    /** Lets the browser run and apply exactly what was inlined, and load nothing. */
    private static String policy(String style, String script) {
        return "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; style-src 'sha256-"
                + sha256(style) + "'; script-src 'sha256-" + sha256(script) + "'";
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String icon(Verdict.Status status) {
        return switch (status) {
            case VALID -> "<path d=\"M6.5 12.5l3.8 3.8 7.4-8\"/>";
            case INVALID -> "<path d=\"M7.5 7.5l9 9m0-9l-9 9\"/>";
            case UNKNOWN -> "<path d=\"M9 9.4a3 3 0 1 1 4.6 2.5c-1 .7-1.6 1.2-1.6 2.4M12 17.6v.1\"/>";
        };
    }

    private String notes() {
        if (run.notes().isEmpty()) {
            return "";
        }
        return run.notes().stream()
                .map(note -> Html.element("li", "", note))
                .collect(Collectors.joining("\n", "<ul class=\"notes\" aria-label=\"Notes\">\n", "\n</ul>"));
    }

    private static String figures(Figures figures) {
        String rate = String.format(
                Locale.ROOT,
                figures.throughputPerSecond() < 10 ? "%.1f /s" : "%,.0f /s",
                figures.throughputPerSecond());
        return figure("ok", Wording.count(figures.okCount()), "took effect", "ok")
                + figure("failed", Wording.count(figures.failedCount()), "certainly did not", "failed")
                + figure("unknown", Wording.count(figures.unknownCount()), "nobody knows", "unknown")
                + figure("throughput", rate, "completed operations", "")
                + figure("latency p50", Wording.millis(figures.latencyP50Millis()), "of ok operations", "")
                + figure("latency p99", Wording.millis(figures.latencyP99Millis()), "of ok operations", "")
                + figure("longest gap", Wording.millis(figures.longestGapMillis()), "nothing took effect", "")
                + figure("recovery", Wording.millis(figures.recoveryMillis()), "after the last fault", "");
    }

    private static String figure(String name, String value, String meaning, String outcome) {
        return "<div class=\"figure" + (outcome.isEmpty() ? "" : " outcome-" + outcome) + "\">"
                + Html.element("dt", "", name)
                + "<dd>" + Html.element("strong", "", value) + Html.element("span", "", meaning) + "</dd></div>\n";
    }

    private String parameters() {
        StringBuilder rows = new StringBuilder();
        run.parameters()
                .forEach((name, value) -> rows.append("<div>")
                        .append(Html.element("dt", "", name))
                        .append(Html.element("dd", "", value))
                        .append("</div>\n"));
        return rows.toString();
    }

    private String faults() {
        if (run.faults().isEmpty()) {
            return "<p class=\"quiet\">No fault was injected.</p>";
        }
        StringBuilder rows = new StringBuilder("<div class=\"scrolling\" tabindex=\"0\"><table>\n<thead><tr>"
                + "<th>Fault</th><th>Target</th><th class=\"number\">From</th><th class=\"number\">To</th>"
                + "<th class=\"number\">Lasted</th><th>Effect</th><th>Confirmed</th></tr></thead>\n<tbody>\n");
        for (FaultBand fault : run.faults()) {
            rows.append("<tr><td><a href=\"")
                    .append(windowAround(fault))
                    .append("\">")
                    .append(Html.escape(fault.kind()))
                    .append("</a></td>")
                    .append(Html.element("td", "", fault.description()))
                    .append(Html.element("td", "class=\"number\"", Wording.moment(fault.fromNanos())))
                    .append(Html.element("td", "class=\"number\"", Wording.moment(fault.toNanos())))
                    .append(Html.element(
                            "td", "class=\"number\"", Wording.millis((fault.toNanos() - fault.fromNanos()) / 1e6)))
                    .append(Html.element("td", "", fault.effect() == null ? "" : fault.effect()))
                    .append(Html.element(
                            "td", fault.confirmed() ? "" : "class=\"unconfirmed\"", fault.confirmed() ? "yes" : "no"))
                    .append("</tr>\n");
        }
        return rows.append("</tbody></table></div>").toString();
    }

    /** The part of the page's address that shows the fault in the timeline. */
    private static String windowAround(FaultBand fault) {
        double margin = Math.max(.1, (fault.toNanos() - fault.fromNanos()) / 2e9);
        return String.format(
                Locale.ROOT,
                "#t=%.3f-%.3f",
                Math.max(0, fault.fromNanos() / 1e9 - margin),
                fault.toNanos() / 1e9 + margin);
    }

    private String beside(String name) {
        String code = "<code>" + name + "</code>";
        return Files.exists(folder.resolve(name)) ? "<a href=\"" + name + "\">" + code + "</a>" : code;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException("resource " + name + " beside " + HtmlReport.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
