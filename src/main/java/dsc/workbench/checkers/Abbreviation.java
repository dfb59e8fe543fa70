package dsc.workbench.checkers;

import java.util.Locale;

/** Shortens values that would not fit a line. */
final class Abbreviation {

    static final int LENGTH_MAX = 60;
    static final int SHOWN = 20;

    private Abbreviation() {}

    /** The text, or its beginning and end where it is long. */
    static String of(String text) {
        if (text.length() <= LENGTH_MAX) {
            return text;
        }
        return text.substring(0, SHOWN)
                + String.format(Locale.ROOT, "… (%,d characters) …", text.length())
                + text.substring(text.length() - SHOWN);
    }
}
