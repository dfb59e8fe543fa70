package dsc.cli.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.cli.Main;
import dsc.cli.ShellCommand;
import dsc.cli.prompt.PromptCompletion.Known;
import dsc.concepts.Catalog;
import dsc.workbench.playground.ClusterEntry;
import dsc.workbench.playground.ClusterRegistry;
import dsc.workbench.playground.Clusters;
import dsc.workbench.terminal.Caller;
import dsc.workbench.terminal.Console;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Help.Ansi;

/** The prompt without a cluster: what lines mean, and what completes them. */
class PromptTest {

    private static final Known KNOWN = new Known(List.of("n1", "n2", "n3"), List.of("x", "cart"));

    @TempDir
    private Path home;

    private final StringWriter text = new StringWriter();

    private int prompt(String scenario, String name, String... lines) throws IOException {
        PrintWriter out = new PrintWriter(text, true);
        Caller caller = new Caller("../dsc", Optional.empty(), false).atPromptOf(name);
        ClusterEntry entry = new ClusterEntry(name, scenario, home, 1, 0, null, 0, "secret", "");
        Prompt prompt = new Prompt(
                entry, new Clusters(new ClusterRegistry(home), Optional.of(name), false, "raft"), Main.COMMAND_LINES);
        return ShellCommand.lines(
                prompt,
                new Console(out, out, false, Ansi.OFF, caller),
                new BufferedReader(new StringReader(String.join("\n", lines))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "write x 1|write,x,1",
                "  write  x\t1  |write,x,1",
                "write x 'a b'|write,x,a b",
                "write x \"a 'b' \\\" \\n\"|write,x,a 'b' \" \\n",
                "write x a\\ b # a comment|write,x,a b",
                "write x a#b ''|write,x,a#b,",
                "# nothing|",
            })
    void aLineIsSplitAsAShellDoes(String line, String words) {
        List<String> expected = words == null ? List.of() : List.of(words.split(",", -1));
        assertThat(PromptWords.of(line)).isEqualTo(expected);
    }

    @Test
    void aQuoteThatIsNotClosedIsRefused() throws IOException {
        assertThatThrownBy(() -> PromptWords.of("write x 'a")).hasMessage("a quote (') is not closed");
        assertThat(prompt("raft", "raft", "write x \"a", "exit", "write x 1")).isEqualTo(64);
        assertThat(text).hasToString("dsc: a quote (\") is not closed\n");
    }

    @ParameterizedTest
    @CsvSource({
        "wrte x 1, 'did you mean write?'",
        "parttion n1, 'did you mean partition?'",
        "simulate raft, 'simulate is not for a prompt; leave with exit, then: ../dsc simulate'",
        "xyzzy, 'there is no command or operation \"xyzzy\"; help shows all'",
        "help xyzzy, help shows all",
        "clients many, 'N is a number of operations a second, 0 to 200, not many'",
        "lose n1 1, '1 may mean 1 % or all of them'"
    })
    void whatItDoesNotTakeIsAnsweredInOneLine(String line, String because) throws IOException {
        assertThat(prompt("raft", "raft", line)).isEqualTo(64);
        assertThat(text.toString()).contains(because).startsWith("dsc: ");
    }

    @Test
    void theWorstOfTheLinesIsTheExitStatus() throws IOException {
        assertThat(prompt("raft", "raft", "help", "", "#", "exit")).isZero();
        assertThat(text.toString()).contains("write KEY VALUE", "partition", "help and a name tells more");
        // There is no such cluster.
        assertThat(prompt("raft", "raft", "write x 1", "help write", "./dsc status"))
                .isEqualTo(2);
        assertThat(prompt("raft", "raft", "wrte", "status")).isEqualTo(64);
    }

    @Test
    void anOperationThatIsCalledAsACommandIsMeantWhereItsArgumentsFit() throws IOException {
        assertThat(prompt("crdt", "crdt", "help add")).isZero();
        assertThat(text.toString()).contains("operation  add KEY", "Usage: dsc add");
        text.getBuffer().setLength(0);
        // The parser of the command, and of the call, tells them apart by their arguments.
        assertThat(prompt("crdt", "crdt", "add --help")).isZero();
        assertThat(text.toString()).contains("Usage: dsc add");
    }

    @ParameterizedTest
    @CsvSource({
        "raft, '', wr, write",
        "raft, '', par, partition",
        "raft, '', cli, clients",
        "raft, write, '', 'x,cart'",
        "raft, call write, c, cart",
        "raft, call, wri, write",
        "raft, write x, '', ''",
        "raft, kill, n, 'n1,n2,n3'",
        "raft, kill, le, leader",
        "raft, skew, n1, n1",
        "raft, skew n1, '', ''",
        "raft, status, --wa, --watch",
        "raft, clients, '', '20,0'",
        "raft, help, sta, status",
        "crdt, add, '', 'x,cart,n1,n2,n3'"
    })
    void completesCommandsOperationsNodesAndKeys(String scenario, String before, String typed, String candidates) {
        List<String> words = before.isEmpty() ? List.of() : List.of(before.split(" "));
        List<String> expected = candidates.isEmpty() ? List.of() : List.of(candidates.split(","));

        assertThat(completion(scenario).candidates(words, typed, KNOWN)).containsExactlyElementsOf(expected);
    }

    @Test
    void completesNodesBehindCommas() {
        assertThat(completion("raft").candidates(List.of("partition"), "n1,", KNOWN))
                .containsExactly("n1,n2", "n1,n3");
        assertThat(completion("raft").candidates(List.of("kill"), "n3,n1,n", KNOWN))
                .containsExactly("n3,n1,n2");
    }

    private static PromptCompletion completion(String scenario) {
        return new PromptCompletion(Catalog.scenario(scenario).orElseThrow().operations(), Main.COMMAND_LINES::options);
    }

    @Test
    void historyIsForItsOwnerAlone() throws IOException {
        Path file = PromptHistory.file("raft", Map.of("XDG_DATA_HOME", home.toString()))
                .orElseThrow();
        assertThat(file).isEqualTo(home.resolve("dsc/history/raft"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        assertThat(PromptHistory.file("crdt", Map.of("HOME", home.toString())))
                .contains(home.resolve(".local/share/dsc/history/crdt"));
        assertThat(PromptHistory.file("raft", Map.of("HOME", "nowhere"))).isEmpty();
        assertThat(PromptHistory.file("raft", Map.of("HOME", "/dev/null"))).isEmpty();
    }
}
