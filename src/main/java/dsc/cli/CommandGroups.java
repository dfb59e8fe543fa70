package dsc.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The list of commands by what they are for: too many for one list. */
final class CommandGroups {

    private static final Map<String, List<String>> GROUPS = groups();

    private CommandGroups() {}

    private static Map<String, List<String>> groups() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        groups.put("Learn and test", List.of("list", "run", "compare", "simulate", "check", "report", "exercise"));
        groups.put(
                "Play with a cluster",
                List.of(
                        "up",
                        "clusters",
                        "status",
                        "logs",
                        "call",
                        "clients",
                        "shell",
                        "add",
                        "remove",
                        "down",
                        "purge"));
        groups.put(
                "Break it",
                List.of(
                        "kill",
                        "stop",
                        "restart",
                        "pause",
                        "limp",
                        "resume",
                        "transfer",
                        "partition",
                        "slow",
                        "lose",
                        "heal",
                        "skew"));
        groups.put("Measure and mend", List.of("bench", "doctor", "completion"));
        return groups;
    }

    static void group(CommandLine line) {
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, CommandGroups::list);
    }

    private static String list(Help help) {
        StringBuilder text = new StringBuilder();
        GROUPS.forEach((group, names) -> {
            text.append(help.colorScheme().ansi().string(String.format(Locale.ROOT, "%n@|bold %s|@:%n", group)));
            text.append(rows(help, names));
        });
        return text.toString();
    }

    private static String rows(Help help, List<String> names) {
        Map<String, Help> commands = new LinkedHashMap<>();
        for (String name : names) {
            if (help.subcommands().containsKey(name)) {
                commands.put(name, help.subcommands().get(name));
            }
        }
        return help.commandList(commands);
    }
}
