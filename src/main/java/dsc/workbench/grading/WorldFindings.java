package dsc.workbench.grading;

import dsc.workbench.exploration.SimulationSummary;
import dsc.workbench.exploration.WorldPage;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.Todo;
import dsc.workbench.simulation.Outcome;
import dsc.workbench.simulation.Shrinker;
import dsc.workbench.simulation.Simulator;
import dsc.workbench.simulation.Step;
import dsc.workbench.terminal.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Says what is wrong in a world, and writes it down. */
final class WorldFindings {

    static final String NOT_REPEATABLE =
            "run again, the same world came out differently: something other than the node's context decides";

    /** A world with more messages is made smaller before it is drawn. */
    private static final long MESSAGES_MAX = 80;

    private static final long SHRINKING_NANOS_MAX = TimeUnit.SECONDS.toNanos(2);
    private static final int SHRINKING_WORLDS_MAX = 3_000;

    /** How many steps before the violation are told, beside all faults. */
    private static final int STEPS_SHOWN = 6;

    private final Scenario<?> scenario;
    private final Map<String, String> overrides;
    private final Settings settings;
    private final LearnersFrames frames;
    private final Job job;

    WorldFindings(
            Scenario<?> scenario, Map<String, String> overrides, Settings settings, LearnersFrames frames, Job job) {
        this.scenario = scenario;
        this.overrides = overrides;
        this.settings = settings;
        this.frames = frames;
        this.job = job;
    }

    /**
     * What is wrong in {@code found}, which is run again with its steps.
     *
     * @param number which of the check's tries it was, from 1
     * @param printed asked for what was printed in the world that is shown
     */
    Finding of(Check check, int number, Outcome found, Simulator<?> simulator, CapturedOutput printed)
            throws IOException {
        printed.clear();
        Outcome replayed = simulator.run(found.spec(), true);
        List<String> output = printed.lines();
        Finding finding = classified(check, number, replayed);
        if (finding.kind() == Finding.Kind.NOT_WRITTEN) {
            return finding;
        }
        if (finding.kind() != Finding.Kind.THREADS && replayed.hash() != found.hash()) {
            return new Finding(
                    Finding.Kind.NOT_REPEATABLE,
                    check.part(),
                    check.name(),
                    found.spec().seed(),
                    number,
                    check.seeds().size(),
                    "",
                    NOT_REPEATABLE,
                    List.of(),
                    Map.of(),
                    output);
        }
        if (finding.kind() == Finding.Kind.FLOODS) {
            // Nobody reads so many messages.
            return finding.with(List.of(), Map.of(), output);
        }
        Outcome drawn = finding.kind() == Finding.Kind.BROKEN ? smaller(replayed, simulator) : replayed;
        return finding.with(lines(finding, drawn), files(check, drawn), output);
    }

    private Finding classified(Check check, int number, Outcome outcome) {
        String reason = outcome.verdict().reason();
        Finding.Kind kind = switch (outcome.broken()) {
            case Outcome.ACTOR_STOPPED -> Finding.Kind.FAILED;
            case Outcome.TIME_PASSES, Outcome.WORK_ENDS -> Finding.Kind.FLOODS;
            case Outcome.DETERMINISM -> Finding.Kind.THREADS;
            default -> Finding.Kind.BROKEN;
        };
        String sentence = reason.startsWith(outcome.broken() + ": ")
                ? reason.substring(outcome.broken().length() + 2)
                : reason;
        Optional<Throwable> cause = outcome.failure().map(WorldFindings::innermost);
        if (cause.isPresent() && cause.get() instanceof Todo todo) {
            kind = Finding.Kind.NOT_WRITTEN;
            sentence = todo.getMessage();
        } else if (kind == Finding.Kind.FLOODS) {
            sentence = flood(outcome);
        }
        return new Finding(
                kind,
                check.part(),
                check.name(),
                outcome.spec().seed(),
                number,
                check.seeds().size(),
                kind == Finding.Kind.BROKEN ? outcome.broken() : "",
                sentence,
                cause.map(frames::of).orElse(List.of()),
                Map.of(),
                List.of());
    }

    /** What began it. */
    static Throwable innermost(Throwable failure) {
        Throwable inner = failure;
        while (inner.getCause() != null && inner.getCause() != inner && !(inner instanceof Todo)) {
            inner = inner.getCause();
        }
        return inner;
    }

    private static String flood(Outcome outcome) {
        Map<String, Long> types = outcome.steps().stream()
                .filter(step -> step.kind() == Step.Kind.SEND && step.type() != null)
                .collect(Collectors.groupingBy(Step::type, Collectors.counting()));
        String most = types.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(type -> String.format(Locale.ROOT, ", %,d of them %s", type.getValue(), type.getKey()))
                .orElse("");
        return String.format(
                Locale.ROOT,
                "actors keep each other busy: %,d messages in %.1f s of virtual time%s",
                outcome.messages(),
                outcome.virtualNanos() / 1e9,
                most);
    }

    private static Outcome smaller(Outcome found, Simulator<?> simulator) {
        if (found.messages() <= MESSAGES_MAX) {
            return found;
        }
        long end = System.nanoTime() + SHRINKING_NANOS_MAX;
        Outcome smallest = new Shrinker(
                        simulator::run, SHRINKING_WORLDS_MAX, () -> System.nanoTime() < end, progress -> {})
                .shrink(found);
        return simulator.run(smallest.spec(), true);
    }

    /** All faults, and the last steps up to where it was broken. */
    private List<String> lines(Finding finding, Outcome outcome) {
        List<String> lines = new ArrayList<>(finding.lines());
        List<Step> steps = outcome.steps();
        int end = outcome.violation() < 0 ? steps.size() : outcome.violation() + 1;
        int start = Math.max(0, end - 1 - STEPS_SHOWN);
        for (int index = 0; index < end; index++) {
            Step step = steps.get(index);
            boolean isFault = step.kind() == Step.Kind.FAULT || step.kind() == Step.Kind.HEAL;
            if (isFault || index >= start) {
                lines.add(step.toString());
            }
        }
        return lines;
    }

    private Map<String, String> files(Check check, Outcome outcome) throws IOException {
        if (job.out().isEmpty()) {
            return Map.of();
        }
        Path out = Files.createDirectories(Path.of(job.out()));
        Map<String, String> files = new LinkedHashMap<>();
        Path world = out.resolve("world.json");
        outcome.file(scenario.id(), overrides).write(world);
        files.put("world", world.toString());
        Path page = out.resolve("world.html");
        new WorldPage(
                        scenario,
                        settings,
                        job.concept(),
                        SimulationSummary.parameters(outcome.spec()),
                        "./dsc simulate " + scenario.id() + " --world world.json --trace"
                                + (check.classes().equals(Job.PRODUCT) ? "" : " --with ."),
                        List.of())
                .write(outcome, page);
        files.put("drawn", page.toString());
        files.put(
                "size",
                String.join(
                        ", ",
                        Format.count(outcome.messages(), "message"),
                        Format.count(outcome.spec().conditions().nodes(), "node"),
                        Format.count(outcome.spec().conditions().clients(), "client"),
                        Format.count(outcome.spec().plan().all().size(), "fault")));
        return files;
    }
}
