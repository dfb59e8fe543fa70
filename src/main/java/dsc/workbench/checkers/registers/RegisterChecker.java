package dsc.workbench.checkers.registers;

import dsc.workbench.checkers.Checker;
import dsc.workbench.checkers.Deadline;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A model that remains kept when an observation, or a write that nobody saw, is taken out of a history. What breaks it
 * is made small in that way before it is shown.
 */
abstract class RegisterChecker implements Checker {

    /** Whether a history keeps a model. */
    enum Decision {
        KEPT,
        BROKEN,
        /** Nobody knows: time or memory did not suffice. */
        UNDECIDED
    }

    private static final Duration REDUCTION_MAX = Duration.ofSeconds(2);

    /** What can be shown of a history that could not be made smaller in time. */
    private static final int SHOWN_MAX = 12;

    private final String name;
    private final String sentence;

    RegisterChecker(String name, String sentence) {
        this.name = name;
        this.sentence = sentence;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String sentence() {
        return sentence;
    }

    /** @throws dsc.workbench.checkers.ModelMismatchException when the history is not one of registers */
    @Override
    public final Verdict check(History recorded, Duration budget) {
        Deadline deadline = Deadline.in(budget);
        RegisterHistory history = RegisterParser.parse(recorded);
        Optional<Verdict> nowhere = history.nowhere();
        if (nowhere.isPresent()) {
            return nowhere.get();
        }
        return switch (decide(history, deadline)) {
            case KEPT ->
                Verdict.valid(kept() + ": " + Wording.count(writes(history), "write") + " and "
                        + Wording.count(history.accesses().size() - writes(history), "observation") + " of "
                        + Wording.count(history.sessions().size(), "session"));
            case BROKEN -> broken(history, deadline.left());
            case UNDECIDED ->
                Verdict.unknown(String.format(
                        Locale.ROOT,
                        "the search among the orders of %,d operations did not end within %.1f s, or took more memory"
                                + " than there is",
                        history.accesses().size(),
                        budget.toMillis() / 1e3));
        };
    }

    private static int writes(RegisterHistory history) {
        return (int) history.accesses().stream().filter(Access::isWrite).count();
    }

    private Verdict broken(RegisterHistory history, Duration left) {
        Deadline deadline = Deadline.in(left.compareTo(REDUCTION_MAX) < 0 ? left : REDUCTION_MAX);
        RegisterHistory small =
                new Reduction(part -> decide(part, deadline) == Decision.BROKEN, deadline).smallest(history);
        Explanation explanation = explain(small);
        List<Operation> shown =
                new ArrayList<>(small.accesses().size() <= SHOWN_MAX ? small.operations() : explanation.operations());
        // An unknown write ends never, and an observation is there to contradict.
        Operation last = shown.stream()
                .filter(operation -> !operation.function().equals(RegisterHistory.WRITE))
                .max(Comparator.comparingInt(Operation::end))
                .orElseGet(shown::getLast);
        shown.remove(last);
        shown.sort(Comparator.comparingInt(Operation::start));
        return Verdict.invalid(explanation.words(), new Verdict.Evidence(null, shown, "", List.of(last), rule()));
    }

    /**
     * Why a history breaks the model.
     *
     * @param words one sentence, without a full stop
     * @param operations those that it is about
     */
    record Explanation(String words, List<Operation> operations) {}

    abstract Decision decide(RegisterHistory history, Deadline deadline);

    /** @param history one that breaks the model, mostly a small one */
    abstract Explanation explain(RegisterHistory history);

    /** What must hold, in a sentence. */
    abstract String rule();

    /** What was found of a history that keeps the model. */
    abstract String kept();
}
