package dsc.workbench.grading;

import com.typesafe.config.Config;
import dsc.workbench.exercises.PackageLoader;
import dsc.workbench.grading.Finding.Kind;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.Todo;
import dsc.workbench.simulation.ChosenRules;
import dsc.workbench.simulation.Outcome;
import dsc.workbench.simulation.SettingsFiles;
import dsc.workbench.simulation.Simulator;
import dsc.workbench.simulation.worlds.Conditions;
import dsc.workbench.simulation.worlds.Swarm;
import dsc.workbench.simulation.worlds.WorldFile;
import dsc.workbench.simulation.worlds.WorldSpec;
import dsc.workbench.simulation.worlds.Worlds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** Carries out one job, on one thread. */
final class JobRun implements AutoCloseable {

    /** How many tries of each check of a part come before the rest of them: what is wrong often shows at once. */
    private static final int FIRST_TRIES = 10;

    /** A submission may take so many times the steps of the reference. */
    private static final long STEPS_FACTOR = 20;

    /** And some more, for worlds in which the reference has next to nothing to do. */
    private static final long STEPS_MORE = 20_000;

    private final Path home;
    private final Scenario<?> product;
    private final Job job;
    private final Consumer<Message> tell;
    private final CapturedOutput printed;
    private final Map<String, Running> running = new HashMap<>();
    private final Map<String, ClassLoader> loaders = new HashMap<>();
    private volatile Running current;
    private volatile long trials;
    private volatile boolean onTrial;

    /** A set of classes with settings, in a simulator of its own. */
    private final class Running {
        final Scenario<?> scenario;
        final Map<String, String> overrides;
        final Config config;
        final Simulator<?> simulator;
        final LearnersFrames frames;

        Running(String set, Map<String, String> overrides) {
            this.scenario = scenario(set);
            this.overrides = overrides;
            this.config = SettingsFiles.load(home, scenario.id(), Optional.empty(), overrides);
            this.frames = frames(set);
            this.simulator = new Simulator<>(scenario, config);
        }

        Settings settings() {
            return Settings.of(scenario.id(), config);
        }
    }

    /** What a check came to so far. */
    private static final class Tally {
        /** Made when it is needed first: it runs a world of the reference. */
        Attempt attempt;

        int tries;
        int shown;
        final Map<String, Long> met = new TreeMap<>();
    }

    JobRun(Path home, Scenario<?> product, Job job, CapturedOutput printed, Consumer<Message> tell) {
        this.home = home;
        this.product = product;
        this.job = job;
        this.printed = printed;
        this.tell = tell;
    }

    /** Where it is, for the watchdog. */
    Watchdog.Place place() {
        Running now = current;
        if (onTrial || now == null) {
            return new Watchdog.Place(trials, onTrial);
        }
        Simulator.Position position = now.simulator.position();
        return new Watchdog.Place(position.task(), !position.node().isEmpty());
    }

    /** What it handled when it did not go on. */
    String handling() {
        Running now = current;
        if (onTrial || now == null) {
            return "";
        }
        Simulator.Position position = now.simulator.position();
        return (position.message().isEmpty() ? "" : "handling " + position.message() + " ") + "on " + position.node();
    }

    LearnersFrames frames(String name) {
        Job.ClassSet set = job.sets().get(name);
        return new LearnersFrames(set == null ? Set.of() : set.files());
    }

    /** All checks, part by part; the first finding ends it. */
    Optional<Finding> run() throws IOException {
        Tally[] tallies = new Tally[job.checks().size()];
        for (int from = 0; from < tallies.length; ) {
            int to = from;
            while (to < tallies.length
                    && job.checks().get(to).part() == job.checks().get(from).part()) {
                tallies[to++] = new Tally();
            }
            for (int round = 0; round < 2; round++) {
                for (int index = from; index < to; index++) {
                    Optional<Finding> finding = tries(index, tallies[index], round == 0);
                    if (finding.isPresent()) {
                        return finding;
                    }
                }
            }
            from = to;
        }
        return Optional.empty();
    }

    private Optional<Finding> tries(int index, Tally tally, boolean first) throws IOException {
        Check check = job.checks().get(index);
        if (tally.tries == check.seeds().size()) {
            return Optional.empty();
        }
        tally.attempt = tally.attempt == null ? attempt(check) : tally.attempt;
        int last = first
                ? Math.min(FIRST_TRIES, check.seeds().size())
                : check.seeds().size();
        for (int at = tally.tries; at < last; at++) {
            tell.accept(new Message.Trying(index, at + 1));
            tally.tries++;
            Optional<Finding> finding = tally.attempt.at(at, tally);
            if (finding.isPresent()) {
                return finding;
            }
        }
        if (tally.tries < check.seeds().size()) {
            return Optional.empty();
        }
        if (!check.mustBreak().isEmpty() && tally.shown == 0) {
            return Optional.of(notShown(check));
        }
        tell.accept(new Message.Tried(index, tally.tries, tally.shown, tally.met));
        return Optional.empty();
    }

    /** One try of a check, by its place among the seeds. */
    @FunctionalInterface
    private interface Attempt {
        Optional<Finding> at(int place, Tally tally) throws IOException;
    }

    private Attempt attempt(Check check) {
        if (check.kind() == Check.Kind.TRIAL) {
            return (place, tally) -> trial(check, place);
        }
        WorldFile family = check.kind() == Check.Kind.FAMILY ? WorldFile.read(Path.of(check.target())) : null;
        Map<String, String> overrides = new TreeMap<>(family == null ? Map.of() : family.settings());
        if (!check.rules().isEmpty()) {
            overrides.putAll(new ChosenRules(check.rules(), List.of()).settings());
        }
        Running reference = running(Job.PRODUCT, family == null ? Map.of() : family.settings());
        LongFunction<WorldSpec> worlds = family == null ? drawn(reference)::world : family.world()::withSeed;
        long usual =
                reference.simulator.run(worlds.apply(check.seeds().getFirst())).actorSteps();
        long stepsMax = STEPS_FACTOR * usual + STEPS_MORE;
        return (place, tally) -> world(check, place, worlds, overrides, stepsMax, tally);
    }

    private static Worlds drawn(Running reference) {
        return new Worlds(
                Conditions.usual(reference.scenario.deployment()),
                reference.scenario.tolerates(reference.settings()),
                Optional.empty(),
                Swarm.usual(reference.scenario.deployment()));
    }

    private Optional<Finding> world(
            Check check,
            int place,
            LongFunction<WorldSpec> worlds,
            Map<String, String> overrides,
            long stepsMax,
            Tally tally)
            throws IOException {
        WorldSpec spec = worlds.apply(check.seeds().get(place));
        Running now;
        try {
            now = running(check.classes(), overrides);
        } catch (RuntimeException | LinkageError failure) {
            return Optional.of(failed(check, place, failure));
        }
        current = now;
        now.simulator.limitSteps(stepsMax);
        try {
            Outcome outcome = now.simulator.run(spec);
            outcome.sometimes().forEach((name, times) -> tally.met.merge(name, times, Long::sum));
            boolean shown = !check.mustBreak().isEmpty()
                    && outcome.isInvalid()
                    && outcome.broken().equals(check.mustBreak());
            tally.shown += shown ? 1 : 0;
            if (place == 0 && now.simulator.run(spec).hash() != outcome.hash()) {
                return Optional.of(notRepeatable(check, place, outcome));
            }
            boolean isFine = !outcome.isInvalid() || !check.mustBreak().isEmpty() && !isOwnFault(outcome);
            return isFine
                    ? Optional.empty()
                    : Optional.of(new WorldFindings(now.scenario, overrides, now.settings(), now.frames, job)
                            .of(check, place + 1, outcome, now.simulator, printed));
        } catch (RuntimeException | StackOverflowError | LinkageError failure) {
            return Optional.of(failed(check, place, failure));
        } finally {
            current = null;
        }
    }

    /** A world that came out well may depend on something that the next learner's machine does otherwise. */
    private Finding notRepeatable(Check check, int place, Outcome outcome) {
        return outcome.broken().equals(Outcome.DETERMINISM)
                ? finding(Kind.THREADS, check, place, outcome.verdict().reason())
                : finding(Kind.NOT_REPEATABLE, check, place, WorldFindings.NOT_REPEATABLE);
    }

    /** Where something must break, an actor that fails is the mutant's affair, but what is not written is not. */
    private static boolean isOwnFault(Outcome outcome) {
        return outcome.failure().map(WorldFindings::innermost).orElse(null) instanceof Todo;
    }

    private Optional<Finding> trial(Check check, int place) {
        long seed = check.seeds().get(place);
        onTrial = true;
        trials++;
        try {
            Trial trial = (Trial) loader(check.classes())
                    .loadClass(product.getClass().getPackageName() + "." + check.target())
                    .getDeclaredConstructor()
                    .newInstance();
            printed.clear();
            return trial.brokenBy(new SplittableRandom(seed))
                    .map(how -> finding(Kind.BROKEN, check, place, how).with(List.of(), Map.of(), printed.lines()));
        } catch (ReflectiveOperationException | RuntimeException | StackOverflowError | LinkageError failure) {
            return Optional.of(failed(check, place, failure));
        } finally {
            onTrial = false;
        }
    }

    private Finding failed(Check check, int place, Throwable failure) {
        Throwable cause = WorldFindings.innermost(failure);
        if (cause instanceof Todo todo) {
            return finding(Kind.NOT_WRITTEN, check, place, todo.getMessage());
        }
        return finding(Kind.FAILED, check, place, cause.toString())
                .with(frames(check.classes()).of(cause), Map.of(), printed.lines());
    }

    private Finding notShown(Check check) {
        return finding(
                Kind.NOT_SHOWN,
                check,
                -1,
                "\"" + check.mustBreak() + "\" was broken in none of "
                        + check.seeds().size() + " worlds of " + check.classes());
    }

    private static Finding finding(Kind kind, Check check, int place, String sentence) {
        return new Finding(
                kind,
                check.part(),
                check.name(),
                place < 0 ? 0 : check.seeds().get(place),
                place + 1,
                check.seeds().size(),
                check.kind() == Check.Kind.TRIAL && kind == Kind.BROKEN ? check.name() : "",
                sentence,
                List.of(),
                Map.of(),
                List.of());
    }

    private Running running(String set, Map<String, String> overrides) {
        return running.computeIfAbsent(set + " " + overrides, any -> new Running(set, overrides));
    }

    private Scenario<?> scenario(String set) {
        if (!job.sets().containsKey(set)) {
            return product;
        }
        try {
            return (Scenario<?>) loader(set)
                    .loadClass(product.getClass().getName())
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException malformed) {
            throw new IllegalStateException(malformed.getCause() == null ? malformed : malformed.getCause());
        }
    }

    private ClassLoader loader(String name) {
        ClassLoader own = product.getClass().getClassLoader();
        Job.ClassSet set = job.sets().get(name);
        return set == null
                ? own
                : loaders.computeIfAbsent(name, any -> new PackageLoader(set.packages(), set.classes(), own));
    }

    @Override
    public void close() {
        running.values().forEach(one -> one.simulator.close());
    }
}
