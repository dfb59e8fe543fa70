package dsc.workbench.simulation;

import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.Words;
import dsc.workbench.simulation.worlds.Conditions;
import dsc.workbench.simulation.worlds.Hazard;
import dsc.workbench.simulation.worlds.Strategy;
import dsc.workbench.simulation.worlds.Worlds;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The options of {@code dsc simulate} that make the same worlds again; those that have their default are left out. */
public final class CommandLine {

    private CommandLine() {}

    /**
     * The command that replays the world of {@code seed}, step by step.
     *
     * @param own the scenario's settings in these worlds
     */
    public static String replay(
            Scenario<?> scenario, Settings own, Worlds worlds, Map<String, String> settings, long seed) {
        StringBuilder command = new StringBuilder("./dsc simulate " + scenario.id() + " --seed " + seed + " --trace");
        options(scenario, own, worlds).forEach((option, value) -> {
            command.append(' ').append(option);
            if (!value.isEmpty()) {
                command.append(' ').append(value);
            }
        });
        settings(settings).forEach(word -> command.append(word.startsWith("--") ? " " + word : " '" + word + "'"));
        return command.toString();
    }

    /** The options that set configuration values, as words. */
    public static List<String> settings(Map<String, String> settings) {
        List<String> words = new ArrayList<>();
        settings.forEach((path, value) -> {
            if (ChosenRules.OPTIONS.containsKey(path)) {
                for (String rule : ChosenRules.names(value)) {
                    words.addAll(List.of(ChosenRules.OPTIONS.get(path), rule));
                }
            } else {
                words.add("-D" + path + "=" + value);
            }
        });
        return words;
    }

    /**
     * Option to value; an empty value for one that takes none.
     *
     * @param own the scenario's settings in these worlds
     */
    public static Map<String, String> options(Scenario<?> scenario, Settings own, Worlds worlds) {
        Conditions is = worlds.conditions();
        Conditions usual = Conditions.usual(scenario.deployment());
        Map<String, String> options = new LinkedHashMap<>();
        if (worlds.swarm().nodesLeast() > is.nodes()) {
            // Named where it is the usual number too: worlds draw a smaller one unless a number is given.
            options.put("--nodes", Integer.toString(is.nodes()));
        } else {
            add(options, "--nodes", is.nodes(), usual.nodes());
        }
        add(options, "--clients", is.clients(), usual.clients());
        add(options, "--keys", is.keys(), usual.keys());
        add(options, "--rate", number(is.operationsPerSecond()), number(usual.operationsPerSecond()));
        add(options, "--operations", is.operationsMax(), usual.operationsMax());
        add(options, "--seconds", number(is.lengthMillis() / 1e3), number(usual.lengthMillis() / 1e3));
        add(options, "--client-timeout", is.timeoutMillis(), usual.timeoutMillis());
        Set<FaultKind> tolerated = EnumSet.noneOf(FaultKind.class);
        tolerated.addAll(new Worlds(is, scenario.tolerates(own), worlds.plan()).faults());
        add(options, "--faults", Words.list(worlds.faults(), ","), Words.list(tolerated, ","));
        if (!worlds.faults().stream().allMatch(kind -> kind.isToleratedWith(tolerated))) {
            options.put("--force", "");
        }
        add(options, "--latency", is.network(), usual.network());
        add(options, "--disk", is.disk(), usual.disk());
        if (!is.fifo()) {
            options.put("--reorder", "");
        }
        if (is.roam()) {
            options.put("--roam", "");
        }
        add(options, "--clock-offset", is.clockOffsetMillisMax(), usual.clockOffsetMillisMax());
        add(options, "--clock-drift", is.clockDriftPpmMax(), usual.clockDriftPpmMax());
        if (is.strategy().kind() == Strategy.Kind.PCT) {
            options.put("--strategy", "pct");
            options.put("--change-points", Integer.toString(is.strategy().changePoints()));
        } else if (!worlds.swarm().schedules()) {
            options.put("--strategy", "random");
        }
        Set<Hazard> without = EnumSet.allOf(Hazard.class);
        without.removeAll(worlds.swarm().hazards());
        if (!without.isEmpty()) {
            options.put("--without", worlds.swarm().hazards().isEmpty() ? "all" : Words.list(without, ","));
        }
        return options;
    }

    private static void add(Map<String, String> options, String option, Object value, Object usual) {
        if (!value.equals(usual)) {
            options.put(option, value.toString());
        }
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
