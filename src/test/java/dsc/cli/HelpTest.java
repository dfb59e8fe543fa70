package dsc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.cli.arguments.KnownCheckers;
import dsc.workbench.checkers.Models;
import dsc.workbench.checkers.registry.Checkers;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.terminal.Caller;
import dsc.workbench.terminal.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What a help lists is what there is. */
class HelpTest {

    /** These take any number, or are looked at only beside a file. */
    private static final Set<String> UNLIMITED = Set.of("--seed", "--gap-max");

    /** Beyond every limit, on either side. */
    private static final List<String> ABSURD = List.of("-9000000000000000000", "-900000000");

    private static final Pattern RANGE = Pattern.compile("(--[a-z-]+) is (\\S+) to (\\S+), not ");

    private static final CommandLine ANY = Main.commandLine(Console.silent(), new Main.Commands(Console.silent()));

    @Test
    void runNamesEveryKindOfFault() {
        String help = Told.by("run", "--help").ended(0).out();
        for (FaultKind kind : FaultKind.values()) {
            assertThat(help).containsPattern("(?m)^  " + kind + " +\\w");
            assertThat(words(help)).contains(words(kind.summary()));
        }
        assertThat(help).doesNotContain("$").contains("at least 14 s");
    }

    @Test
    void checkNamesEveryModel() {
        String help = Told.by("check", "--help").ended(0).out();

        assertThat(KnownCheckers.byName().keySet())
                .containsAll(Models.names())
                .containsAll(Checkers.names())
                .allSatisfy(name -> assertThat(help).containsPattern("(?m)^  " + Pattern.quote(name) + " +\\w"));
        assertThat(Checkers.names())
                .allSatisfy(name -> assertThat(Checkers.named(name)).isNotNull());
    }

    @Test
    void aHelpIsNoWiderThanATerminal() {
        for (CommandLine command : ANY.getSubcommands().values()) {
            assertThat(Told.by(command.getCommandName(), "--help").out().lines())
                    .as(command.getCommandName())
                    .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(80));
        }
    }

    /** Picocli breaks lines also at dots and colons. */
    @Test
    void aHelpBreaksNoCommandAddressOrSetting() {
        List<String> helps = new ArrayList<>(List.of(Told.by("--help").out()));
        ANY.getSubcommands()
                .keySet()
                .forEach(name -> helps.add(Told.by(name, "--help").out()));
        assertThat(helps.stream().flatMap(String::lines))
                .noneMatch(line -> line.matches(".*( \\.|~/\\.|jdbc:|-D[\\w.-]*\\.)"));
    }

    static Stream<List<String>> commands() {
        return Stream.of(
                List.of("run", "raft"),
                List.of("compare", "consensus"),
                List.of("simulate", "raft"),
                List.of("up", "raft"),
                List.of("bench", "startup"),
                List.of("bench", "raft"),
                List.of("bench", "horizontal"),
                List.of("logs"),
                List.of("check", "x.edn", "--model", "kv"));
    }

    /** Nobody has to find a limit by running into it. */
    @ParameterizedTest
    @MethodSource("commands")
    void everyLimitStandsInTheHelp(List<String> command) {
        CommandLine line = ANY;
        for (String word : command) {
            line = line.getSubcommands().getOrDefault(word, line);
        }
        List<OptionSpec> numbers = line.getCommandSpec().options().stream()
                .filter(option -> Set.of(int.class, Integer.class, long.class, Long.class, double.class)
                        .contains(option.type()))
                .filter(option -> !UNLIMITED.contains(option.longestName()))
                .toList();
        assertThat(numbers).isNotEmpty();
        for (OptionSpec option : numbers) {
            String refusal = refusal(command, option.longestName());
            Matcher range = RANGE.matcher(refusal);
            assertThat(range.find()).as(refusal).isTrue();
            assertThat(String.join(" ", option.description()))
                    .as(option.longestName())
                    .contains(range.group(2) + " to " + range.group(3));
        }
    }

    private static String refusal(List<String> command, String option) {
        String refusal = "";
        for (String absurd : ABSURD) {
            List<String> extra = switch (option) {
                case "--change-points" -> List.of("--strategy", "pct");
                default -> List.of();
            };
            Told told = Told.by(Stream.of(command, List.of(option, absurd), extra)
                            .flatMap(List::stream)
                            .toArray(String[]::new))
                    .refused();
            refusal = told.err();
            if (RANGE.matcher(refusal).find()) {
                break;
            }
        }
        return refusal;
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", " ");
    }

    /** Hints to those get the name of the cluster that was asked about. */
    @Test
    void everyCommandWithANameIsKnownAsOne() {
        CommandLine line = Main.commandLine(Console.silent(), new Main.Commands(Console.silent()));
        List<String> named = line.getSubcommands().entrySet().stream()
                .filter(command -> command.getValue().getCommandSpec().findOption("--name") != null)
                .map(Map.Entry::getKey)
                .filter(name -> !List.of("up", "purge").contains(name))
                .toList();

        assertThat(Caller.ABOUT_A_CLUSTER).containsExactlyInAnyOrderElementsOf(named);
    }
}
