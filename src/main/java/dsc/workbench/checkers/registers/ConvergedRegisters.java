package dsc.workbench.checkers.registers;

import dsc.workbench.checkers.Checker;
import dsc.workbench.checkers.ModelMismatchException;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.history.Edn;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Operation.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whether replicas of registers became equal (eventual consistency: W. Vogels: Eventually Consistent, CACM 52(1), 2009;
 * convergence, D. Terry et al.: Managing Update Conflicts in Bayou, SOSP 1995, §2).
 *
 * <p>Takes register histories ({@code write}, {@code read}, {@code snapshot}, values unique under a key) and
 * {@code final-snapshot}, whose argument is a node and whose result is what it holds in the end. Decides whether all
 * nodes hold the same in the end, a value for each key of which a write was acknowledged, and whether every value that
 * was ever seen was written, by an operation that did not fail. Takes time in proportion to operations × keys.
 *
 * <p>Cannot see which of several values should have won: a store that keeps the first write for ever passes, hence the
 * figure {@link #NEWEST_LOST}. It is a figure because no order of writes is promised, so that an acknowledged write may
 * lose to one that ended before it began, as with a clock that is behind.
 */
public final class ConvergedRegisters implements Checker {

    public static final Checker CHECKER = new ConvergedRegisters();

    /** In the end of how many keys a write is held, or nil, that ended before an acknowledged write began. */
    public static final String NEWEST_LOST = "newest acknowledged write lost";

    private ConvergedRegisters() {}

    @Override
    public String name() {
        return "registers-converge";
    }

    @Override
    public String sentence() {
        return "the same operations, and what each node holds in the end (final-snapshot): all the same, something"
                + " under each key of which a write was acknowledged, and nothing that nobody wrote. Cannot see which"
                + " write should have won";
    }

    /** @throws dsc.workbench.checkers.ModelMismatchException when the history is not one of registers */
    @Override
    public Verdict check(History history, Duration budget) {
        Optional<Verdict> nowhere = RegisterParser.parse(history).nowhere();
        List<Operation> finals = finals(history);
        List<Operation> answers =
                finals.stream().filter(read -> read.outcome() == Outcome.OK).toList();
        return nowhere.or(() -> difference(answers))
                .or(() -> answers.stream().findFirst().flatMap(read -> loss(history, read)))
                .or(() -> notAsked(finals))
                .orElseGet(() -> Verdict.valid(String.format(
                        Locale.ROOT,
                        "%s the same in the end, a value under each of %s",
                        Wording.count(answers.size(), "node") + (answers.size() == 1 ? " holds" : " hold"),
                        Wording.count(held(answers.getFirst()).size(), "key"))));
    }

    private static List<Operation> finals(History history) {
        return history.operations().stream()
                .filter(operation -> operation.function().equals(RegisterHistory.FINAL_SNAPSHOT))
                .toList();
    }

    /** @throws ModelMismatchException when it is not a map */
    private static Map<Object, Object> held(Operation read) {
        if (!(read.result() instanceof Map<?, ?> map)) {
            throw new ModelMismatchException(
                    read.end(),
                    "event " + read.end() + " answers " + Edn.print(read.result())
                            + ", which is not a map of registers");
        }
        Map<Object, Object> held = new LinkedHashMap<>(map);
        held.values().removeIf(Objects::isNull);
        return held;
    }

    private static Optional<Verdict> difference(List<Operation> answers) {
        for (Operation answer : answers) {
            Operation first = answers.getFirst();
            Map<Object, Object> one = held(first);
            Map<Object, Object> other = held(answer);
            if (!one.equals(other)) {
                Object key = one.keySet().stream()
                        .filter(held -> !one.get(held).equals(other.get(held)))
                        .findFirst()
                        .orElseGet(() -> other.keySet().stream()
                                .filter(held -> !one.containsKey(held))
                                .findFirst()
                                .orElseThrow());
                return Optional.of(Verdict.invalid(
                        "replicas differ in the end: under " + Wording.text(key) + ", " + first.argument() + " holds "
                                + Wording.text(one.get(key)) + " and " + answer.argument() + " holds "
                                + Wording.text(other.get(key)),
                        new Verdict.Evidence(
                                key,
                                List.of(first),
                                "another replica holds something else",
                                List.of(answer),
                                "In the end, all replicas hold the same.")));
            }
        }
        return Optional.empty();
    }

    private static Optional<Verdict> loss(History history, Operation read) {
        Set<Object> held = held(read).keySet();
        return acknowledged(history).stream()
                .filter(write -> !held.contains(write.key()))
                .findFirst()
                .map(write -> Verdict.invalid(
                        "an acknowledged write is lost: " + Wording.text(write.argument()) + " was written under "
                                + Wording.text(write.key()) + " (event " + write.start()
                                + "), and nothing is there in the end",
                        new Verdict.Evidence(
                                write.key(),
                                List.of(write),
                                "nil",
                                List.of(read),
                                "A key of which a write was acknowledged has a value in the end.")));
    }

    private static Optional<Verdict> notAsked(List<Operation> finals) {
        if (finals.isEmpty()) {
            return Optional.of(Verdict.unknown(
                    "no node was asked in the end what it holds (" + RegisterHistory.FINAL_SNAPSHOT + ")"));
        }
        return finals.stream()
                .filter(read -> read.outcome() != Outcome.OK)
                .findFirst()
                .map(silent -> Verdict.unknown(silent.argument() + " did not answer in the end what it holds"));
    }

    private static List<Operation> acknowledged(History history) {
        return history.operations().stream()
                .filter(operation -> operation.function().equals(RegisterHistory.WRITE))
                .filter(write -> write.outcome() == Outcome.OK)
                .toList();
    }

    /** Name to number, in the order to show; nothing is lost as long as no node answered in the end. */
    public static Map<String, Long> figures(History history) {
        Map<Object, Operation> newest = new HashMap<>();
        for (Operation write : acknowledged(history)) {
            newest.merge(write.key(), write, (one, other) -> one.start() > other.start() ? one : other);
        }
        Optional<Map<Object, Object>> held = finals(history).stream()
                .filter(read -> read.outcome() == Outcome.OK)
                .findFirst()
                .map(ConvergedRegisters::held);
        long lost = held.isEmpty()
                ? 0
                : newest.values().stream()
                        .filter(write -> isOlder(history, write, held.get().get(write.key())))
                        .count();
        return new TreeMap<>(Map.of(NEWEST_LOST, lost));
    }

    /** Whether what is held in place of a write ended before that began. */
    private static boolean isOlder(History history, Operation newest, Object held) {
        return held == null
                || history.operations().stream()
                        .filter(write -> write.function().equals(RegisterHistory.WRITE))
                        .filter(write -> write.outcome() != Outcome.FAILED)
                        .filter(write -> newest.key().equals(write.key()) && held.equals(write.argument()))
                        .anyMatch(write -> write.end() < newest.start());
    }
}
