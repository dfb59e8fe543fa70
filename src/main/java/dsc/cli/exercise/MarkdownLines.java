package dsc.cli.exercise;

import dsc.workbench.terminal.TextLines;
import java.util.ArrayList;
import java.util.List;

/** A page on a terminal: paragraphs as wide as it is, everything else as it stands in the file. */
final class MarkdownLines {

    private static final String INDENT = "  ";
    private static final int COLUMNS_MAX = 120;

    private MarkdownLines() {}

    /** @param columns how many there are */
    static List<String> of(String markdown, int columns) {
        int width = Math.min(columns, COLUMNS_MAX) - INDENT.length();
        List<String> lines = new ArrayList<>();
        StringBuilder paragraph = new StringBuilder();
        boolean isCode = false;
        for (String line : markdown.lines().toList()) {
            boolean isFence = line.startsWith("```");
            if (!isCode && !isFence && isProse(line)) {
                paragraph.append(paragraph.isEmpty() ? "" : " ").append(line.strip());
                continue;
            }
            add(paragraph, width, lines);
            isCode ^= isFence;
            lines.add((INDENT + line).stripTrailing());
        }
        add(paragraph, width, lines);
        return lines;
    }

    private static boolean isProse(String line) {
        return !line.isBlank() && !line.matches("(\\s{4}|[#|>*+-] |\\d+\\. |\\|).*");
    }

    private static void add(StringBuilder paragraph, int width, List<String> lines) {
        if (!paragraph.isEmpty()) {
            TextLines.folded(paragraph.toString(), width).forEach(line -> lines.add(INDENT + line.strip()));
            paragraph.setLength(0);
        }
    }
}
