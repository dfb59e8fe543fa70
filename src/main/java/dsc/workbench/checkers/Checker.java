package dsc.workbench.checkers;

import dsc.workbench.history.History;
import java.time.Duration;
import java.util.Set;
import java.util.function.BiFunction;

/** Decides whether a history keeps a guarantee. */
public interface Checker {

    /** What {@code dsc check} and people call it, such as {@code kv}. */
    String name();

    /** What a history may contain, and what it has to keep, exactly; without a full stop. */
    default String sentence() {
        return "";
    }

    /**
     * @param budget how long to search; past it the verdict is {@link Verdict.Status#UNKNOWN}, unless a violation was
     *     found already
     */
    Verdict check(History history, Duration budget);

    /**
     * A guarantee of two rules: the worse of the two verdicts, with the reason and the evidence of the first checker
     * that came to it. If both are valid, the reason names both. The second checker has what the first leaves of the
     * budget, and is not asked once the first found a violation. A history that one of them cannot be applied to is
     * refused, unless the other finds a violation.
     */
    default Checker and(Checker other) {
        return named(name() + " and " + other.name(), sentence() + "; and " + other.sentence(), (history, budget) -> {
            Deadline end = Deadline.in(budget);
            Verdict first = null;
            ModelMismatchException refusal = null;
            try {
                first = check(history, budget);
            } catch (ModelMismatchException mismatch) {
                refusal = mismatch;
            }
            if (first != null && first.status() == Verdict.Status.INVALID) {
                return first;
            }
            Verdict second = other.check(history, end.left());
            if (refusal != null) {
                if (second.status() == Verdict.Status.INVALID) {
                    return second;
                }
                throw refusal;
            }
            if (second.status() == Verdict.Status.VALID && first.status() == Verdict.Status.VALID) {
                return Verdict.valid(first.reason() + "; " + second.reason());
            }
            return first.status().worse(second.status()) == first.status() ? first : second;
        });
    }

    /** The same about a history without the operations of some functions. */
    default Checker leavingOut(String... functions) {
        Set<String> out = Set.of(functions);
        return named(name(), sentence(), (history, budget) -> check(history.without(out), budget));
    }

    /** A checker that is one function. */
    static Checker named(String name, BiFunction<History, Duration, Verdict> check) {
        return named(name, "", check);
    }

    /** The same with its sentence. */
    static Checker named(String name, String sentence, BiFunction<History, Duration, Verdict> check) {
        return new Checker() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String sentence() {
                return sentence;
            }

            @Override
            public Verdict check(History history, Duration budget) {
                return check.apply(history, budget);
            }
        };
    }
}
