package dsc.workbench.exercises;

import java.util.stream.Collectors;

/**
 * Something in a file that keeps a submission from being judged.
 *
 * @param file relative to the scenario's package
 * @param line counted from 1; 0 if it is none in particular
 * @param column of the character, counted from 1
 * @param sentence what is wrong; further lines of it give details
 * @param sourceLine the line's text; empty if it is none in particular
 */
public record Problem(String file, long line, long column, String sentence, String sourceLine) {

    private static final String INDENT = "    ";

    /** How much of a line is shown. */
    private static final int WIDTH_MAX = 120;

    /** Problem in no line in particular. */
    static Problem of(String file, String sentence) {
        return new Problem(file, 0, 0, sentence, "");
    }

    /** @param position in {@code text}, counted from 0; negative if it is none in particular */
    static Problem at(String file, String text, long position, String sentence) {
        if (position < 0 || position > text.length()) {
            return of(file, sentence);
        }
        int at = (int) position;
        int start = text.lastIndexOf('\n', at - 1) + 1;
        int end = text.indexOf('\n', at);
        long line = text.substring(0, start).chars().filter(c -> c == '\n').count() + 1;
        return new Problem(file, line, at - start + 1, sentence, text.substring(start, end < 0 ? text.length() : end));
    }

    /** As the learner sees it: file, line and sentence, the line's text, and a caret below the character. */
    @Override
    public String toString() {
        String says = file + ":" + (line > 0 ? line + ":" : "") + " "
                + printable(sentence).lines().collect(Collectors.joining("\n" + INDENT));
        if (line <= 0) {
            return says;
        }
        int caret = (int) Math.min(Math.max(column - 1, 0), sourceLine.length());
        int from = sourceLine.length() <= WIDTH_MAX ? 0 : Math.max(0, caret - WIDTH_MAX / 2);
        String shown = sourceLine.substring(from, Math.min(sourceLine.length(), from + WIDTH_MAX));
        return says + "\n" + INDENT + printable(shown) + "\n" + INDENT
                + shown.substring(0, caret - from).replaceAll("[^\t]", " ") + "^";
    }

    /** A file may hold what would control the terminal. */
    private static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\t\n]]", "?");
    }
}
