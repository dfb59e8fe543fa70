package dsc.workbench.protocol;

import dsc.workbench.checkers.Checker;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a scenario promises.
 *
 * @param summary in a few words, such as {@code linearizable, exactly once}
 * @param clauses the parts of its sentence, each with what judges it
 * @param checker decides whether a history keeps it; {@code dsc check} takes its name
 * @param recoveryBound liveness: after the last fault has ended, an operation completes within this time
 */
public record Guarantee(String summary, List<Clause> clauses, Checker checker, Duration recoveryBound) {

    public Guarantee {
        clauses = List.copyOf(clauses);
    }

    /** A guarantee of one clause, which the checker judges. */
    public Guarantee(String summary, String sentence, Checker checker, Duration recoveryBound) {
        this(summary, List.of(Clause.checked(sentence)), checker, recoveryBound);
    }

    /** What is promised, in a sentence or more, with its limits. */
    public String sentence() {
        return clauses.stream().map(Clause::text).collect(Collectors.joining());
    }
}
