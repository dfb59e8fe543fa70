package dsc.workbench.checkers;

import dsc.workbench.history.History;
import java.time.Duration;

/** Decides whether a history keeps a guarantee. */
@FunctionalInterface
public interface Checker {

    /**
     * @param budget how long to search; past it the verdict is {@link Verdict.Status#UNKNOWN}, unless a violation was
     *     found already
     */
    Verdict check(History history, Duration budget);
}
