package dsc.workbench.exploration;

import dsc.workbench.simulation.Outcome;
import dsc.workbench.simulation.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds the first worlds of a run against the same worlds in another JVM: what an actor takes from its surroundings,
 * such as the order of a hash set, differs there, and with it what happens.
 */
public final class DeterminismCheck implements AutoCloseable {

    /** How many worlds are run a second time. */
    static final int WORLDS = 10;

    /** What the other JVM says of a world; a JVM may say more, of itself. */
    private static final Pattern HASH = Pattern.compile("(?<seed>-?[0-9]+) (?<hash>[0-9a-f]{16})");

    private final SecondJvm second;
    private final SimulateOptions options;
    private final Map<Long, String> here = new ConcurrentHashMap<>();
    private CompletableFuture<Map<Long, String>> there;

    /**
     * Two runs of one world that were not the same.
     *
     * @param elsewhere whether one of them was in another JVM
     * @param step the number of the first line of their traces that differs, from 1; 0 if these are the same now
     * @param first that line in the one, or empty if it ended before
     * @param second that line in the other
     */
    record Difference(long seed, boolean elsewhere, int step, String first, String second) {

        static Difference between(long seed, boolean elsewhere, List<String> first, List<String> second) {
            int at = 0;
            while (at < first.size() && at < second.size() && first.get(at).equals(second.get(at))) {
                at++;
            }
            boolean none = at == first.size() && at == second.size();
            return none
                    ? new Difference(seed, elsewhere, 0, "", "")
                    : new Difference(seed, elsewhere, at + 1, line(first, at), line(second, at));
        }

        private static String line(List<String> lines, int at) {
            return at < lines.size() ? lines.get(at) : "";
        }

        /** What differs, in lines for people. */
        public List<String> lines() {
            return step == 0
                    ? List.of("Run once more, the two are the same: what differs depends on what ran before.")
                    : List.of(
                            "The first step that differs is number " + step + ":",
                            "  " + (first.isEmpty() ? "(the world is over)" : first),
                            "  " + (second.isEmpty() ? "(the world is over)" : second));
        }
    }

    DeterminismCheck(SecondJvm second, SimulateOptions options) {
        this.second = second;
        this.options = options;
    }

    private long count() {
        return Math.min(WORLDS, options.count());
    }

    /** The other JVM begins. */
    void start() {
        there = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("second-jvm").start(() -> {
            try {
                there.complete(hashes(second.output(arguments("--from", options.first(), "--seeds", count()))));
            } catch (IOException | InterruptedException | RuntimeException failed) {
                there.completeExceptionally(failed);
            }
        });
    }

    private List<String> arguments(Object... seeds) {
        List<String> arguments =
                new ArrayList<>(List.of("simulate", options.scenario().id(), "--hashes"));
        for (Object word : seeds) {
            arguments.add(word.toString());
        }
        arguments.addAll(options.worldWords());
        return arguments;
    }

    private static Map<Long, String> hashes(List<String> lines) {
        Map<Long, String> hashes = new ConcurrentHashMap<>();
        lines.stream()
                .map(HASH::matcher)
                .filter(Matcher::matches)
                .forEach(hash -> hashes.put(Long.parseLong(hash.group("seed")), hash.group("hash")));
        return hashes;
    }

    /** A world of this JVM is done. */
    void onWorld(Outcome outcome) {
        if (outcome.spec().seed() - options.first() < count()) {
            here.put(outcome.spec().seed(), outcome.hashText());
        }
    }

    /**
     * Waits for the other JVM, and finds the first world that was not the same there.
     *
     * @param replay carries the world of a seed out with its steps
     * @throws IOException when the other JVM did not do its part; the message says why
     */
    Optional<Difference> find(LongFunction<Outcome> replay) throws IOException, InterruptedException {
        Map<Long, String> others;
        try {
            others = there.get();
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause().getMessage(), failed.getCause());
        }
        Optional<Long> differing = here.keySet().stream()
                .sorted()
                .filter(seed -> others.containsKey(seed) && !others.get(seed).equals(here.get(seed)))
                .findFirst();
        if (differing.isEmpty()) {
            return Optional.empty();
        }
        long seed = differing.get();
        List<String> output = second.output(arguments("--seed", seed, "--trace"));
        List<String> steps = output.stream()
                .dropWhile(line -> !HASH.matcher(line).matches())
                .skip(1)
                .toList();
        return Optional.of(Difference.between(seed, true, lines(replay.apply(seed)), steps));
    }

    /** A trace, line by line. */
    public static List<String> lines(Outcome outcome) {
        return outcome.steps().stream().map(Step::toString).toList();
    }

    /** Ends the other JVM if it is still at work. */
    @Override
    public void close() {
        second.close();
    }
}
