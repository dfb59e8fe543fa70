package dsc.workbench.simulation;

import com.typesafe.config.Config;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.faults.Fault;
import dsc.workbench.faults.FaultPlan;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.simulation.worlds.Conditions;
import dsc.workbench.simulation.worlds.Hazard;
import dsc.workbench.simulation.worlds.Strategy;
import dsc.workbench.simulation.worlds.Swarm;
import dsc.workbench.simulation.worlds.WorldFile;
import dsc.workbench.simulation.worlds.WorldSpec;
import dsc.workbench.simulation.worlds.Worlds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A scenario's worlds, for tests: {@code Simulation.of(new RaftScenario()).check(1, 300)} runs the worlds of 300 seeds
 * under all faults that Raft tolerates, and fails with the seed and the command that replays the first in which
 * something is broken.
 */
public final class Simulation {

    private static final int THREADS_MAX = 8;

    private final Scenario<?> scenario;
    private final Map<String, String> settings = new TreeMap<>();
    private final List<Fault> foreground = new ArrayList<>();
    private final List<Fault> background = new ArrayList<>();
    private Conditions conditions;
    private Optional<Set<FaultKind>> faults = Optional.empty();
    private boolean planned;
    private Swarm swarm;

    private Simulation(Scenario<?> scenario) {
        this.scenario = scenario;
        this.conditions = Conditions.usual(scenario.deployment());
        this.swarm = Swarm.usual(scenario.deployment());
    }

    /** Worlds as {@code dsc simulate} makes them without options. */
    public static Simulation of(Scenario<?> scenario) {
        return new Simulation(scenario);
    }

    /** In place of {@link Conditions#usual}. */
    public Simulation in(Conditions conditions) {
        this.conditions = conditions;
        return this;
    }

    /** Worlds that differ by what breaks alone, as the conditions say. */
    public Simulation plain() {
        swarm = Swarm.NONE;
        return this;
    }

    /** Worlds in each of which all of these may happen. */
    public Simulation with(Hazard... hazards) {
        return in(conditions.edit().hazards(Set.of(hazards)).build());
    }

    public Simulation nodes(int nodes) {
        swarm = swarm.withoutSmallGroups();
        return in(conditions.edit().nodes(nodes).build());
    }

    public Simulation clients(int clients) {
        return in(conditions.edit().clients(clients).build());
    }

    public Simulation seconds(int seconds) {
        return in(conditions.edit().lengthMillis(seconds * 1_000L).build());
    }

    public Simulation strategy(Strategy strategy) {
        swarm = swarm.withoutSchedules();
        return in(conditions.edit().strategy(strategy).build());
    }

    /** Plans are drawn from these kinds only; none for worlds without faults. */
    public Simulation faults(FaultKind... kinds) {
        Set<FaultKind> only = EnumSet.noneOf(FaultKind.class);
        only.addAll(Arrays.asList(kinds));
        faults = Optional.of(only);
        return this;
    }

    /** Every world suffers just these faults, one after the other, and what else is stated so. */
    public Simulation foreground(Fault... faults) {
        planned = true;
        foreground.addAll(Arrays.asList(faults));
        return this;
    }

    /** Every world suffers just these faults on its links, beside those of the foreground. */
    public Simulation background(Fault... faults) {
        planned = true;
        background.addAll(Arrays.asList(faults));
        return this;
    }

    /** A configuration value, such as {@code dsc.raft.snapshot-entries}, over those in {@code conf/}. */
    public Simulation setting(String path, Object value) {
        settings.put(path, value.toString());
        return this;
    }

    /** What worlds are drawn from. */
    public Worlds worlds() {
        return new Worlds(
                conditions,
                faults.orElseGet(() -> scenario.tolerates(own())),
                planned ? Optional.of(new FaultPlan(foreground, background)) : Optional.empty(),
                swarm);
    }

    /**
     * Runs the worlds of all seeds from {@code first} to {@code last}.
     *
     * @return what they came to, for assertions on what was tested
     * @throws AssertionError when one is not valid, with its seed and the command that replays it
     */
    public Exploration check(long first, long last) throws InterruptedException {
        Exploration exploration = explore(first, last, false);
        for (List<Outcome> failed : List.of(exploration.invalid(), exploration.unknown())) {
            if (!failed.isEmpty()) {
                throw new AssertionError(describe(failed.getFirst()));
            }
        }
        return exploration;
    }

    /**
     * Runs the world of {@code seed}. Other than for {@link #check}, it is enough that nothing is broken: a world that
     * was made as small as a defect allows may test nothing once the defect is mended.
     *
     * @throws AssertionError when it is invalid
     */
    public void checkNotBroken(long seed) throws InterruptedException {
        Optional<Outcome> invalid = firstInvalid(seed, seed);
        if (invalid.isPresent()) {
            throw new AssertionError(describe(invalid.get()));
        }
    }

    /**
     * Runs the world in {@code file}, with the settings there, as {@link #check(long, long)} does.
     *
     * @param file as {@code dsc simulate} writes it, relative to where {@code conf/} lies, or absolute
     * @throws AssertionError when it is not valid
     */
    public void check(Path file) {
        Outcome outcome = world(file);
        if (outcome.verdict().status() != Verdict.Status.VALID) {
            throw new AssertionError(describe(outcome, replayOf(file)));
        }
    }

    /**
     * Runs the world in {@code file}, with the settings there, as {@link #checkNotBroken(long)} does.
     *
     * @throws AssertionError when it is invalid
     */
    public void checkNotBroken(Path file) {
        Outcome outcome = world(file);
        if (outcome.verdict().status() == Verdict.Status.INVALID) {
            throw new AssertionError(describe(outcome, replayOf(file)));
        }
    }

    private Outcome world(Path file) {
        WorldFile read = WorldFile.read(home().resolve(file));
        if (!read.scenario().equals(scenario.id())) {
            throw new IllegalArgumentException(file + " holds a world of " + read.scenario());
        }
        settings.putAll(read.settings());
        return replay(read.world());
    }

    /** The world of the lowest seed from {@code first} to {@code last} in which something is broken. */
    public Optional<Outcome> firstInvalid(long first, long last) throws InterruptedException {
        return explore(first, last, false).invalid().stream().findFirst();
    }

    private Exploration explore(long first, long last, boolean keepGoing) throws InterruptedException {
        Exploration exploration = new Exploration();
        int threads = Math.min(THREADS_MAX, Runtime.getRuntime().availableProcessors());
        new Explorer(scenario, config(), worlds(), threads)
                .explore(first, last, keepGoing, () -> true, exploration, outcome -> {});
        return exploration;
    }

    /** The world of {@code seed}, with every step. */
    public Outcome replay(long seed) {
        return replay(worlds().world(seed));
    }

    public Outcome replay(WorldSpec world) {
        try (Simulator<?> simulator = new Simulator<>(scenario, config())) {
            return simulator.run(world, true);
        }
    }

    /** A small world in which the same is broken as in {@code invalid}; tries up to {@code runsMax} worlds. */
    public Outcome shrink(Outcome invalid, int runsMax) {
        try (Simulator<?> simulator = new Simulator<>(scenario, config())) {
            return new Shrinker(simulator::run, runsMax, () -> true, smaller -> {}).shrink(invalid);
        }
    }

    private static Path home() {
        return Path.of(System.getProperty("dsc.home", "."));
    }

    private Config config() {
        return SettingsFiles.load(home(), scenario.id(), Optional.empty(), settings);
    }

    private Settings own() {
        return Settings.of(scenario.id(), config());
    }

    private String describe(Outcome outcome) {
        return describe(
                outcome,
                planned
                        ? replayOfPlanned(outcome)
                        : CommandLine.replay(
                                scenario,
                                own(),
                                worlds(),
                                settings,
                                outcome.spec().seed()));
    }

    private String describe(Outcome outcome, String again) {
        long seed = outcome.spec().seed();
        return String.format(
                Locale.ROOT,
                "%s, seed %d: %s: %s%nagain: %s",
                scenario.id(),
                seed,
                outcome.verdict().status(),
                outcome.verdict().reason(),
                again);
    }

    private String replayOf(Path file) {
        return "./dsc simulate " + scenario.id() + " --world " + file + " --trace";
    }

    /** No option says which faults there are, and when: such a world is written down. */
    private String replayOfPlanned(Outcome outcome) {
        Path file = Path.of(
                "target", "worlds", scenario.id() + "-seed" + outcome.spec().seed() + ".json");
        try {
            Files.createDirectories(home().resolve(file).getParent());
            outcome.file(scenario.id(), settings).write(home().resolve(file));
        } catch (IOException unwritten) {
            return "this test; the world could not be written to " + file + ": " + unwritten;
        }
        return replayOf(file);
    }
}
