package dsc.workbench.protocol;

import dsc.workbench.checkers.Checker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a scenario stands beside the other protocols of its concept.
 *
 * @param columns one or more, in the order to show; none leaves the scenario out
 * @param alsoChecked what else each history is checked against, for the table alone: it decides nothing
 */
public record Comparison(List<Column> columns, List<Checker> alsoChecked) {

    /**
     * The scenario under some settings.
     *
     * @param name its head, such as {@code crdt majority}
     * @param settings values by path, over those in {@code conf/}
     */
    public record Column(String name, Map<String, String> settings) {

        public Column {
            settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        }
    }

    /** It is not compared. */
    public static final Comparison LEFT_OUT = new Comparison(List.of(), List.of());

    public Comparison {
        columns = List.copyOf(columns);
        alsoChecked = List.copyOf(alsoChecked);
        if (columns.stream().map(Column::name).distinct().count() < columns.size()) {
            throw new IllegalArgumentException("two columns have one name: " + columns);
        }
    }

    /** One column: the scenario of that id as {@code conf/} has it. */
    public static Comparison asItIs(String scenario) {
        return new Comparison(List.of(new Column(scenario, Map.of())), List.of());
    }

    /** A column for each value of the setting {@code path}, named after the scenario and the value. */
    public static Comparison by(String scenario, String path, Object... values) {
        List<Column> columns = new ArrayList<>();
        for (Object value : values) {
            String word = value instanceof Enum<?> constant ? Words.of(constant) : value.toString();
            columns.add(new Column(scenario + " " + word, Map.of(path, word)));
        }
        return new Comparison(columns, List.of());
    }

    /** The same with one more column. */
    public Comparison with(String name, Map<String, String> settings) {
        List<Column> more = new ArrayList<>(columns);
        more.add(new Column(name, settings));
        return new Comparison(more, alsoChecked);
    }

    public Comparison alsoChecked(Checker... checkers) {
        return new Comparison(columns, List.of(checkers));
    }

    public boolean isLeftOut() {
        return columns.isEmpty();
    }
}
