package dsc.workbench.launcher;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine;

/** A command whose help ends with what only the code knows, such as all kinds of faults. */
interface HelpFooter {

    /** Lines, which are wrapped where they are long. */
    List<String> footer();

    /** Such as {@code kill kill a node}, within 80 columns. */
    static String row(String name, String text) {
        String row = String.format(Locale.ROOT, "  %-12s %s", name, text);
        return String.join("\n", TextLines.folded(row, 80));
    }

    /** Gives the help of each command below {@code line} its footer. */
    static void addTo(CommandLine line) {
        if (line.getCommand() instanceof HelpFooter command) {
            line.getCommandSpec()
                    .usageMessage()
                    .footer(command.footer().stream()
                            .flatMap(text -> text.replace("%", "%%").lines())
                            .toArray(String[]::new));
        }
        line.getSubcommands().values().forEach(HelpFooter::addTo);
    }
}
