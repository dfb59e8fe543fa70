package dsc.workbench.report;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.report.RunRecord.FaultBand;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A page that needs nothing beside itself, made of a template, styles and scripts that lie beside this class as
 * resources; and the parts that every report has.
 */
final class Page {

    /** The parameter that says whose sources ran in place of the product's. */
    private static final String EDITED = "--with";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z-]+)}}");

    private final String template;
    private final Map<String, String> parts = new LinkedHashMap<>();

    /**
     * A page with its style, its script, and the policy that lets the browser apply these two and nothing else.
     *
     * @param scripts may be none
     */
    Page(String template, List<String> styles, List<String> scripts) throws IOException {
        this.template = resource(template);
        StringBuilder style = new StringBuilder();
        for (String name : styles) {
            style.append(resource(name));
        }
        StringBuilder script = new StringBuilder(scripts.isEmpty() ? "" : "\"use strict\";\n");
        for (String name : scripts) {
            script.append(resource(name));
        }
        put("policy", policy(style.toString(), script.toString()));
        put("style", style.toString());
        put("script", script.toString());
    }

    /** What stands in the place of {@code {{name}}}: markup. */
    void put(String name, String markup) {
        parts.put(name, markup);
    }

    void putText(String name, String text) {
        put(name, Html.escape(text));
    }

    void putVerdict(Verdict verdict) {
        put("status", verdict.status().toString());
        put("icon", icon(verdict.status()));
        putText("reason", verdict.reason());
    }

    /** Writes the page, in place of any file that is there. */
    void write(Path file) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(fresh, fill(template, parts), StandardCharsets.UTF_8);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** Replaces every placeholder in one pass, so that nothing inside a part is taken for one. */
    static String fill(String template, Map<String, String> parts) {
        return PLACEHOLDER.matcher(template).replaceAll(found -> {
            String part = parts.get(found.group(1));
            if (part == null) {
                throw new IllegalStateException("the template names an unknown part: " + found.group());
            }
            return Matcher.quoteReplacement(part);
        });
    }

    static String notes(List<String> notes) {
        if (notes.isEmpty()) {
            return "";
        }
        return notes.stream()
                .map(note -> Html.element("li", "", note))
                .collect(Collectors.joining("\n", "<ul class=\"notes\" aria-label=\"Notes\">\n", "\n</ul>"));
    }

    /** The scenario as a page names it: a run of edited code is not taken for one of the product. */
    static String scenario(String id, Map<String, String> parameters) {
        return parameters.containsKey(EDITED) ? id + ", edited" : id;
    }

    static String parameters(Map<String, String> parameters) {
        StringBuilder rows = new StringBuilder();
        parameters.forEach((name, value) -> rows.append("<div>")
                .append(Html.element("dt", "", name))
                .append(Html.element("dd", "", value))
                .append("</div>\n"));
        return rows.toString();
    }

    /**
     * The faults as a table.
     *
     * @param moment how a moment is written
     * @param margin how much of the time before and after a fault its link shows at least, in nanoseconds
     */
    static String faults(List<FaultBand> faults, LongFunction<String> moment, long margin) {
        if (faults.isEmpty()) {
            return "<p class=\"quiet\">No fault was injected.</p>";
        }
        StringBuilder rows = new StringBuilder("<div class=\"scrolling\" tabindex=\"0\"><table>\n<thead><tr>"
                + "<th>Fault</th><th>Target</th><th class=\"number\">From</th><th class=\"number\">To</th>"
                + "<th class=\"number\">Lasted</th><th>Effect</th><th>Confirmed</th></tr></thead>\n<tbody>\n");
        for (FaultBand fault : faults) {
            rows.append("<tr><td><a href=\"")
                    .append(windowAround(fault, margin))
                    .append("\">")
                    .append(Html.escape(fault.kind()))
                    .append("</a></td>")
                    .append(Html.element("td", "", fault.description()))
                    .append(Html.element("td", "class=\"number\"", moment.apply(fault.fromNanos())))
                    .append(Html.element("td", "class=\"number\"", moment.apply(fault.toNanos())))
                    .append(Html.element(
                            "td", "class=\"number\"", Format.millis((fault.toNanos() - fault.fromNanos()) / 1e6)))
                    .append(Html.element("td", "", fault.effect() == null ? "" : fault.effect()))
                    .append(Html.element(
                            "td", fault.confirmed() ? "" : "class=\"unconfirmed\"", fault.confirmed() ? "yes" : "no"))
                    .append("</tr>\n");
        }
        return rows.append("</tbody></table></div>").toString();
    }

    /** The part of the page's address that shows the fault. */
    private static String windowAround(FaultBand fault, long marginMin) {
        double margin = Math.max(marginMin / 1e9, (fault.toNanos() - fault.fromNanos()) / 2e9);
        return "#t=" + Format.seconds(Math.max(0, fault.fromNanos() / 1e9 - margin)) + "-"
                + Format.seconds(fault.toNanos() / 1e9 + margin);
    }

    /** Lets the browser run and apply exactly what was inlined, and load nothing. */
    private static String policy(String style, String script) {
        return "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; style-src 'sha256-"
                + sha256(style) + "'; script-src " + (script.isEmpty() ? "'none'" : "'sha256-" + sha256(script) + "'");
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

    private static String resource(String name) throws IOException {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException("resource " + name + " beside " + Page.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
