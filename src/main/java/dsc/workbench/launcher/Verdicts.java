package dsc.workbench.launcher;

import dsc.workbench.checkers.Verdict;

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
}
