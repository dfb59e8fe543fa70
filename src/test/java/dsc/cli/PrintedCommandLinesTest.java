package dsc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dsc.build.ProjectFiles;
import dsc.workbench.terminal.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every command line that a page or a help prints is taken by the parser. Nothing of it is run. */
class PrintedCommandLinesTest {

    /** In a block: until a comment, a pipe or what a shell would redirect; after a prompt or a variable, perhaps. */
    private static final Pattern IN_A_BLOCK =
            Pattern.compile("(?m)^(?:\\$ )?(?:[A-Z_]+=(?:\"[^\"]*\"|\\S+) )*\\./dsc ([^\\n#|<>;&]+)");

    /** In a line of text, between backticks, where it may be broken into two lines. */
    private static final Pattern IN_TEXT = Pattern.compile("`(?:\\./dsc )?([a-z]+(?:\\s[^`]*)?)`");

    /** Examples stand alone in a line, or before what they do. */
    private static final Pattern EXAMPLE = Pattern.compile("(?m)(?:^  |: )\\./dsc (.*?)(?=\\s{2}|\\. |\\.$|, |$)");

    private static final CommandLine ANY = parser();

    private static CommandLine parser() {
        Console nowhere = Console.silent();
        return Main.commandLine(nowhere, new Main.Commands(nowhere));
    }

    static Stream<Path> pages() throws IOException {
        return ProjectFiles.pages().stream();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandLineOfAPageIsTaken(Path page) throws IOException {
        for (String words : printed(Files.readString(page))) {
            requireTaken(words, page.toString());
        }
    }

    @Test
    void manyAreFound() throws IOException {
        Set<String> all = new TreeSet<>();
        for (Path page : pages().toList()) {
            all.addAll(printed(Files.readString(page)));
        }

        assertThat(all)
                .hasSizeGreaterThan(100)
                .contains("skew n2 -5s", "call write x 1", "run raft", "status --watch", "lose n1 20%");
    }

    @Test
    void everyCommandLineOfAHelpIsTaken() {
        Set<String> examples = new TreeSet<>();
        Set<String> commands = new TreeSet<>();
        for (String help : helps(parser())) {
            EXAMPLE.matcher(help).results().forEach(found -> examples.add(found.group(1)));
            Pattern.compile("\\./dsc ([a-z]+)").matcher(help).results().forEach(found -> commands.add(found.group(1)));
        }

        assertThat(examples).hasSizeGreaterThan(8).contains("run raft", "call increment visits -5");
        examples.forEach(words -> requireTaken(words, "a help"));
        assertThat(ANY.getSubcommands().keySet()).containsAll(commands);
    }

    private static List<String> helps(CommandLine command) {
        // Wide enough that no example is broken into two lines.
        List<String> all = new ArrayList<>(List.of(command.setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(1_000)
                .getUsageMessage(CommandLine.Help.Ansi.OFF)));
        command.getSubcommands().values().forEach(below -> all.addAll(helps(below)));
        return all;
    }

    private static Set<String> printed(String page) {
        Set<String> all = new TreeSet<>();
        StringBuilder text = new StringBuilder();
        boolean block = false;
        for (String part : page.split("(?m)^ *```.*$", -1)) {
            if (block) {
                Matcher matcher = IN_A_BLOCK.matcher(part.replaceAll("\\\\\\n\\s*", ""));
                while (matcher.find()) {
                    // Where a block has prompts, a line without one is what was printed.
                    if (matcher.group().startsWith("$ ") == part.contains("\n$ ")) {
                        all.add(matcher.group(1).strip());
                    }
                }
            } else {
                text.append(part);
            }
            block = !block;
        }
        Matcher matcher = IN_TEXT.matcher(text);
        while (matcher.find()) {
            String words = matcher.group(1).strip().replaceAll("\\s+", " ");
            boolean named = matcher.group().startsWith("`./dsc ");
            boolean command = ANY.getSubcommands().containsKey(words.split(" ")[0]);
            if (named || command && words.contains(" ")) {
                all.add(words);
            }
        }
        return all;
    }

    /** Placeholders are replaced by what they stand for; a mention of a command without its arguments is one. */
    private static void requireTaken(String words, String where) {
        List<String> arguments = new ArrayList<>();
        Matcher word = Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+").matcher(words);
        while (word.find()) {
            String plain = word.group().replaceAll("[\"']", "");
            if (!plain.equals("…") && !plain.equals("...")) {
                arguments.add(plain);
            }
        }
        CommandLine parser = parser();
        String[] all = NegativeArguments.marked(parser, arguments.toArray(String[]::new));
        assertThatCode(() -> {
                    try {
                        parser.parseArgs(all);
                    } catch (CommandLine.MissingParameterException incomplete) {
                        if (arguments.size() > 1) {
                            throw incomplete;
                        }
                        // Such as `./dsc check`: the command is meant, not a call of it.
                    }
                })
                .as("./dsc %s, printed by %s", words, where)
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "skew n2 -5s",
        "skew n2 -200ms --name x",
        "skew --name x n2 -5s",
        "skew --name=x n2 -.5s",
        "call increment visits -5",
        "call write x -1 --node n2",
        "call --json increment x -3 r1",
        "call --node n1 -- write x -a",
        "call write x -- -a",
        "call -- write x --json",
        "simulate raft --from -10",
        "simulate raft --seed -1",
        "run raft --seed -7",
    })
    void takesValuesThatBeginWithADash(String words) {
        requireTaken(words, "this test");
    }

    @Test
    void aNegativeValueArrives() {
        CommandLine parser = parser();
        String[] marked = NegativeArguments.marked(parser, "call", "write", "x", "-1", "--node", "n2");
        CommandLine.ParseResult call = parser.parseArgs(marked).subcommand();

        assertThat(call.matchedPositionals().stream()
                        .flatMap(positional -> positional.stringValues().stream())
                        .toList())
                .containsExactly("write", "x", "-1");
        assertThat(call.matchedOption("--node").stringValues()).containsExactly("n2");
    }

    @Test
    void aMisspeltOptionIsStillRefused() {
        Told.by("call", "write", "x", "-1", "--noed", "n2").refused().saying("--noed");
        Told.by("skew", "n2", "5s", "-s5").refused().saying("-s5");
        Told.by("call", "write", "x", "-a").refused().saying("-a", "goes after --");
        assertThat(Arrays.asList(NegativeArguments.marked(ANY, "run", "raft", "--noeds", "4")))
                .containsExactly("run", "raft", "--noeds", "4");
    }
}
