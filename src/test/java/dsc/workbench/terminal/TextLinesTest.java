package dsc.workbench.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.cli.Main;
import dsc.cli.StatusTable;
import dsc.concepts.Catalog;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Help.Ansi;

class TextLinesTest {

    @Test
    void breaksBetweenWordsBelowTheLastColumn() {
        assertThat(TextLines.folded("  name  some words that are too many", 20))
                .containsExactly("  name  some words", "        that are too", "        many");
        assertThat(TextLines.folded("short", 20)).containsExactly("short");
        assertThat(TextLines.folded("averyveryverylongword and", 20)).containsExactly("averyveryverylongword", "  and");
    }

    @Test
    void itemsStandBesideEachOtherAsFarAsTheyFit() {
        List<String> items = List.of("kill 1", "pause 20", "loss 3");

        assertThat(TextLines.sideBySide(items, 19)).containsExactly("  kill 1   pause 20", "  loss 3");
        assertThat(TextLines.sideBySide(items, Integer.MAX_VALUE)).containsExactly("  kill 1   pause 20   loss 3");
        assertThat(TextLines.sideBySide(items, 5)).containsExactly("  kill 1", "  pause 20", "  loss 3");
    }

    @Test
    void coloursTakeNoRoom() {
        String coloured = Ansi.ON.string("@|bold,green leader|@ of the cluster");

        assertThat(TextLines.folded(coloured, 21)).containsExactly(coloured);
        assertThat(TextLines.plain(TextLines.cut(coloured, 10))).isEqualTo("leader of…");
        assertThat(TextLines.cut(coloured, 10)).endsWith("of…");
        assertThat(TextLines.cut(coloured, 21)).isEqualTo(coloured);
    }

    @Test
    void aCommandStaysInOneLine() {
        assertThat(TextLines.isToBeCopied("  repeat   ./dsc run raft --nodes 3"))
                .isTrue();
        assertThat(TextLines.isToBeCopied("./dsc heal ends it")).isTrue();
        assertThat(TextLines.isToBeCopied("it is down; ./dsc up raft continues it"))
                .isFalse();
    }

    /** Each line is at most as long as the terminal is wide, and no word of the catalog is in two of them. */
    @ParameterizedTest
    @ValueSource(ints = {60, 80, 120})
    void aListFits(int columns) {
        StringWriter out = new StringWriter();
        Console console = new Console(new PrintWriter(out), new PrintWriter(out), false, Ansi.OFF);
        assertThat(Main.execute(console, "list")).isZero();
        List<String> words = new ArrayList<>();
        for (String line : out.toString().lines().toList()) {
            List<String> folded = TextLines.folded(line, columns);
            assertThat(folded).allSatisfy(part -> assertThat(part.length()).isLessThanOrEqualTo(columns));
            folded.forEach(part -> words.addAll(List.of(part.strip().split("\\s+"))));
        }
        Catalog.scenarios()
                .forEach(scenario -> assertThat(String.join(" ", words)).contains(scenario.summary()));
    }

    @ParameterizedTest
    @CsvSource({"24 80,80,24", "'50 200\n',200,50", "0 0,80,24", "'',80,24", "stty: no,80,24", "1 1,20,5"})
    void readsTheSizeOfATerminal(String text, int columns, int rows) {
        assertThat(TerminalSize.parse(text)).isEqualTo(new TerminalSize(columns, rows));
    }

    /** Five nodes of Raft, as wide as they get. */
    @ParameterizedTest
    @CsvSource({"120,''", "80,artery", "64,'artery, http, commitIndex'"})
    void theTableOfNodesFits(int columns, String left) {
        List<Map<String, Object>> nodes = new ArrayList<>();
        for (int number = 1; number <= 5; number++) {
            Map<String, Object> state = new LinkedHashMap<>();
            state.put("node", "n" + number);
            state.put("role", "follower");
            state.put("term", 12);
            state.put("leader", "n2");
            state.put("group", "[n1, n2, n3, n4, n5]");
            state.put("commitIndex", 123_456);
            nodes.add(Map.of(
                    "node",
                    "n" + number,
                    "process",
                    "running",
                    "pid",
                    32078,
                    "artery",
                    26540,
                    "http",
                    24245,
                    "state",
                    state));
        }
        List<String> lines = StatusTable.nodes(Map.of("nodes", nodes), columns).stream()
                .map(Ansi.OFF::string)
                .toList();

        assertThat(lines.subList(0, 6))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(columns));
        assertThat(lines).hasSize(left.isEmpty() ? 6 : 7);
        if (!left.isEmpty()) {
            assertThat(lines.getLast()).contains("without " + left + ": ");
        }
    }
}
