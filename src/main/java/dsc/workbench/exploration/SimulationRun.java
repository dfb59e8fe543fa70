package dsc.workbench.exploration;

import com.typesafe.config.Config;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.exploration.DeterminismCheck.Difference;
import dsc.workbench.simulation.Exploration;
import dsc.workbench.simulation.Explorer;
import dsc.workbench.simulation.Outcome;
import dsc.workbench.simulation.Shrinker;
import dsc.workbench.simulation.worlds.WorldSpec;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Format;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Carries a simulation out: explores worlds, repeats some of them, and makes the first invalid one smaller. */
public final class SimulationRun {

    /** At most so many worlds are tried to find a smaller one. */
    static final int SHRINKING_WORLDS_MAX = 6_000;

    private final SimulateOptions options;
    private final Config settings;
    private final SecondJvm second;
    private final Exploration exploration = new Exploration();
    private final ExplorationProgress progress;
    private final List<String> notes = new ArrayList<>();
    private volatile boolean interrupted;

    /**
     * A world to be shown, with its steps.
     *
     * @param original as it was found
     * @param shown the same, or a smaller one in which the same is broken
     * @param tried how many worlds were tried to find it
     */
    record Shown(Outcome original, Outcome shown, int tried) {
        boolean isSmaller() {
            return !shown.spec().equals(original.spec());
        }
    }

    /**
     * What it came to.
     *
     * @param wallNanos how long worlds were explored
     * @param shown the single world that was asked for, or the first invalid one
     * @param difference a world that was not the same when it was repeated
     */
    public record Result(
            Exploration exploration,
            long wallNanos,
            Optional<Shown> shown,
            Optional<Difference> difference,
            boolean interrupted,
            List<String> notes) {

        private Result with(Optional<Difference> difference, List<String> notes) {
            return new Result(exploration, wallNanos, shown, difference, interrupted, List.copyOf(notes));
        }

        /** An invalid world that is the same when it is replayed. */
        Optional<Outcome> proven() {
            return shown.map(Shown::original)
                    .filter(Outcome::isInvalid)
                    .filter(original -> difference.isEmpty() || difference.get().elsewhere());
        }

        /** What that comes to. */
        public Verdict.Status status() {
            if (proven().isPresent()) {
                return Verdict.Status.INVALID;
            }
            boolean unknown = difference.isPresent()
                    || interrupted
                    || exploration.worlds() == 0
                    || exploration.invalidCount() > 0
                    || exploration.unknownCount() > 0;
            return unknown ? Verdict.Status.UNKNOWN : Verdict.Status.VALID;
        }
    }

    /** @param second where some of several worlds are repeated */
    public SimulationRun(SimulateOptions options, Config settings, SecondJvm second, Console console) {
        this.options = options;
        this.settings = settings;
        this.second = second;
        this.progress = new ExplorationProgress(
                console, exploration, options.count(), "exploring on " + Format.count(options.threads(), "thread"));
    }

    /** Makes it end soon, with what was found until then. */
    public void interrupt() {
        interrupted = true;
        second.close();
    }

    public Result execute() throws InterruptedException {
        if (!options.lists().isEmpty()) {
            notes.add("world.json holds no lists; replay it with --conf, for " + String.join(", ", options.lists()));
        }
        progress.start();
        try {
            return options.single().isPresent() ? single(options.single().get()) : several();
        } catch (IllegalStateException wrapped) {
            // What went wrong on a thread of the exploration is told as what went wrong here.
            switch (wrapped.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw wrapped;
            }
        } finally {
            second.close();
            progress.stop();
        }
    }

    private Result single(WorldSpec spec) {
        try (LazySimulator simulator = new LazySimulator(options.scenario(), settings)) {
            Outcome outcome = simulator.run(spec, false);
            exploration.add(outcome);
            progress.explored();
            options.read()
                    .filter(read -> !read.hash().equals(outcome.hashText()))
                    .ifPresent(read -> notes.add("the world is not the one that was written down (hash " + read.hash()
                            + "): the code or the settings have changed since"));
            return result(simulator, Optional.of(outcome));
        }
    }

    private Result several() throws InterruptedException {
        try (DeterminismCheck check = new DeterminismCheck(second, options)) {
            check.start();
            new Explorer(options.scenario(), settings, options.worlds(), options.threads())
                    .explore(
                            options.first(),
                            options.last(),
                            options.keepGoing(),
                            () -> !interrupted,
                            exploration,
                            check::onWorld);
            progress.explored();
            try (LazySimulator simulator = new LazySimulator(options.scenario(), settings)) {
                Result result = result(simulator, exploration.invalid().stream().findFirst());
                return result.difference().isPresent() ? result : result.with(compare(check, simulator), notes);
            }
        }
    }

    private Optional<Difference> compare(DeterminismCheck check, LazySimulator simulator) throws InterruptedException {
        if (interrupted) {
            return Optional.empty();
        }
        progress.doing("comparing with the same worlds in a second JVM");
        try {
            return check.find(seed -> simulator.run(options.worlds().world(seed), true));
        } catch (IOException failed) {
            if (!interrupted) {
                notes.add("no world was repeated by a second JVM: " + failed.getMessage());
            }
            return Optional.empty();
        }
    }

    private Result result(LazySimulator simulator, Optional<Outcome> toShow) {
        Optional<Difference> difference = Optional.empty();
        Optional<Shown> shown = Optional.empty();
        if (toShow.isPresent()) {
            WorldSpec spec = toShow.get().spec();
            Outcome replayed = simulator.run(spec, true);
            boolean repeatable = !toShow.get().broken().equals(Outcome.DETERMINISM);
            if (repeatable && replayed.hash() != toShow.get().hash()) {
                Outcome again = simulator.run(spec, true);
                difference = Optional.of(Difference.between(
                        spec.seed(), false, DeterminismCheck.lines(replayed), DeterminismCheck.lines(again)));
            }
            boolean shrink = options.shrink() && repeatable && replayed.isInvalid() && difference.isEmpty();
            Outcome found = repeatable || replayed.isInvalid() ? replayed : toShow.get();
            shown = Optional.of(shrink ? shrunk(simulator, found) : new Shown(found, found, 0));
        }
        return new Result(exploration, progress.wallNanos(), shown, difference, interrupted, List.copyOf(notes));
    }

    private Shown shrunk(LazySimulator simulator, Outcome original) {
        progress.smaller(original);
        Shrinker shrinker = new Shrinker(
                world -> {
                    progress.tried();
                    return simulator.run(world, false);
                },
                SHRINKING_WORLDS_MAX,
                () -> !interrupted,
                progress::smaller);
        WorldSpec smallest = shrinker.shrink(original).spec();
        if (interrupted) {
            notes.add("shrinking was interrupted: a smaller world may be found");
        }
        return new Shown(original, simulator.run(smallest, true), shrinker.runs());
    }
}
