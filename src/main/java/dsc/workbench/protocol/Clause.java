package dsc.workbench.protocol;

import java.util.Optional;

/**
 * A part of a guarantee's sentence, and what judges it. A promise that nothing judges is none: a clause names a check
 * that can fail, and {@code src/exercises/<id>/mutants.conf} has a mutant that makes it fail, or the clause says why
 * there is none. What limits a promise is no clause to judge.
 *
 * @param text the words, with the punctuation and the blank before them: the clauses in a row are the sentence
 * @param judge what finds it broken; empty for a limit
 * @param unmutated why no mutant breaks it; empty if one does
 */
public record Clause(String text, Optional<Judge> judge, String unmutated) {

    /** What finds a clause broken. */
    public sealed interface Judge {

        /**
         * The guarantee's checker, over what clients saw.
         *
         * @param saying a part of the reason that it gives then; empty for any
         */
        record OfHistory(String saying) implements Judge {
            @Override
            public String toString() {
                return "checker" + (saying.isEmpty() ? "" : ", saying \"" + saying + "\"");
            }
        }

        /** The guarantee's recovery bound. */
        record OfRecovery() implements Judge {
            @Override
            public String toString() {
                return "liveness";
            }
        }

        /** An invariant of the scenario's {@link Rules}. */
        record OfRule(String name) implements Judge {
            @Override
            public String toString() {
                return "rule \"" + name + "\"";
            }
        }

        /** A test, in the scenario's package, such as {@code LoneBankTest#keepsItsPromise}. */
        record OfTest(String name) implements Judge {
            @Override
            public String toString() {
                return "test " + name;
            }
        }
    }

    /** What the guarantee's checker judges. */
    public static Clause checked(String text) {
        return checked(text, "");
    }

    /** @param saying a part of the reason that the checker gives when this clause is broken */
    public static Clause checked(String text, String saying) {
        return judged(text, new Judge.OfHistory(saying));
    }

    /** What the guarantee's recovery bound judges: after the last fault, operations complete again. */
    public static Clause live(String text) {
        return judged(text, new Judge.OfRecovery());
    }

    /** @param rule an invariant's name */
    public static Clause ruled(String text, String rule) {
        return judged(text, new Judge.OfRule(rule));
    }

    /** @param test a class of the scenario's package and a method of it, separated by {@code #} */
    public static Clause tested(String text, String test) {
        return judged(text, new Judge.OfTest(test));
    }

    /** Under what conditions the promise holds, or what is not promised. */
    public static Clause limit(String text) {
        return new Clause(text, Optional.empty(), "");
    }

    private static Clause judged(String text, Judge judge) {
        return new Clause(text, Optional.of(judge), "");
    }

    /** @param why such as what shows a breach in place of a mutant */
    public Clause withoutMutant(String why) {
        return new Clause(text, judge, why);
    }
}
