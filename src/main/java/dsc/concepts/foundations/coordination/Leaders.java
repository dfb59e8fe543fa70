package dsc.concepts.foundations.coordination;

import dsc.workbench.checkers.Checker;
import dsc.workbench.checkers.OneWriter;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.history.Edn;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Operation.Outcome;
import dsc.workbench.protocol.Operations;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Whether one leader acted at a time, and whether all nodes name the same one in the end. The sentence that is decided:
 * what clients asked keeps {@link OneWriter} if it was writes, and {@link Counting#LINEARIZABLE} if it was reads and
 * increments; and all final answers to {@code leader} are alike and name one.
 *
 * <p>It cannot see a leader that acknowledged nothing.
 */
public final class Leaders implements Checker {

    public static final Checker CHECKER = new Leaders();

    public static final String LEADER = "leader";
    public static final String WRITE = "write";

    private static final String FINAL_LEADER = Operations.FINAL + LEADER;

    private Leaders() {}

    @Override
    public String name() {
        return "leaders";
    }

    @Override
    public String sentence() {
        return "writes as in " + OneWriter.CHECKER.name() + ", or read and increment as in "
                + Counting.LINEARIZABLE.name() + "; and in the end all nodes name one leader";
    }

    @Override
    public Verdict check(History history, Duration budget) {
        History acts = history.without(Set.of(FINAL_LEADER));
        boolean writes = acts.operations().stream()
                .anyMatch(operation -> operation.function().equals(WRITE));
        Checker checker = writes ? OneWriter.CHECKER : Counting.LINEARIZABLE;
        Verdict first = checker.check(acts, budget);
        return first.status() == Verdict.Status.INVALID ? first : withTheEnd(first, finalReads(history));
    }

    private static List<Operation> finalReads(History history) {
        return history.operations().stream()
                .filter(operation -> operation.function().equals(FINAL_LEADER))
                .toList();
    }

    private static Verdict withTheEnd(Verdict acts, List<Operation> finalReads) {
        if (finalReads.stream().anyMatch(read -> read.outcome() != Outcome.OK)) {
            return Verdict.unknown("a node did not say in the end who leads");
        }
        Set<Object> named = new HashSet<>();
        finalReads.forEach(read -> named.add(read.result()));
        if (named.stream().anyMatch(Objects::isNull)) {
            return Verdict.invalid("in the end a node knows of no leader");
        }
        return named.size() > 1
                ? Verdict.invalid("in the end nodes name different leaders: "
                        + String.join(
                                " and ", named.stream().map(Edn::print).sorted().toList()))
                : acts;
    }
}
