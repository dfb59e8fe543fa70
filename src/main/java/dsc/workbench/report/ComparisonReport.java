package dsc.workbench.report;

import dsc.workbench.report.ComparisonRecord.Cell;
import dsc.workbench.report.ComparisonRecord.Column;
import dsc.workbench.report.ComparisonRecord.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A comparison as one HTML file that needs nothing beside itself and has no script: the table, and a chart a row. */
public final class ComparisonReport {

    private static final List<String> STYLES = List.of("page.css", "comparison.css");
    private static final List<String> STATUSES = List.of("valid", "invalid", "unknown");

    private ComparisonReport() {}

    /** Writes the report, over any file that is there. */
    public static void write(ComparisonRecord comparison, Path file) throws IOException {
        Page page = new Page("comparison.html", STYLES, List.of());
        page.putText("title", comparison.title());
        page.putText("summary", comparison.summary());
        page.put("notes", Page.notes(comparison.notes()));
        page.put("parameters", Page.parameters(comparison.parameters()));
        page.putText("command", comparison.command());
        page.put("table", table(comparison));
        page.put("charts", charts(comparison));
        page.write(file);
    }

    private static String table(ComparisonRecord comparison) {
        StringBuilder table = new StringBuilder("<table>\n<thead>\n");
        for (int line = 0; line < comparison.corner().size(); line++) {
            table.append("<tr>")
                    .append(Html.element(
                            "th", "scope=\"col\"", comparison.corner().get(line)));
            for (Column column : comparison.columns()) {
                String text = column.head().get(line);
                boolean last = line == comparison.corner().size() - 1;
                table.append("<th scope=\"col\">")
                        .append(last ? linked(column, text) : Html.escape(text))
                        .append("</th>");
            }
            table.append("</tr>\n");
        }
        table.append("</thead>\n<tbody>\n");
        for (Row row : comparison.rows()) {
            table.append("<tr>").append(Html.element("th", "scope=\"row\"", row.name()));
            for (Cell cell : row.cells()) {
                table.append("<td>").append(value(cell)).append("</td>");
            }
            table.append("</tr>\n");
        }
        return table.append("</tbody>\n</table>").toString();
    }

    private static String linked(Column column, String text) {
        return column.report().isEmpty()
                ? Html.escape(text)
                : Html.element("a", "href=\"" + Html.escape(column.report()) + "\"", text);
    }

    /** A verdict is seen by its colour as well. */
    private static String value(Cell cell) {
        String status = cell.text().split(" ", 2)[0];
        return STATUSES.contains(status)
                ? Html.element("span", "class=\"chip " + status + "\"", cell.text())
                : Html.escape(cell.text());
    }

    private static String charts(ComparisonRecord comparison) {
        StringBuilder charts = new StringBuilder();
        for (Row row : comparison.rows()) {
            double most = row.cells().stream()
                    .filter(Cell::isNumber)
                    .mapToDouble(cell -> Math.max(cell.value(), cell.most()))
                    .max()
                    .orElse(0);
            charts.append("<section class=\"chart\">")
                    .append(Html.element("h3", "", row.name()))
                    .append("<div class=\"bars\">\n");
            for (int index = 0; index < row.cells().size(); index++) {
                Cell cell = row.cells().get(index);
                boolean isWord = !cell.isNumber() && most <= 0;
                charts.append(Html.element(
                                "span",
                                "class=\"name\"",
                                comparison.columns().get(index).name()))
                        .append(isWord ? "" : bar(cell, most))
                        .append("<span class=\"")
                        .append(isWord ? "word" : "value")
                        .append("\">")
                        .append(value(cell))
                        .append("</span>\n");
            }
            charts.append("</div></section>\n");
        }
        return charts.toString();
    }

    /** From zero to the value, with a line from the least to the most of the rounds. */
    private static String bar(Cell cell, double most) {
        StringBuilder bar =
                new StringBuilder("<svg viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
                        + "<rect class=\"track\" width=\"100\" height=\"10\"/>");
        if (cell.isNumber() && most > 0) {
            bar.append("<rect class=\"fill\" width=\"")
                    .append(share(cell.value(), most))
                    .append("\" height=\"10\"/>");
            if (cell.most() > cell.least()) {
                bar.append("<path class=\"spread\" d=\"M")
                        .append(share(cell.least(), most))
                        .append(" 5H")
                        .append(share(cell.most(), most))
                        .append("\"/>");
            }
        }
        return bar.append("</svg>").toString();
    }

    private static String share(double value, double most) {
        return String.format(Locale.ROOT, "%.2f", 100 * Math.clamp(value / most, 0, 1));
    }
}
