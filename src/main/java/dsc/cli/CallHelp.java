package dsc.cli;

import dsc.cli.arguments.InstallDirectory;
import dsc.cli.arguments.Vocabulary;
import dsc.concepts.Catalog;
import dsc.workbench.playground.ClusterEntry;
import dsc.workbench.playground.Clusters;
import dsc.workbench.protocol.Operation;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.terminal.Caller;
import dsc.workbench.terminal.LauncherException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParseResult;

/** The part of {@code dsc call --help} that depends on which cluster is up: what can be asked of it. */
final class CallHelp {

    private static final String SECTION = "operations";

    private CallHelp() {}

    /** Gives {@code call}, if it is a command of {@code line}, the section. */
    static void addTo(CommandLine line, Caller caller) {
        CommandLine call = line.getSubcommands().get("call");
        if (call == null) {
            return;
        }
        List<String> keys = new ArrayList<>(call.getHelpSectionKeys());
        keys.add(keys.indexOf(UsageMessageSpec.SECTION_KEY_FOOTER_HEADING), SECTION);
        call.setHelpSectionKeys(keys);
        call.getHelpSectionMap().put(SECTION, help -> section(help, caller));
    }

    private static String section(Help help, Caller caller) {
        StringBuilder section = new StringBuilder(String.format(Locale.ROOT, "%n"));
        lines(scenario(help.commandSpec().commandLine().getParseResult(), caller))
                .forEach(text -> section.append(String.format(Locale.ROOT, "%s%n", text)));
        return section.toString();
    }

    static List<String> lines(Optional<Scenario<?>> scenario) {
        if (scenario.isEmpty()) {
            return List.of(
                    "Operations:",
                    "  Each protocol has its own. They are listed here while a cluster is up, and",
                    "  a call that does not fit is answered with the usage of its operation.");
        }
        Operations<?> operations = scenario.get().operations();
        List<String> lines =
                new ArrayList<>(List.of("Operations of " + scenario.get().id() + ":"));
        int width = operations.all().stream()
                .mapToInt(operation -> operation.usage().length())
                .max()
                .orElse(0);
        for (Operation<?> operation : operations.all()) {
            String example = operation.example().map(line -> "such as: " + line).orElse("");
            lines.add(String.format(
                            Locale.ROOT,
                            "  %s%s  %s",
                            operation.usage(),
                            " ".repeat(width - operation.usage().length()),
                            example)
                    .stripTrailing());
        }
        return lines;
    }

    /** That of the cluster which the command would ask; empty if there is none, or several. */
    private static Optional<Scenario<?>> scenario(ParseResult parsed, Caller caller) {
        String name = parsed == null ? null : parsed.matchedOptionValue("--name", null);
        try {
            ClusterEntry entry = Clusters.of(InstallDirectory.directory(), caller, Vocabulary.EXAMPLE)
                    .any(name);
            return Catalog.scenario(entry.scenario()).map(scenario -> scenario);
        } catch (LauncherException none) {
            return Optional.empty();
        }
    }
}
