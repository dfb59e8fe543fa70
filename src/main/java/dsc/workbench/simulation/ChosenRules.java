package dsc.workbench.simulation;

import com.typesafe.config.Config;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Rules;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which of a scenario's rules decide. A defect breaks the rule that is nearest to it first, and ends the world there; a
 * world that is watched by other rules alone shows what follows from it. They are named in the configuration, so that a
 * world that was found so is repeated so.
 *
 * @param only the names of those that decide; none: all do
 * @param without the names of those that do not
 */
public record ChosenRules(List<String> only, List<String> without) {

    private static final String ONLY = "dsc.simulation.rules";
    private static final String WITHOUT = "dsc.simulation.without-rules";
    private static final String SEPARATOR = ",";

    /** The paths of the configuration values that choose rules. */
    public static final Set<String> PATHS = Set.of(ONLY, WITHOUT);

    /** The options of {@code dsc simulate} that say the same, by the path of the value. */
    static final Map<String, String> OPTIONS = Map.of(ONLY, "--rule", WITHOUT, "--without-rule");

    /** All of them. */
    public static final ChosenRules ALL = new ChosenRules(List.of(), List.of());

    public ChosenRules {
        only = List.copyOf(only);
        without = List.copyOf(without);
    }

    static ChosenRules from(Config settings) {
        return new ChosenRules(names(settings, ONLY), names(settings, WITHOUT));
    }

    private static List<String> names(Config settings, String path) {
        return settings.hasPath(path) ? names(settings.getString(path)) : List.of();
    }

    static List<String> names(String list) {
        return Arrays.stream(list.split(SEPARATOR)).map(String::strip).toList();
    }

    /** The configuration values that choose these, by path. */
    public Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        if (!only.isEmpty()) {
            settings.put(ONLY, String.join(SEPARATOR, only));
        }
        if (!without.isEmpty()) {
            settings.put(WITHOUT, String.join(SEPARATOR, without));
        }
        return settings;
    }

    /** The names of all that {@code rules} has. */
    public static List<String> names(Rules<?> rules) {
        return rules.invariants().get().stream().map(Invariant::name).toList();
    }

    /** @throws IllegalArgumentException when {@code rules} has none of a name; the message says which it has */
    <S extends NodeView> List<Invariant<S>> of(Rules<S> rules) {
        List<Invariant<S>> all = rules.invariants().get();
        List<String> names = all.stream().map(Invariant::name).toList();
        for (List<String> chosen : List.of(only, without)) {
            for (String name : chosen) {
                if (!names.contains(name)) {
                    throw new IllegalArgumentException(
                            "there is no rule \"" + name + "\"; there are: " + String.join(", ", names));
                }
            }
        }
        return all.stream()
                .filter(rule -> only.isEmpty() || only.contains(rule.name()))
                .filter(rule -> !without.contains(rule.name()))
                .toList();
    }
}
