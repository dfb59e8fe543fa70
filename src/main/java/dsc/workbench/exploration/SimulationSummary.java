package dsc.workbench.exploration;

import dsc.workbench.faults.FaultPlan;
import dsc.workbench.nodes.NodeOptions;
import dsc.workbench.protocol.Words;
import dsc.workbench.simulation.Exploration;
import dsc.workbench.simulation.Outcome;
import dsc.workbench.simulation.worlds.Conditions;
import dsc.workbench.simulation.worlds.Strategy;
import dsc.workbench.simulation.worlds.Swarm;
import dsc.workbench.simulation.worlds.WorldSpec;
import dsc.workbench.terminal.Format;
import dsc.workbench.terminal.Shell;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a simulation was asked to be and what it came to, in words. */
public final class SimulationSummary {

    private SimulationSummary() {}

    /** Name to value, in the order to show. */
    static Map<String, String> parameters(SimulateOptions options) {
        Conditions conditions = options.single()
                .map(WorldSpec::conditions)
                .orElseGet(() -> options.worlds().conditions());
        Map<String, String> parameters = edited(options);
        parameters.putAll(conditions(conditions));
        if (options.single().isEmpty()) {
            varying(parameters, options.worlds().swarm(), conditions);
        }
        parameters.put(
                "faults",
                options.single()
                        .map(world -> kinds(world.plan()))
                        .orElseGet(() -> Words.list(options.worlds().faults(), ", ")));
        if (options.file().isPresent()) {
            parameters.put("world", Shell.shown(options.file().get()));
        } else if (options.single().isPresent()) {
            parameters.put("seed", Long.toString(options.first()));
        } else {
            parameters.put("seeds", String.format(Locale.ROOT, "%d to %d", options.first(), options.last()));
        }
        addSettings(parameters, options);
        return parameters;
    }

    /** Those of one world. */
    static Map<String, String> parameters(SimulateOptions options, Outcome outcome) {
        Map<String, String> parameters = edited(options);
        parameters.putAll(parameters(outcome.spec()));
        addSettings(parameters, options);
        return parameters;
    }

    /** Those that a world has by itself. */
    public static Map<String, String> parameters(WorldSpec world) {
        Map<String, String> parameters = conditions(world.conditions());
        parameters.put("faults", kinds(world.plan()));
        parameters.put("seed", Long.toString(world.seed()));
        return parameters;
    }

    /** What differs from world to world, in place of what the conditions say. */
    private static void varying(Map<String, String> parameters, Swarm swarm, Conditions conditions) {
        if (swarm.nodesLeast() < conditions.nodes()) {
            parameters.put("nodes", conditions.nodes() + ", in some worlds " + swarm.nodesLeast());
        }
        if (swarm.schedules()) {
            parameters.put("strategy", "mixed: any order, priorities, messages that overtake each other");
        }
        if (!swarm.hazards().isEmpty()) {
            parameters.put("hazards", Words.list(swarm.hazards(), ", "));
        }
    }

    private static void addSettings(Map<String, String> parameters, SimulateOptions options) {
        options.conf().ifPresent(file -> parameters.put("conf", file.toString()));
        options.overrides().forEach((path, value) -> parameters.put("-D" + path, value));
    }

    /** What takes the place of the product's classes, if anything does. */
    private static Map<String, String> edited(SimulateOptions options) {
        Map<String, String> parameters = new LinkedHashMap<>();
        options.edited().ifPresent(classes -> parameters.put(NodeOptions.WITH, classes.toString()));
        return parameters;
    }

    private static Map<String, String> conditions(Conditions is) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("nodes", Integer.toString(is.nodes()));
        parameters.put("clients", Integer.toString(is.clients()));
        parameters.put("keys", Integer.toString(is.keys()));
        parameters.put("seconds", decimal(is.lengthMillis() / 1e3) + " (simulated)");
        parameters.put(
                "rate",
                is.operationsPerSecond() == 0
                        ? "as fast as answers come"
                        : decimal(is.operationsPerSecond()) + " operations/s"
                                + (is.operationsMax() == Integer.MAX_VALUE
                                        ? ""
                                        : ", at most " + Format.count(is.operationsMax(), "operation")));
        parameters.put(
                "timeout", is.timeoutMillis() == 0 ? "each client its own" : is.timeoutMillis() + " ms for an answer");
        parameters.put("messages", is.network() + " ms" + (is.fifo() ? "" : ", may overtake each other"));
        parameters.put("disk", is.disk() + " ms");
        parameters.put(
                "clocks",
                String.format(
                        Locale.ROOT, "up to %d ms and %d ppm off", is.clockOffsetMillisMax(), is.clockDriftPpmMax()));
        if (is.strategy().kind() == Strategy.Kind.PCT) {
            parameters.put("strategy", "pct with " + Format.count(is.strategy().changePoints(), "change point"));
        }
        if (!is.hazards().isEmpty()) {
            parameters.put("hazards", Words.list(is.hazards(), ", "));
        }
        return parameters;
    }

    private static String decimal(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static String kinds(FaultPlan plan) {
        return Words.list(
                plan.all().stream().map(fault -> fault.kind()).collect(Collectors.toCollection(TreeSet::new)), ", ");
    }

    /** The sentence beside the verdict. */
    static String reason(SimulateOptions options, SimulationRun.Result result) {
        Exploration exploration = result.exploration();
        return switch (result.status()) {
            case INVALID -> {
                String more = exploration.invalidCount() <= 1
                        ? ""
                        : "; " + Format.count(exploration.invalidCount() - 1, "more invalid world");
                yield withSeed(options, result.proven().orElseThrow()) + more;
            }
            case UNKNOWN -> unknown(options, result);
            case VALID ->
                options.single().isPresent()
                        ? "nothing broken in this world"
                        : "nothing broken in " + Format.count(exploration.worlds(), "world");
        };
    }

    private static String unknown(SimulateOptions options, SimulationRun.Result result) {
        Exploration exploration = result.exploration();
        if (result.difference().isPresent()) {
            return String.format(
                    Locale.ROOT,
                    "seed %d: %s: something in the protocol is not decided by the seed",
                    result.difference().get().seed(),
                    result.difference().get().elsewhere()
                            ? "a second JVM made another world of it"
                            : "the world was another when it was repeated");
        }
        if (exploration.unknownCount() > 0) {
            String more = exploration.unknownCount() == 1
                    ? ""
                    : "; " + Format.count(exploration.unknownCount() - 1, "more unknown world");
            return withSeed(options, exploration.unknown().getFirst()) + more;
        }
        return exploration.worlds() == 0
                ? "interrupted before a world was done"
                : String.format(
                        Locale.ROOT,
                        "interrupted after %,d of %s; nothing broken in them",
                        exploration.worlds(),
                        Format.count(options.count(), "world"));
    }

    private static String withSeed(SimulateOptions options, Outcome outcome) {
        String reason = outcome.verdict().reason();
        return options.read().isPresent() ? reason : "seed " + outcome.spec().seed() + ": " + reason;
    }
}
