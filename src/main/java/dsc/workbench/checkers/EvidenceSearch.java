package dsc.workbench.checkers;

import dsc.workbench.checkers.Search.Outcome;
import dsc.workbench.history.Operation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes a violation small enough to read. It looks for the first operation whose completion leaves no order: the
 * history up to there without that operation can still be ordered, and in whatever state that ends, the operation
 * contradicts it.
 *
 * @param <S> the model's state
 */
final class EvidenceSearch<S> {

    private static final int ENDINGS_MAX = 1000;
    private static final long ENDINGS_NANOS_MAX = 1_000_000_000;
    private static final int STATES_SHOWN_MAX = 3;

    private final Model<S> model;
    private final Linearizability.Partition partition;
    private final long memoryMaxBytes;
    private final long deadlineNanos;

    EvidenceSearch(Model<S> model, Linearizability.Partition partition, long memoryMaxBytes, long deadlineNanos) {
        this.model = model;
        this.partition = partition;
        this.memoryMaxBytes = memoryMaxBytes;
        this.deadlineNanos = deadlineNanos;
    }

    /** @param failed the search that found no order of all the partition's calls */
    Verdict verdict(Search<S> failed) {
        List<Call> byEnd = partition.calls().stream()
                .filter(Call::known)
                .sorted(java.util.Comparator.comparingInt(
                        call -> call.operation().end()))
                .toList();
        int possible = indexOfEnd(byEnd, failed.frontier()) - 1;
        int impossible = byEnd.size() - 1;
        Search<S> last = failed;
        boolean first = true;
        // Every prefix of a possible prefix is possible. The first that is not is mostly the first that may be.
        while (possible + 1 < impossible) {
            int probe = first ? possible + 1 : (possible + impossible) >>> 1;
            first = false;
            Search<S> search =
                    new Search<>(model, prefix(byEnd.get(probe).operation().end() + 1), memoryMaxBytes);
            Outcome outcome = search.run(deadlineNanos);
            if (outcome == Outcome.ORDERED) {
                possible = probe;
            } else if (outcome == Outcome.IMPOSSIBLE) {
                impossible = probe;
                possible = Math.max(possible, indexOfEnd(byEnd, search.frontier()) - 1);
                last = search;
            } else {
                return coarse(last);
            }
        }
        return fine(byEnd.get(impossible), last);
    }

    private Problem prefix(int end) {
        return Problem.prefix(model, partition.calls(), end);
    }

    private static int indexOfEnd(List<Call> byEnd, int position) {
        int index = 0;
        while (byEnd.get(index).operation().end() != position) {
            index++;
        }
        return index;
    }

    /** Evidence where the first call that leaves no order is known. */
    private Verdict fine(Call culprit, Search<S> failed) {
        List<Call> others = partition.calls().stream()
                .filter(call -> call != culprit
                        && call.operation().start() < culprit.operation().end())
                .toList();
        Endings endings =
                new Endings(Problem.prefix(model, others, culprit.operation().end()));
        if (endings.order == null) {
            return coarse(failed);
        }
        Verdict.Evidence evidence = new Verdict.Evidence(
                partition.key(),
                endings.order.stream().map(Call::operation).toList(),
                model.describe(endings.state),
                List.of(culprit.operation()));
        String before = endings.order.isEmpty()
                ? "at the beginning it was "
                : "after " + (endings.complete ? "every order" : "the orders that were tried")
                        + " of the operations before, it was ";
        return Verdict.invalid(
                partition.name() + ": " + EvidencePrinter.told(culprit.operation(), partition.key()) + ", but " + before
                        + endings.described(),
                evidence);
    }

    /** Evidence where time or memory did not suffice for more: where the failed search came to a halt. */
    private Verdict coarse(Search<S> failed) {
        List<Operation> order = failed.deepest().stream().map(Call::operation).toList();
        List<Operation> stuck = new ArrayList<>();
        S state = after(failed.deepest());
        for (Call call : partition.calls()) {
            boolean mayComeNext = call.known() && call.operation().start() < failed.frontier();
            if (mayComeNext
                    && !order.contains(call.operation())
                    && model.step(state, call).isEmpty()) {
                stuck.add(call.operation());
            }
        }
        return Verdict.invalid(
                partition.name() + ": no order of its "
                        + Linearizability.count(partition.calls().size(), "operation")
                        + " explains the results; the search for a short explanation was given up",
                new Verdict.Evidence(partition.key(), order, model.describe(state), stuck));
    }

    private S after(List<Call> order) {
        S state = model.init();
        for (Call call : order) {
            state = model.step(state, call).orElseThrow();
        }
        return state;
    }

    /**
     * How the calls before the culprit can be ordered: the states that this can end in, and the shortest order found.
     */
    private final class Endings {
        private final Set<Integer> states = new LinkedHashSet<>();
        private final List<String> descriptions = new ArrayList<>();
        private final Search<S> search;
        private final boolean complete;
        private int found;
        private List<Call> order;
        private S state;

        Endings(Problem problem) {
            search = new Search<>(model, problem, memoryMaxBytes, Call::content, this::note);
            long enough = System.nanoTime() + ENDINGS_NANOS_MAX;
            Outcome outcome = search.run(enough - deadlineNanos < 0 ? enough : deadlineNanos);
            if (outcome == Outcome.OUT_OF_TIME && order == null) {
                outcome = search.run(deadlineNanos);
            }
            complete = outcome == Outcome.IMPOSSIBLE;
        }

        private boolean note() {
            List<Call> now = search.order();
            if (order == null || now.size() < order.size()) {
                order = now;
                state = search.state();
            }
            if (states.add(search.stateNumber())) {
                descriptions.add(Abbreviation.of(model.describe(search.state())));
            }
            return ++found >= ENDINGS_MAX;
        }

        String described() {
            int shown = Math.min(STATES_SHOWN_MAX, descriptions.size());
            String some = String.join(", ", descriptions.subList(0, shown));
            int more = descriptions.size() - shown;
            if (more > 0) {
                return some + " or one of " + more + " other values";
            }
            int lastComma = some.lastIndexOf(", ");
            return shown < 2 ? some : some.substring(0, lastComma) + " or " + some.substring(lastComma + 2);
        }
    }
}
