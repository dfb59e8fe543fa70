package dsc.workbench.checkers;

import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Linearizability (Herlihy and Wing 1990): whether the operations on each key can be put into one order that agrees
 * with real time and in which a single copy, working one operation at a time, gives the results that the clients saw.
 * Keys are checked one by one, which decides the whole, since linearizability is local (§3.1). An operation of unknown
 * outcome may take effect at any time after its invocation, or never.
 *
 * @param <S> the model's state
 */
public final class Linearizability<S> implements Checker {

    private static final Duration BUDGET_MAX = Duration.ofDays(365);
    private static final long MEMORY_MAX_BYTES = 1L << 30;

    private final Model<S> model;
    private final long memoryMaxBytes;

    private Linearizability(Model<S> model, long memoryMaxBytes) {
        this.model = model;
        this.memoryMaxBytes = memoryMaxBytes;
    }

    /** Takes at most a quarter of the JVM's heap, and at most 1 GiB, for what the search remembers. */
    public static <S> Linearizability<S> of(Model<S> model) {
        return new Linearizability<>(
                model, Math.min(MEMORY_MAX_BYTES, Runtime.getRuntime().maxMemory() / 4));
    }

    /** The same with another limit to what the search remembers, in bytes; past it, the verdict is unknown. */
    public Linearizability<S> withMemory(long maxBytes) {
        return new Linearizability<>(model, maxBytes);
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public String sentence() {
        return Models.summaries().getOrDefault(name(), "");
    }

    /** @throws ModelMismatchException when the history is none of the model's */
    @Override
    public Verdict check(History history, Duration budget) {
        long deadline = System.nanoTime() + (budget.compareTo(BUDGET_MAX) > 0 ? BUDGET_MAX : budget).toNanos();
        List<Partition> partitions = partitions(history);
        List<Partition> undecided = new ArrayList<>(partitions);
        // Small keys first: the time that they leave is for the large ones.
        undecided.sort(Comparator.comparingInt(partition -> partition.calls().size()));
        List<Partition> tooLarge = new ArrayList<>();
        while (!undecided.isEmpty() && deadline - System.nanoTime() > 0) {
            List<Partition> round = undecided;
            undecided = new ArrayList<>();
            for (int at = 0; at < round.size(); at++) {
                Partition partition = round.get(at);
                long now = System.nanoTime();
                Problem problem = Problem.prefix(model, partition.calls(), Integer.MAX_VALUE);
                Search<S> search = new Search<>(model, problem, memoryMaxBytes);
                switch (search.run(now + Math.max(0, deadline - now) / (round.size() - at))) {
                    case ORDERED -> {}
                    case IMPOSSIBLE -> {
                        return new EvidenceSearch<>(model, partition, memoryMaxBytes, deadline).verdict(search);
                    }
                    case OUT_OF_TIME -> undecided.add(partition);
                    case OUT_OF_MEMORY -> tooLarge.add(partition);
                }
            }
        }
        if (!tooLarge.isEmpty()) {
            return Verdict.unknown(
                    undecided(tooLarge, partitions.size(), "took more than " + memoryMaxBytes / (1 << 20) + " MiB"));
        }
        if (!undecided.isEmpty()) {
            return Verdict.unknown(undecided(undecided, partitions.size(), "did not end within " + seconds(budget)));
        }
        return Verdict.valid(valid(partitions));
    }

    /**
     * The calls on one key, by their starts, without those that failed.
     *
     * @param key null where the history has one register
     */
    record Partition(Object key, List<Call> calls) {

        /** Such as {@code key "k1"}. */
        String name() {
            return key == null ? "the register" : "key " + dsc.workbench.history.Edn.print(key);
        }
    }

    private List<Partition> partitions(History history) {
        Models.requireFunctions(model, history);
        Map<Object, List<Call>> byKey = new LinkedHashMap<>();
        for (Operation operation : history.operations()) {
            Call call = model.call(operation);
            List<Call> calls = byKey.computeIfAbsent(call.key(), unseen -> new ArrayList<>());
            if (operation.outcome() != Operation.Outcome.FAILED) {
                calls.add(call);
            }
        }
        List<Partition> partitions = new ArrayList<>();
        byKey.forEach((key, calls) -> partitions.add(new Partition(key, calls)));
        return partitions;
    }

    private static String valid(List<Partition> partitions) {
        int operations = partitions.stream()
                .mapToInt(partition -> partition.calls().size())
                .sum();
        if (operations == 0) {
            return "there is no operation that can have taken effect";
        }
        return "one copy of the data explains every result: " + count(operations, "operation") + " on "
                + count(partitions.size(), "key");
    }

    private static String undecided(List<Partition> undecided, int partitionCount, String why) {
        Partition first = undecided.getFirst();
        long unknown = first.calls().stream().filter(call -> !call.known()).count();
        String others = undecided.size() == 1 ? "" : " and of " + count(undecided.size() - 1, "other key");
        int decided = partitionCount - undecided.size();
        return "the search of " + first.name() + " (" + count(first.calls().size(), "operation") + ", " + unknown
                + " of unknown outcome)" + others + " " + why
                + (decided == 0 ? "" : "; no violation was found on " + count(decided, "other key"));
    }

    static String count(int number, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
    }

    private static String seconds(Duration budget) {
        return budget.toMillis() % 1000 == 0 ? budget.toSeconds() + " s" : budget.toMillis() + " ms";
    }
}
