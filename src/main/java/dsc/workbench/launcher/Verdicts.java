package dsc.workbench.launcher;

import dsc.workbench.checkers.Verdict;
import java.util.Locale;

/** Verdicts as people see them. */
final class Verdicts {

    private Verdicts() {}

    /** With picocli's colour markup. */
    static String coloured(Verdict.Status status) {
        return switch (status) {
            case VALID -> "@|bold,green valid|@";
            case INVALID -> "@|bold,red invalid|@";
            case UNKNOWN -> "@|bold,yellow unknown|@";
        };
    }

    /** The verdict that an answer carries, as its data's {@code verdict}; valid if it carries none. */
    static Verdict.Status of(Response response) {
        Object word = response.data().get("verdict");
        return word == null
                ? Verdict.Status.VALID
                : Verdict.Status.valueOf(word.toString().toUpperCase(Locale.ROOT));
    }
}
