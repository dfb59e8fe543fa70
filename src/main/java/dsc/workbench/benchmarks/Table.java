package dsc.workbench.benchmarks;

import dsc.workbench.protocol.Figure;
import dsc.workbench.terminal.TextLines;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What was measured, side by side: protocols and settings are columns, figures are rows. */
public final class Table {

    static final String NONE = "–";
    private static final String GAP = "  ";
    private static final String SPREAD = "  least–most";

    /** The names of rows have half of a line, and as many characters as this. */
    private static final int NAMES_LEAST = 20;

    private final List<String> corner;
    private final List<Column> columns;
    private final Set<String> rows = new LinkedHashSet<>();

    /**
     * @param corner what the lines of the columns' heads name, such as {@code strategy} and {@code partition}
     * @param columns one or more, each with as many lines in its head
     */
    public Table(List<String> corner, List<Column> columns) {
        this.corner = List.copyOf(corner);
        this.columns = List.copyOf(columns);
        columns.forEach(column -> rows.addAll(column.cells().keySet()));
    }

    /** @param cells by the name of their row */
    public record Column(List<String> head, Map<String, Cell> cells) {

        /** The figures of one round. */
        public static Column of(List<String> head, List<Figure> figures) {
            return ofRounds(head, List.of(figures));
        }

        /** The medians of one or more rounds, in each of which the same was measured. */
        public static Column ofRounds(List<String> head, List<List<Figure>> rounds) {
            Map<String, List<Figure>> byName = new LinkedHashMap<>();
            rounds.forEach(
                    round -> round.forEach(figure -> byName.computeIfAbsent(figure.name(), none -> new ArrayList<>())
                            .add(figure)));
            Map<String, Cell> cells = new LinkedHashMap<>();
            byName.forEach((name, figures) -> cells.put(name, Cell.of(figures)));
            return new Column(List.copyOf(head), cells);
        }

        /** The head in one line. */
        public String name() {
            return String.join(" ", head);
        }
    }

    /**
     * A figure over its rounds.
     *
     * @param spread of a number; null for a word
     * @param unit of a number; null for a word
     */
    public record Cell(String text, Spread spread, Figure.Unit unit) {

        private static Cell of(List<Figure> rounds) {
            return switch (rounds.getLast()) {
                case Figure.Word word -> new Cell(word.text(), null, null);
                case Figure.Number number -> {
                    Spread spread = Spread.of(rounds.stream()
                            .filter(Figure.Number.class::isInstance)
                            .mapToDouble(figure -> ((Figure.Number) figure).value())
                            .toArray());
                    yield new Cell(written(spread.median(), number.unit()), spread, number.unit());
                }
            };
        }

        private String leastToMost() {
            return spread == null || Double.compare(spread.least(), spread.most()) == 0
                    ? ""
                    : written(spread.least(), unit) + "–" + written(spread.most(), unit);
        }

        Object asJson() {
            if (spread == null) {
                return text;
            }
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("unit", unit.name().toLowerCase(Locale.ROOT));
            json.put("median", finite(spread.median()));
            json.put("least", finite(spread.least()));
            json.put("most", finite(spread.most()));
            return json;
        }
    }

    /** The rounds of one figure. */
    public record Spread(double median, double least, double most) {

        /** @param rounds one or more */
        public static Spread of(double... rounds) {
            double[] ascending = rounds.clone();
            Arrays.sort(ascending);
            int middle = ascending.length / 2;
            double median =
                    ascending.length % 2 == 1 ? ascending[middle] : (ascending[middle - 1] + ascending[middle]) / 2;
            return new Spread(median, ascending[0], ascending[ascending.length - 1]);
        }
    }

    /** As JSON knows numbers: null for what did not happen. */
    static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /** A number as people read it, such as {@code 12,345}, {@code 850 µs} or {@code 12.3 ms}. */
    public static String written(double value, Figure.Unit unit) {
        if (Double.isNaN(value)) {
            return NONE;
        }
        return switch (unit) {
            case COUNT -> String.format(Locale.ROOT, "%,.0f", value);
            case RATIO -> String.format(Locale.ROOT, "%,.1f", value);
            case MICROS -> duration(value);
            case PERCENT -> String.format(Locale.ROOT, "%.1f %%", value);
            case MEBIBYTES -> String.format(Locale.ROOT, "%,.0f MiB", value);
        };
    }

    private static String duration(double micros) {
        if (micros < 1_000) {
            return String.format(Locale.ROOT, "%.0f µs", micros);
        }
        return micros < 1_000_000
                ? String.format(Locale.ROOT, "%.1f ms", micros / 1e3)
                : String.format(Locale.ROOT, "%.1f s", micros / 1e6);
    }

    public List<Column> columns() {
        return columns;
    }

    /** The names of the rows, in the order in which the columns have them. */
    public List<String> rows() {
        return List.copyOf(rows);
    }

    public List<String> corner() {
        return corner;
    }

    /** The figures of a column as JSON has them, by the name of their row. */
    public Map<String, Object> figures(int column) {
        Map<String, Object> figures = new LinkedHashMap<>();
        columns.get(column).cells().forEach((row, cell) -> figures.put(row, cell.asJson()));
        return figures;
    }

    /**
     * The table in lines of at most {@code width} characters, if a column fits into that beside the names of the rows:
     * blocks of as many columns as fit, an empty line between two blocks. A name that is longer than half a line takes
     * several, and its figures stand in the last of them.
     */
    public List<String> lines(int width) {
        return lines(width, Math.max(NAMES_LEAST, width / 2));
    }

    /**
     * The same where the names of the rows have more or less than half of a line.
     *
     * @param namesMax how many characters a name may have before it takes another line
     */
    public List<String> lines(int width, int namesMax) {
        int first = Math.max(widest(corner), widest(List.copyOf(rows)));
        if (columns.stream()
                .flatMap(column -> column.cells().values().stream())
                .anyMatch(cell -> !cell.leastToMost().isEmpty())) {
            first = Math.max(first, SPREAD.length());
        }
        first = Math.min(first, namesMax);
        List<String> lines = new ArrayList<>();
        int from = 0;
        while (from < columns.size()) {
            int to = from + 1;
            long taken = first + GAP.length() + width(columns.get(from));
            while (to < columns.size() && taken + GAP.length() + width(columns.get(to)) <= width) {
                taken += GAP.length() + width(columns.get(to));
                to++;
            }
            if (from > 0) {
                lines.add("");
            }
            block(columns.subList(from, to), first, lines);
            from = to;
        }
        return lines;
    }

    private void block(List<Column> shown, int first, List<String> lines) {
        for (int line = 0; line < corner.size(); line++) {
            int index = line;
            lines.add(line(
                    corner.get(line),
                    first,
                    shown,
                    shown.stream().map(column -> column.head().get(index)).toList()));
        }
        for (String row : rows) {
            List<Cell> cells =
                    shown.stream().map(column -> column.cells().get(row)).toList();
            List<String> name = TextLines.folded(row, first);
            lines.addAll(name.subList(0, name.size() - 1));
            lines.add(line(
                    name.getLast(),
                    first,
                    shown,
                    cells.stream()
                            .map(cell -> cell == null ? NONE : cell.text())
                            .toList()));
            List<String> spreads = cells.stream()
                    .map(cell -> cell == null ? "" : cell.leastToMost())
                    .toList();
            if (!spreads.stream().allMatch(String::isEmpty)) {
                lines.add(line(SPREAD, first, shown, spreads));
            }
        }
    }

    private static String line(String name, int first, List<Column> shown, List<String> texts) {
        StringBuilder line = new StringBuilder(name + " ".repeat(first - name.length()));
        for (int column = 0; column < shown.size(); column++) {
            String text = texts.get(column);
            line.append(GAP)
                    .append(" ".repeat(width(shown.get(column)) - text.length()))
                    .append(text);
        }
        return line.toString().stripTrailing();
    }

    private static int width(Column column) {
        int width = widest(column.head());
        for (Cell cell : column.cells().values()) {
            width = Math.max(
                    width, Math.max(cell.text().length(), cell.leastToMost().length()));
        }
        return Math.max(width, NONE.length());
    }

    private static int widest(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(0);
    }
}
