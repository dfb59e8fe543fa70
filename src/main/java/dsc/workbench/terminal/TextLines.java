package dsc.workbench.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines that fit into a terminal. Colours (ANSI escapes) take no room. */
public final class TextLines {

    private static final Pattern ESCAPE = Pattern.compile("\033\\[[0-9;]*m");
    private static final Pattern WORD = Pattern.compile(" *[^ ]+");

    /** Two columns are at least two blanks apart. */
    private static final Pattern COLUMN = Pattern.compile("(?<=  )(?=[^ ])");

    /** A command is to be copied as one line; the terminal itself breaks it, without a line's end. */
    private static final Pattern COMMAND = Pattern.compile("(?:^|  )(?:@\\|[a-z,]+ )?\\./dsc ");

    private static final int INDENT = 2;
    private static final int GAP = 3;

    private TextLines() {}

    /** @param markup a line with picocli's colour markup */
    static boolean isToBeCopied(String markup) {
        return COMMAND.matcher(markup).find();
    }

    /**
     * The line, broken between words where it is longer than {@code columns}. What follows stands below the last column
     * that begins in the left half.
     */
    public static List<String> folded(String line, int columns) {
        String plain = plain(line);
        if (plain.length() <= columns) {
            return List.of(line);
        }
        int indent = indent(plain, columns);
        List<String> lines = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        int width = 0;
        Matcher word = WORD.matcher(line);
        int end = 0;
        while (word.find()) {
            String text = word.group();
            int length = plain(text).length();
            if (width + length > columns && width > indent) {
                lines.add(current.toString());
                current.setLength(0);
                current.append(" ".repeat(indent));
                text = text.stripLeading();
                width = indent;
                length = plain(text).length();
            }
            current.append(text);
            width += length;
            end = word.end();
        }
        lines.add(current + line.substring(end).strip());
        return lines;
    }

    /** The items, as many beside each other as fit into {@code columns}. */
    public static List<String> sideBySide(List<String> items, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        for (String item : items) {
            if (!current.isEmpty() && current.length() + GAP + item.length() > columns) {
                lines.add(current.toString());
                current.setLength(0);
            }
            current.append(" ".repeat(current.isEmpty() ? INDENT : GAP)).append(item);
        }
        lines.add(current.toString());
        return lines;
    }

    private static int indent(String plain, int columns) {
        int leading = plain.length() - plain.stripLeading().length();
        int indent = leading + INDENT;
        Matcher column = COLUMN.matcher(plain);
        while (column.find()) {
            if (column.start() > leading && column.start() <= columns / 2) {
                indent = column.start();
            }
        }
        return Math.min(indent, columns / 2);
    }

    /** The line's beginning, if it is longer than {@code columns}. */
    static String cut(String line, int columns) {
        if (plain(line).length() <= columns) {
            return line;
        }
        StringBuilder cut = new StringBuilder();
        int width = 0;
        Matcher escape = ESCAPE.matcher(line);
        int index = 0;
        while (index < line.length()) {
            if (line.charAt(index) == '\033' && escape.find(index) && escape.start() == index) {
                cut.append(escape.group());
                index = escape.end();
                continue;
            }
            if (width < columns - 1) {
                cut.append(line.charAt(index));
            } else if (width == columns - 1) {
                cut.append('…');
            }
            width++;
            index++;
        }
        return cut.toString();
    }

    static String plain(String line) {
        return ESCAPE.matcher(line).replaceAll("");
    }
}
