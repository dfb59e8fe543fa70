package dsc.workbench.exploration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Java source, broken into lines as palantir-java-format does it. */
final class SourceText {

    /** Of a statement in a method. */
    static final String INDENT = " ".repeat(8);

    private static final int WIDTH = 120;
    /** Where a call on the result of a call is left on its line. */
    private static final int CHAIN_WIDTH = 80;

    private static final String CONTINUED = " ".repeat(8);

    private SourceText() {}

    /** A string literal. */
    static String string(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (char character : text.toCharArray()) {
            switch (character) {
                case '"', '\\' -> literal.append('\\').append(character);
                case '\n' -> literal.append("\\n");
                case '\t' -> literal.append("\\t");
                default -> {
                    if (character < ' ') {
                        literal.append(String.format(Locale.ROOT, "\\%03o", (int) character));
                    } else {
                        literal.append(character);
                    }
                }
            }
        }
        return literal.append('"').toString();
    }

    /** A literal that fits a parameter of type long. */
    static String number(long value) {
        return value == (int) value ? Long.toString(value) : value + "L";
    }

    /** The statement {@code called(arguments)}, in as many lines as it takes. */
    static List<String> call(String called, List<String> arguments) {
        String line = INDENT + called + "(" + String.join(", ", arguments) + ");";
        if (line.length() <= WIDTH) {
            return List.of(line);
        }
        List<String> lines = new ArrayList<>(List.of(INDENT + called + "("));
        lines.addAll(broken(INDENT + CONTINUED, arguments, ");"));
        return lines;
    }

    /** The statement {@code called(inner(arguments))}. */
    static List<String> nested(String called, String inner, List<String> arguments) {
        String expression = inner + "(" + String.join(", ", arguments) + ")";
        if ((INDENT + CONTINUED + expression + ");").length() <= WIDTH) {
            return call(called, List.of(expression));
        }
        List<String> lines = new ArrayList<>(List.of(INDENT + called + "(" + inner + "("));
        lines.addAll(broken(INDENT + CONTINUED, arguments, "));"));
        return lines;
    }

    /**
     * The statement {@code called(expression.last())}.
     *
     * @param type of the expression
     * @param name of a variable that holds it where the statement would be broken
     */
    static List<String> chained(String called, String type, String name, String expression, String last) {
        String start = INDENT + called + "(" + expression;
        return start.length() <= CHAIN_WIDTH
                ? List.of(start + last + ");")
                : List.of(
                        INDENT + type + " " + name + " = " + expression + ";",
                        INDENT + called + "(" + name + last + ");");
    }

    /** All on one line if they fit, or each on its own. */
    private static List<String> broken(String indent, List<String> arguments, String end) {
        String line = indent + String.join(", ", arguments) + end;
        if (line.length() <= WIDTH) {
            return List.of(line);
        }
        List<String> lines = new ArrayList<>();
        for (int index = 0; index < arguments.size(); index++) {
            lines.add(indent + arguments.get(index) + (index == arguments.size() - 1 ? end : ","));
        }
        return lines;
    }

    /** The lines of a paragraph of javadoc. */
    static List<String> comment(String before, String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(" * " + before);
        boolean empty = true;
        for (String word : escaped(text).strip().split("\\s+")) {
            if (!empty && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(" * ");
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString());
        return lines;
    }

    /** So that it neither ends the comment nor is taken for markup, a tag or an escape. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char character : text.toCharArray()) {
            escaped.append(
                    switch (character) {
                        case '&' -> "&amp;";
                        case '<' -> "&lt;";
                        case '>' -> "&gt;";
                        case '@' -> "&#64;";
                        case '{' -> "&#123;";
                        case '}' -> "&#125;";
                        case '\\' -> "&#92;";
                        default -> Character.toString(character);
                    });
        }
        return escaped.toString().replace("*/", "*&#47;");
    }
}
