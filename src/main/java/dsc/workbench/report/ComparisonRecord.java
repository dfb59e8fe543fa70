package dsc.workbench.report;

import java.util.List;
import java.util.Map;

/**
 * A table of what was measured side by side.
 *
 * @param title what was compared, such as {@code Conflict resolution}
 * @param summary how, in a sentence
 * @param parameters what all columns have in common, name to value, in the order to show
 * @param command the command line that repeats it
 * @param corner what the lines of the columns' heads name; may be empty texts
 * @param notes what a reader has to know, each in a sentence
 */
public record ComparisonRecord(
        String title,
        String summary,
        Map<String, String> parameters,
        String command,
        List<String> corner,
        List<Column> columns,
        List<Row> rows,
        List<String> notes) {

    /**
     * @param head one line for each of the corner
     * @param report the address of the column's own report, relative to the page; empty if it has none
     */
    public record Column(List<String> head, String report) {

        String name() {
            return String.join(" ", head);
        }
    }

    /** @param cells one for each column */
    public record Row(String name, List<Cell> cells) {}

    /**
     * @param value of a number; {@link Double#NaN} for a word and for what did not happen
     * @param least of the rounds; {@code value} if there was one
     * @param most of the rounds; {@code value} if there was one
     */
    public record Cell(String text, double value, double least, double most) {

        public static Cell ofText(String text) {
            return new Cell(text, Double.NaN, Double.NaN, Double.NaN);
        }

        boolean isNumber() {
            return !Double.isNaN(value);
        }
    }
}
