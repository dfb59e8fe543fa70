package dsc.workbench.exploration;

import dsc.workbench.protocol.Scenario;
import dsc.workbench.simulation.worlds.WorldFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Writes a JUnit test that replays the world in a file, formatted as all sources are. */
public final class WorldTestWriter {

    public static final Pattern FILE_NAME = Pattern.compile("(?<name>[A-Z][A-Za-z0-9_]*Test)\\.java");

    private static final int WIDTH = 120;

    private WorldTestWriter() {}

    /**
     * The source of a test that fails as long as something is broken in the world.
     *
     * @param className without its package, which is the scenario's
     * @param world as it was written to {@code file}
     * @param file relative to the directory in which tests are run, or absolute
     * @param origin where the world comes from and how to replay it, in a paragraph
     */
    static String source(Scenario<?> scenario, String className, WorldFile world, String file, String origin) {
        String ownPackage = scenario.getClass().getPackageName();
        String type = scenario.getClass().getCanonicalName().substring(ownPackage.length() + 1);
        boolean broken = !world.broken().isEmpty();
        String reason = world.reason().endsWith(".") ? world.reason() : world.reason() + ".";
        List<String> lines = new ArrayList<>(List.of(
                "package " + ownPackage + ";",
                "",
                "import dsc.workbench.simulation.Simulation;",
                "import java.nio.file.Path;",
                "import org.junit.jupiter.api.Test;",
                "",
                "/**"));
        lines.addAll(comment(
                "",
                broken ? "A world in which something was broken: " + reason : "A world in which nothing was broken."));
        lines.add(" *");
        lines.addAll(comment("<p>", origin));
        lines.addAll(List.of(
                " */",
                "class " + className + " {",
                "",
                "    @Test",
                "    void " + (broken ? "isNotBroken" : "nothingIsBroken") + "() throws Exception {"));
        lines.addAll(path(literal(file)));
        lines.addAll(List.of(
                "        Simulation.of(new " + type + "())." + (broken ? "checkNotBroken" : "check") + "(world);",
                "    }",
                "}"));
        return String.join("\n", lines) + "\n";
    }

    /** In as few lines as its length allows. */
    private static List<String> path(String literal) {
        String indent = " ".repeat(8);
        String variable = indent + "Path world =";
        String value = "Path.of(" + literal + ");";
        if (variable.length() + 1 + value.length() <= WIDTH) {
            return List.of(variable + " " + value);
        }
        return (indent + indent + value).length() <= WIDTH
                ? List.of(variable, indent + indent + value)
                : List.of(variable + " Path.of(", indent + indent + literal + ");");
    }

    private static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (char character : text.toCharArray()) {
            if (character < ' ') {
                literal.append(String.format(Locale.ROOT, "\\%03o", (int) character));
            } else {
                literal.append(character == '"' || character == '\\' ? "\\" : "")
                        .append(character);
            }
        }
        return literal.append('"').toString();
    }

    /** The lines of a paragraph of javadoc. */
    private static List<String> comment(String before, String text) {
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

    /** Escapes what ends the comment or is taken for markup, a tag or an escape. */
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
