package dsc.cli.arguments;

import dsc.workbench.faults.FaultPlan;
import dsc.workbench.protocol.Deployment;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.Words;
import dsc.workbench.simulation.worlds.Conditions;
import dsc.workbench.simulation.worlds.Hazard;
import dsc.workbench.simulation.worlds.Latency;
import dsc.workbench.simulation.worlds.Strategy;
import dsc.workbench.simulation.worlds.Swarm;
import dsc.workbench.simulation.worlds.Worlds;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The options that say what simulated worlds are made of. {@code CommandLine.options} of the simulation writes the same
 * ones, so that each world that was found is made again by a command.
 */
final class WorldArguments {

    private static final double SECONDS_MAX = 3_600;
    private static final int CHANGE_POINTS_DEFAULT = 3;
    private static final String MIXED = "mixed";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            description = "Nodes, 1 to 64 (default: 5, or more if the scenario begins with more).")
    private Integer nodes;

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "10",
            description = "Clients, 1 to 100 (default: 10).")
    private int clients;

    @Option(names = "--keys", paramLabel = "N", defaultValue = "3", description = "Keys, 1 to 1000 (default: 3).")
    private int keys;

    @Option(
            names = "--rate",
            paramLabel = "OPS_PER_S",
            defaultValue = "50",
            description =
                    "Operations a simulated second, all clients together, 0 to 100000; 0 for as fast as answers come"
                            + " (default: 50).")
    private double rate;

    @Option(
            names = "--operations",
            paramLabel = "N",
            description =
                    "At most this many operations in a world, 0 to 2147483647 (default: as many as the time allows).")
    private Integer operations;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "15",
            description = "How long clients work, in simulated seconds, 0.001 to 3600 (default: 15).")
    private double seconds;

    @Option(
            names = "--client-timeout",
            paramLabel = "MS",
            defaultValue = "0",
            description = "After how many milliseconds without an answer a client asks another node, 0 to 3600000"
                    + " (default: 0, each client has a timeout of its own, between 250 and 1500).")
    private long timeout;

    @Option(
            names = "--faults",
            completionCandidates = CompletionCandidates.Faults.class,
            paramLabel = "LIST",
            description = "Kinds of faults, separated by commas, or none (default: all that the scenario tolerates)."
                    + " Each world suffers some of them.")
    private String faults;

    @Option(
            names = "--force",
            description = "Inject also faults that the scenario does not tolerate; its guarantee may then be broken.")
    private boolean force;

    @Option(
            names = "--latency",
            paramLabel = "SHAPE",
            description = "How long messages take, in milliseconds: uniform:0.5-5,2%%x10 (2 %% take ten times as long,"
                    + " the default) or exponential:0.5-5.")
    private String latency;

    @Option(
            names = "--disk",
            paramLabel = "SHAPE",
            description = "How long it takes until what was written is durable (default: uniform:0.1-4,2%%x10).")
    private String disk;

    @Option(names = "--reorder", description = "Messages from one node to another may overtake each other.")
    private boolean reorder;

    @Option(
            names = "--roam",
            description = "Each operation begins at a node that is drawn, as if clients moved (default: only where the"
                    + " scenario's clients do).")
    private boolean roam;

    @Option(
            names = "--clock-offset",
            paramLabel = "MS",
            defaultValue = "1000",
            description = "By how much a clock may be off, in milliseconds, 0 to 86400000 (default: 1000).")
    private long clockOffset;

    @Option(
            names = "--clock-drift",
            paramLabel = "PPM",
            defaultValue = "10000",
            description = "By how much a clock may be too fast or too slow, in millionths, 0 to 500000 (default:"
                    + " 10000).")
    private long clockDrift;

    @Option(
            names = "--strategy",
            paramLabel = "mixed|random|pct",
            defaultValue = "mixed",
            description = "What happens first: anything alike (random), by priorities that change at a few moments"
                    + " (pct), or in each world one of these, or messages that overtake each other (mixed; default:"
                    + " mixed).")
    private String strategy;

    @Option(
            names = "--change-points",
            paramLabel = "N",
            description = "How often a priority changes with pct, 0 to 20 (default: 3).")
    private Integer changePoints;

    @Option(
            names = "--without",
            completionCandidates = CompletionCandidates.Hazards.class,
            paramLabel = "LIST",
            description = "What is not to happen in any world, separated by commas, or all: crash-loss, crash-in-step,"
                    + " journal-failures, slow-recovery, slow-disk, codec, client-links, late-messages, uneven-links,"
                    + " gradual-cuts, overlap, late-start (default: none; each world is drawn some of them).")
    private String without;

    /** The names of those options that were given. */
    List<String> given() {
        List<String> given = new ArrayList<>();
        for (String option : List.of(
                "--nodes",
                "--clients",
                "--keys",
                "--rate",
                "--operations",
                "--seconds",
                "--client-timeout",
                "--faults",
                "--force",
                "--latency",
                "--disk",
                "--reorder",
                "--roam",
                "--clock-offset",
                "--clock-drift",
                "--strategy",
                "--change-points",
                "--without")) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                given.add(option);
            }
        }
        return given;
    }

    /** What was asked for, if that makes sense. */
    Worlds worlds(Scenario<?> scenario, Settings settings) {
        ArgumentChecks usage = new ArgumentChecks(spec);
        int count = nodes == null ? Conditions.usual(scenario.deployment()).nodes() : nodes;
        usage.requireRange("--nodes", count, 1, Conditions.NODES_MAX);
        usage.requireRange("--clients", clients, 1, Conditions.CLIENTS_MAX);
        usage.requireRange("--keys", keys, 1, Conditions.KEYS_MAX);
        usage.requireRange("--operations", operations == null ? 0 : operations, 0, Integer.MAX_VALUE);
        usage.requireRange("--client-timeout", timeout, 0, Conditions.TIMEOUT_MILLIS_MAX);
        usage.requireRange("--clock-offset", clockOffset, 0, Conditions.CLOCK_OFFSET_MILLIS_MAX);
        usage.requireRange("--clock-drift", clockDrift, 0, Conditions.CLOCK_DRIFT_PPM_MAX);
        if (!(rate >= 0 && rate <= Conditions.OPERATIONS_PER_SECOND_MAX)) {
            throw usage.wrong("--rate is 0 to " + Conditions.OPERATIONS_PER_SECOND_MAX + ", not " + number(rate));
        }
        if (!(seconds >= 0.001 && seconds <= SECONDS_MAX)) {
            throw usage.wrong("--seconds is 0.001 to " + number(SECONDS_MAX) + ", not " + number(seconds));
        }
        Conditions conditions = new Conditions(
                count,
                clients,
                keys,
                rate,
                operations == null ? Integer.MAX_VALUE : operations,
                Math.round(seconds * 1_000),
                timeout,
                latency("--latency", latency, Latency.OF_NETWORK),
                !reorder,
                latency("--disk", disk, Latency.OF_DISK),
                clockOffset,
                clockDrift,
                strategy(usage),
                Set.of(),
                roam);
        return new Worlds(
                conditions,
                faults(scenario, settings, conditions, usage),
                Optional.empty(),
                swarm(scenario.deployment(), usage));
    }

    private Swarm swarm(Deployment deployment, ArgumentChecks usage) {
        Swarm swarm = Swarm.usual(deployment).withHazards(hazards(usage));
        if (nodes != null) {
            swarm = swarm.withoutSmallGroups();
        }
        return strategy.equals(MIXED) ? swarm : swarm.withoutSchedules();
    }

    private Set<Hazard> hazards(ArgumentChecks usage) {
        Set<Hazard> left = EnumSet.copyOf(Hazard.all());
        if (without == null) {
            return left;
        }
        if (without.equalsIgnoreCase("all")) {
            return Set.of();
        }
        for (String name : without.split(",")) {
            left.remove(Words.constant(Hazard.class, name.strip().toLowerCase(Locale.ROOT))
                    .orElseThrow(() -> usage.unknownHazard(name.strip())));
        }
        return left;
    }

    private Latency latency(String option, String text, Latency usual) {
        if (text == null) {
            return usual;
        }
        try {
            return Latency.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw new ArgumentChecks(spec).wrong(option + ": " + malformed.getMessage());
        }
    }

    private Strategy strategy(ArgumentChecks usage) {
        boolean pct = strategy.equals("pct");
        if (!pct && !strategy.equals("random") && !strategy.equals(MIXED)) {
            throw usage.wrong("--strategy is mixed, random or pct, not " + strategy);
        }
        if (!pct && changePoints != null) {
            throw usage.wrong("--change-points are for --strategy pct");
        }
        int points = changePoints == null ? CHANGE_POINTS_DEFAULT : changePoints;
        usage.requireRange("--change-points", points, 0, Strategy.CHANGE_POINTS_MAX);
        return pct ? Strategy.pct(points) : Strategy.RANDOM;
    }

    private Set<FaultKind> faults(
            Scenario<?> scenario, Settings settings, Conditions conditions, ArgumentChecks usage) {
        Set<FaultKind> tolerated = scenario.tolerates(settings);
        Set<FaultKind> chosen = faults == null
                ? FaultPlan.possible(tolerated, conditions.nodes())
                : usage.faults(faults, conditions.nodes());
        for (FaultKind kind : chosen) {
            if (!kind.isToleratedWith(tolerated) && !force) {
                throw usage.notTolerated(scenario.id(), kind, "");
            }
        }
        long shortest = FaultPlan.Pace.SIMULATED.shortestRunMillis();
        if (!chosen.isEmpty() && conditions.lengthMillis() < shortest) {
            throw usage.wrong("--seconds " + number(seconds) + " leaves no time for faults: at least "
                    + number(shortest / 1e3) + ", or --faults none");
        }
        return chosen;
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }
}
