package dsc.cli;

import dsc.workbench.terminal.TextLines;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.UsageMessageSpec;

/** A command whose help ends with what only the code knows, such as all kinds of faults. */
interface HelpFooter {

    /** Lines, which are wrapped where they are long. */
    List<String> footer();

    /** Such as {@code kill kill a node}, within 80 columns. The text begins further right if the name is long. */
    static String row(String name, String text) {
        String row = String.format(Locale.ROOT, "  %-12s%s%s", name, name.length() < 12 ? " " : "  ", text);
        return String.join("\n", TextLines.folded(row, 80));
    }

    /**
     * Gives the help of each command below {@code line} its footer, which is made when the help is printed: only then
     * is the command itself made, and what it needs.
     */
    static void addTo(CommandLine line) {
        line.getHelpSectionMap()
                .put(
                        UsageMessageSpec.SECTION_KEY_FOOTER,
                        help -> help.commandSpec().userObject() instanceof HelpFooter command
                                ? text(command, help)
                                : help.footer());
        line.getSubcommands().values().forEach(HelpFooter::addTo);
    }

    private static String text(HelpFooter command, Help help) {
        int width = help.commandSpec().usageMessage().width();
        return command.footer().stream()
                .flatMap(text -> text.isEmpty() ? Stream.of("") : text.lines())
                .flatMap(line -> TextLines.folded(line, width).stream())
                .map(line -> line + System.lineSeparator())
                .collect(Collectors.joining());
    }
}
