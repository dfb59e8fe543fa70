package dsc.workbench.report;

import dsc.workbench.checkers.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A simulated world as one HTML file that needs nothing beside itself: the verdict as text, and every message on its
 * way from one node to another as a space-time diagram.
 */
public final class WorldReport {

    private static final List<String> STYLES = List.of("page.css", "world/world.css");
    private static final List<String> SCRIPTS = List.of(
            "page.js",
            "world/steps.js",
            "world/filter.js",
            "world/window.js",
            "world/pen.js",
            "world/lines.js",
            "world/arrows.js",
            "world/marks.js",
            "world/crowd.js",
            "world/diagram.js",
            "world/minimap.js",
            "world/list.js",
            "world/detail.js",
            "world/menus.js",
            "world/pointer.js",
            "world/controls.js");
    private static final long FAULT_MARGIN_NANOS = 1_000_000;

    private WorldReport() {}

    /** Writes the report, over any file that is there. */
    public static void write(WorldRecord world, Path file) throws IOException {
        Page page = new Page("world/world.html", STYLES, SCRIPTS);
        page.put("data", WorldData.json(world));
        String scenario = Page.scenario(world.scenario(), world.parameters());
        page.putText("title", scenario + ": " + world.verdict().status());
        page.putText("scenario", scenario);
        page.putText("concept", world.concept());
        page.putText("guarantee", world.guarantee());
        page.putVerdict(world.verdict());
        page.put("notes", Page.notes(world.notes()));
        page.put("evidence", EvidenceSection.html(world));
        page.put("parameters", Page.parameters(world.parameters()));
        page.putText("command", world.command());
        page.putText("hash", world.hash());
        page.put("faults", Page.faults(world.faults(), Format::fineMoment, FAULT_MARGIN_NANOS));
        page.put("untested", untested(world));
        page.put("sometimes", sometimes(world.sometimes()));
        page.write(file);
    }

    /** A sentence about the conditions that this world never met: that it is valid says nothing about them. */
    private static String untested(WorldRecord world) {
        Map<String, Long> sometimes = world.sometimes();
        long never = sometimes.values().stream().filter(count -> count == 0).count();
        if (never == 0 || world.verdict().status() == Verdict.Status.INVALID) {
            return "";
        }
        return "<p class=\"untested\">" + never + " of " + sometimes.size()
                + " <a href=\"#sometimes\">conditions</a> never came about in this world: it tested nothing of "
                + (never == 1 ? "that one" : "those") + ".</p>";
    }

    private static String sometimes(Map<String, Long> sometimes) {
        if (sometimes.isEmpty()) {
            return "<p class=\"quiet\">No condition was counted.</p>";
        }
        StringBuilder rows =
                new StringBuilder("<table>\n<thead><tr><th>Condition</th><th class=\"number\">Times met</th>"
                        + "</tr></thead>\n<tbody>\n");
        sometimes.forEach((name, count) -> rows.append(count == 0 ? "<tr class=\"never\">" : "<tr>")
                .append(Html.element("td", "", name))
                .append(Html.element("td", "class=\"number\"", count == 0 ? "never" : Format.count(count)))
                .append("</tr>\n"));
        return rows.append("</tbody></table>").toString();
    }
}
