package dsc.workbench.exercises;

import dsc.workbench.simulation.Outcome;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a mutant breaks. */
public sealed interface Breach {

    /**
     * A rule by its name, in a simulated world: an invariant's, or one that every world has, such as {@code guarantee}.
     *
     * @param saying a part of the verdict's reason; empty for any
     */
    record OfRule(String rule, String saying) implements Breach {

        /** Whether a world shows it. */
        public boolean isIn(Outcome outcome) {
            return outcome.isInvalid()
                    && outcome.broken().equals(rule)
                    && outcome.verdict().reason().contains(saying);
        }

        @Override
        public String toString() {
            return "rule \"" + rule + "\"" + (saying.isEmpty() ? "" : ", saying \"" + saying + "\"");
        }
    }

    /**
     * A test, which passes with the product and fails with the mutant.
     *
     * @param type the test class, by its name without its package, which is the scenario's
     * @param method the test method's name
     * @param saying a part of the failure's message; empty for any
     */
    record OfTest(String type, String method, String saying) implements Breach {
        @Override
        public String toString() {
            return "test " + type + "#" + method + (saying.isEmpty() ? "" : ", saying \"" + saying + "\"");
        }
    }

    /**
     * A figure that is counted over a simulated world's history, such as {@code lost updates}.
     *
     * @param most the most that the product may count
     */
    record OfFigure(String name, long most) implements Breach {
        @Override
        public String toString() {
            return "figure \"" + name + "\" above " + most;
        }
    }

    /**
     * Reads what {@code mutants.conf} says in {@code breaks}: {@code rule "…"}, {@code liveness}, {@code guarantee},
     * {@code test "Class#method"}, or {@code figure "…" above n}.
     *
     * @param saying a part of the reason; empty for any
     * @throws IllegalArgumentException when it is none of these
     */
    static Breach parse(String text, String saying) {
        Matcher rule = Pattern.compile("rule (.+)").matcher(text);
        Matcher test = Pattern.compile("test (\\w+)#(\\w+)").matcher(text);
        Matcher figure = Pattern.compile("figure (.+) above (\\d{1,18})").matcher(text);
        if (text.equals(Outcome.LIVENESS) || text.equals(Outcome.GUARANTEE)) {
            return new OfRule(text, saying);
        } else if (rule.matches()) {
            return new OfRule(rule.group(1), saying);
        } else if (test.matches()) {
            return new OfTest(test.group(1), test.group(2), saying);
        } else if (figure.matches() && saying.isEmpty()) {
            return new OfFigure(figure.group(1), Long.parseLong(figure.group(2)));
        }
        throw new IllegalArgumentException(
                "breaks is rule \"…\", liveness, guarantee, test \"Class#method\" or figure \"…\"" + " above n, not "
                        + text);
    }
}
