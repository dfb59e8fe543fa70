package dsc.workbench.runs;

import dsc.workbench.checkers.Verdict;

/** Verdicts as people see them. */
public final class Verdicts {

    private Verdicts() {}

    /** With picocli's colour markup. */
    public static String coloured(Verdict.Status status) {
        return switch (status) {
            case VALID -> "@|bold,green valid|@";
            case INVALID -> "@|bold,red invalid|@";
            case UNKNOWN -> "@|bold,yellow unknown|@";
        };
    }
}
