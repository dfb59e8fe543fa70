package dsc.workbench.checkers;

import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The verdict on a history, of whatever checker. What says nothing proves nothing: a history is valid only if at least
 * one of its clients' operations took effect ({@code :ok}). What nodes are asked in the end is not a client's
 * operation. A history that the checker cannot be applied to is unknown.
 */
public final class Judgement {

    /** Functions with this prefix are what nodes are asked in the end. */
    private static final String FINAL = "final-";

    private Judgement() {}

    /**
     * @param judged without operations that the checker is not to see
     * @param budget as in {@link Checker#check}
     */
    public static Verdict of(Checker checker, History judged, Duration budget) {
        return of(checker, judged, budget, event -> "");
    }

    /** @param place names where an event stands, with what separates it from a sentence, such as {@code "line 3: "} */
    public static Verdict of(Checker checker, History judged, Duration budget, IntFunction<String> place) {
        Verdict found;
        try {
            found = checker.check(judged, budget);
        } catch (ModelMismatchException mismatch) {
            String where = mismatch.event() < 0 ? "" : place.apply(mismatch.event());
            return Verdict.unknown(where + mismatch.getMessage());
        }
        return found.status() == Verdict.Status.INVALID
                ? found
                : untested(judged).orElse(found);
    }

    /** What to say of a history that tests nothing; empty if it tests something. */
    public static Optional<Verdict> untested(History judged) {
        if (judged.operations().stream().noneMatch(Judgement::isClients)) {
            return Optional.of(Verdict.unknown("there is no operation to judge, so nothing was tested"));
        }
        return judged.operations().stream().anyMatch(Judgement::tests)
                ? Optional.empty()
                : Optional.of(Verdict.unknown("no operation took effect, so nothing was tested"));
    }

    /**
     * What to say when service ended while no fault was in force, and did not come back.
     *
     * @param lastOkNanos when an operation took effect last
     * @param lengthNanos how long clients worked
     */
    public static Verdict serviceEnded(long lastOkNanos, long lengthNanos) {
        return Verdict.unknown(String.format(
                Locale.ROOT,
                "service ended after %.1f s, when no fault was in force, and did not come back: no operation took"
                        + " effect in the last %.1f s",
                lastOkNanos / 1e9,
                (lengthNanos - lastOkNanos) / 1e9));
    }

    private static boolean isClients(Operation operation) {
        return !operation.function().startsWith(FINAL);
    }

    private static boolean tests(Operation operation) {
        return isClients(operation) && operation.outcome() == Operation.Outcome.OK;
    }
}
