package dsc.workbench.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.workbench.history.Event.Type;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdnTest {

    private static final String READ = "{:process 0, :type :invoke, :f :read, :value nil}";

    @Test
    void readsOneMapALineOrOneVectorOfMaps() {
        String invoke = "{:process 3, :type :invoke, :f :write, :key \"k\", :value 1, :time 12, :index 0, :other {}}";
        String ok = "{:process 3, :type :ok, :f :write, :key \"k\", :value 1, :time 15, :error nil}";
        List<Event> events = List.of(
                new Event(3, Type.INVOKE, "write", "k", 1L, 12, null),
                new Event(3, Type.OK, "write", "k", 1L, 15, null));

        assertThat(Edn.read(invoke + "\n" + ok + "\n").events()).isEqualTo(events);
        assertThat(Edn.read(invoke + ok).events()).isEqualTo(events);
        assertThat(Edn.read("\uFEFF" + invoke + "\r\n" + ok + "\r\n").events()).isEqualTo(events);
        assertThat(Edn.read("[" + invoke + " " + ok + "]").events()).isEqualTo(events);
        assertThat(Edn.read("(#jepsen.history.Op" + invoke + ", #jepsen.history.Op " + ok + ")")
                        .events())
                .isEqualTo(events);
        assertThat(Edn.read("; a comment\n" + invoke + " #_{:process 1} #_ #_ 1 2 " + ok + "; the end")
                        .events())
                .isEqualTo(events);
    }

    @Test
    void readsStringsAndSymbolsForKeywords() {
        assertThat(Edn.read("{\"process\" 0 \"type\" \"invoke\" \"f\" txn/read \"value\" nil}")
                        .events())
                .containsExactly(new Event(0, Type.INVOKE, "txn/read", null, null, Event.NO_TIME, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "; nothing\n", "[]", "\uFEFF", "#_{}"})
    void readsAnEmptyHistory(String text) {
        assertThat(Edn.read(text)).isEqualTo(History.of(List.of()));
    }

    @Test
    void aProcessThatIsANameIsTheNemesis() {
        History history =
                Edn.read("{:process :nemesis, :type :info, :f :start, :value [:isolated {\"n1\" #{\"n2\"}}]}");
        assertThat(history.events())
                .containsExactly(new Event(
                        Event.NEMESIS,
                        Type.INFO,
                        "start",
                        null,
                        List.of(new EdnForm.Keyword("isolated"), Map.of("n1", Set.of("n2"))),
                        Event.NO_TIME,
                        null));
        assertThat(history.operations()).isEmpty();
    }

    @Test
    void readsEveryKindOfValue() {
        assertThat(value("-42")).isEqualTo(-42L);
        assertThat(value("7N")).isEqualTo(7L);
        assertThat(value("0x1F")).isEqualTo(31L);
        assertThat(value("9223372036854775808")).isEqualTo(new BigInteger("9223372036854775808"));
        assertThat(value("1.5")).isEqualTo(1.5);
        assertThat(value("-1e3")).isEqualTo(-1000.0);
        assertThat(value("2.50M")).isEqualTo(new BigDecimal("2.5"));
        assertThat(value("##-Inf")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(value("2/3")).isEqualTo(new EdnForm.Ratio(BigInteger.TWO, BigInteger.valueOf(3)));
        assertThat(value("true")).isEqualTo(true);
        assertThat(value("\"a\\n\\\"\\\\\\u00e9\"")).isEqualTo("a\n\"\\é");
        assertThat(value("\\newline")).isEqualTo(new EdnForm.Char("\n"));
        assertThat(value("\\(")).isEqualTo(new EdnForm.Char("("));
        assertThat(value("\\u0041")).isEqualTo(new EdnForm.Char("A"));
        assertThat(value(":a/b")).isEqualTo(new EdnForm.Keyword("a/b"));
        assertThat(value("clojure.core$fn--1")).isEqualTo(new EdnForm.Symbol("clojure.core$fn--1"));
        assertThat(value("#inst \"2024-01-01\"")).isEqualTo(new EdnForm.Tagged("inst", "2024-01-01"));
        assertThat(value("[1 (2 nil) #{3}]")).isEqualTo(List.of(1L, Arrays.asList(2L, null), Set.of(3L)));
        assertThat(value("{:a 1, \"b\" {}}")).isEqualTo(Map.of(new EdnForm.Keyword("a"), 1L, "b", Map.of()));
    }

    /** As Clojure's {@code =} has it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1N|1",
                "+1|1",
                "-0|0",
                "0.0|-0.0",
                "[0.0]|[-0.0]",
                "0.0|-0e7",
                "1.0M|1.00M",
                "100M|1e2M",
                "1/2|2/4",
                "-1/2|-3/6",
                "4/2|2",
                "#:a{:b 1}|{:a/b 1}",
                "#:a {:_/b 1, x 2, \"c\" 3, :d/e 4}|{:b 1, a/x 2, \"c\" 3, :d/e 4}",
                "#:a{:b #:c{:d 1}}|{:a/b {:c/d 1}}",
                "(1 2)|[1 2]",
                "#{1 2}|#{2 1}",
                "{:a 1, :b 2}|{:b 2, :a 1}",
                "#uuid \"a\"|#uuid \"a\"",
                "\\a|\\u0061",
                "[1 #_2 3]|[1 3]"
            })
    void equalValues(String one, String other) {
        assertThat(value(one)).isEqualTo(value(other)).hasSameHashCodeAs(value(other));
        assertThat(value(Edn.print(value(one)))).isEqualTo(value(one));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1|1.0",
                "1|\"1\"",
                "1.0M|1.0",
                "1M|1",
                "1/2|\"1/2\"",
                "1/2|0.5",
                "#:a{:b 1}|{:b 1}",
                ":a|\":a\"",
                ":a|a",
                "a|\"a\"",
                "\\a|\"a\"",
                "\\a|a",
                "#inst \"2024\"|\"2024\"",
                "#inst \"2024\"|#uuid \"2024\"",
                "#a {:b 1}|{:b 1}",
                "#{1 2}|[1 2]",
                "nil|\"nil\"",
                "nil|false",
                "##Inf|##-Inf"
            })
    void differentValues(String one, String other) {
        assertThat(value(one)).isNotEqualTo(value(other));
        assertThat(value(Edn.print(value(one)))).isEqualTo(value(one));
        assertThat(value(Edn.print(value(other)))).isEqualTo(value(other));
    }

    @Test
    void anErrorBecomesText() {
        String event = READ + "{:process 0 :type :fail :f :read :error ";
        assertThat(Edn.read(event + ":timed-out}").events().get(1).error()).isEqualTo("timed-out");
        assertThat(Edn.read(event + "\"no\"}").events().get(1).error()).isEqualTo("no");
        assertThat(Edn.read(event + "[:http 503 {:a b}]}").events().get(1).error())
                .isEqualTo("[:http 503 {:a b}]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1 2|1|1|this vector is never closed",
                "{:a 1}~  {:b [1 2}|2|11|this } cannot close the vector of line 2, which needs ]",
                "{:a 1}~{:b (1|2|5|this list is never closed",
                "{:a 1}~{:b \"abc|2|5|this string is never closed",
                ")|1|1|this ) closes nothing",
                "{:a 1 :b}|1|7|this map has the key :b without a value",
                "{:a 1 :a 2}|1|7|this map has the key :a twice",
                "#{1 1}|1|5|this set holds 1 twice",
                "{:é \"\\q\"}|1|6|a string has no escape \\q",
                "{:a \"\\u12x4\"}|1|6|\\u needs four hexadecimal digits",
                "{:a 12ab}|1|5|12ab is not a number",
                "{:a 012}|1|5|012 is not a number",
                "{:a @b}|1|5|EDN has no meaning for the character @",
                "{:a \\spade}|1|5|\\spade is not a character",
                "{: 1}|1|2|this keyword has no name",
                "#_|1|1|nothing follows this #_",
                "#tag|1|1|nothing follows this tag",
                "#\"a\"|1|1|a # stands before",
                "{:a 1/0}|1|5|1/0 is not a number: it divides by zero",
                "{:a 1e99999999999M}|1|5|1e99999999999M is not a number: its exponent is out of range",
                "#:a|1|1|nothing follows this namespace",
                "#:a [1]|1|1|a namespaced map is",
                "#:a/b{:c 1}|1|1|a namespaced map is",
                "#::{:c 1}|1|2|this keyword has no name",
                "#:a{:b 1 :a/b 2}|1|10|this map has the key :a/b twice",
                "^{:a 1} [1]|1|1|EDN has no meaning for the character ^",
                "##Foo|1|1|after ## stands",
                "~ 17|2|2|a history consists of maps",
                "{:process 0 :f :read}|1|1|this event has no :type",
                "~~ {:process 0 :type :maybe :f :read}|3|2|this event has the :type maybe, which is none of",
                "{:process 0 :type :ok}|1|1|this event has no :f",
                "{:type :ok :f :read}|1|1|this event has no :process",
                "{:process 1.5 :type :ok :f :read}|1|1|this event's :process is neither",
                "{:process 0 :type :ok :f 7}|1|1|this event's :f is not a name but 7",
                "{:process 0 :type :ok :f :read :time :now}|1|1|this event's :time is not a number of nanoseconds",
                "{:process 0 :type :ok :f :read}|1|1|process 0 completes read without having invoked it",
                "{:process 0 :type :invoke :f :a}~{:process 0 :type :invoke :f :b}|2|1|process 0 invokes b before",
                "{:process 0 :type :invoke :f :a :type :ok}|1|33|this map has the key :type twice",
                "{:process 0 :type :invoke :f :a \"f\" :b}|1|1|this event has both :f and \"f\"",
                "{:process 0 :type :invoke :f :a :index :b}|1|1|this event's :index is not an integer",
                "{:process 0 :type :invoke :f :a :index -2}|1|1|this event's :index is not an integer",
                "{:process 0 :type :invoke :f :a :time -2}|1|1|this event's :time is not a number"
            })
    void saysWhereAndWhatIsWrong(String text, int line, int column, String sentence) {
        assertThatThrownBy(() -> Edn.read(text.replace('~', '\n')))
                .isInstanceOfSatisfying(MalformedEdnException.class, malformed -> {
                    assertThat(malformed.sentence()).startsWith(sentence);
                    assertThat(malformed.line()).isEqualTo(line);
                    assertThat(malformed.column()).isEqualTo(column);
                })
                .hasMessageStartingWith("line " + line + ", column " + column + ": " + sentence);
    }

    /** The events of a history, each with its process, type and function, and what else stands there. */
    private static String events(String... events) {
        StringBuilder text = new StringBuilder();
        for (String event : events) {
            String[] words = event.split(" ", 4);
            text.append("{:process %s :type :%s :f :%s %s}\n"
                    .formatted(words[0], words[1], words[2], words.length == 4 ? words[3] : ""));
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 invoke write~0 ok read|2|process 0 completes read, and what it invoked (event 0) is write",
                "0 invoke write~0 fail read|2|process 0 completes read, and",
                "0 invoke write~0 info read|2|process 0 completes read, and",
                "0 invoke r :key 1~0 ok r :key 2|2|process 0 completes r on the key 2, and invoked it (event 0) on the"
                        + " key 1",
                "0 invoke r~0 ok r :key 2|2|process 0 completes r on the key 2, and invoked it (event 0) without a key",
                "0 ok r|1|process 0 completes r without having invoked it",
                "0 info r|1|process 0 completes r without having invoked it",
                "0 invoke r~1 ok r|2|process 1 completes r without having invoked it",
                "0 invoke r~0 ok r~0 ok r|3|process 0 completes r without having invoked it",
                "0 invoke r~0 invoke r|2|process 0 invokes r before its operation of event 0 completed",
                "0 invoke r~0 info r~0 invoke r|3|process 0 invokes r after event 1 left the outcome",
                "0 invoke r :index 1~0 ok r :index 1|2|this event has the :index 1, and the event before it has 1",
                "0 invoke r :index 1~0 ok r :index 0|2|this event has the :index 0",
                "0 invoke r :time 5~0 ok r :time 4|2|this event of process 0 has the :time 4, and",
                "0 invoke r :time 5~1 invoke r :time 4|2|this event has the :time 4, and an event before it has 5",
                "0 invoke r :time 5~:nemesis info r :time 4|2|this event has the :time 4, and an event before it has 5",
                "0 invoke r :time 5 :index 0~0 ok r :time 4 :index 1|2|this event of process 0 has the :time 4, and",
                "0 invoke r :time 2000000000 :index 0~1 invoke r :time 4 :index 1|2|this event has the :time 4, and"
            })
    void eventsThatNobodyCanHaveSeenAreRefusedWithTheirLine(String history, int line, String sentence) {
        assertThatThrownBy(() -> Edn.read(events(history.split("~"))))
                .isInstanceOfSatisfying(
                        MalformedEdnException.class,
                        malformed -> assertThat(malformed.line()).isEqualTo(line))
                .hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Its client goes on as process 5.
                "0 invoke r~0 info r :value :timed-out~5 invoke r~5 ok r",
                ":nemesis info kill~:nemesis info kill :value [:killed n1]~:nemesis invoke heal",
                "0 invoke r :key 1~0 ok r",
                "0 invoke r :index -1 :time -1~0 ok r :index -1 :time -1",
                "0 invoke r :index 3~0 ok r :index 7",
                "0 invoke r :time 5 :index 0~1 invoke r :time 4 :index 1~0 ok r :time 5 :index 2",
                "0 invoke r :time 1.5e9~0 ok r"
            })
    void jepsensConventionsAreTaken(String history) {
        assertThat(Edn.read(events(history.split("~"))).events()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{", "(", "#{", "#a ", "#_", "{[", "#_ #a ["})
    void refusesDeepNesting(String open) {
        assertThatThrownBy(() -> Edn.read(open.repeat(100_000)))
                .isInstanceOf(MalformedEdnException.class)
                .hasMessageContaining("nested more than 500 levels deep");
    }

    @Test
    void everyTruncationIsReadOrRefusedWithAPosition() {
        String text = "[{:process 0, :type :invoke, :f :cas, :value [1 2.5]} ; c\n"
                + "#op{:process 0, :type :ok, :f :cas, :key \"\\u00e9\", :value #{\\a #_b nil}}]";
        for (int length = 1; length < text.length(); length++) {
            String truncated = text.substring(0, length);
            assertThatThrownBy(() -> Edn.read(truncated)).as(truncated).isInstanceOf(MalformedEdnException.class);
        }
    }

    @Test
    void aFileThatHoldsNoHistoryIsNamed(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("history.edn");
        assertThatThrownBy(() -> HistoryFile.read(file)).hasMessage(file + ": there is no such file");
        assertThatThrownBy(() -> HistoryFile.read(folder)).hasMessage(folder + ": this is a directory, not a file");
        Files.write(file, new byte[] {'{', '}', '\n', ' ', (byte) 0xE9, '1'});
        assertThatThrownBy(() -> HistoryFile.read(file))
                .isInstanceOf(HistoryFile.UnreadableHistoryException.class)
                .hasMessage(file + ": line 2, column 2: this byte is not UTF-8; a history is read as UTF-8 text");
        Files.write(file, READ.getBytes(StandardCharsets.UTF_16));
        assertThatThrownBy(() -> HistoryFile.read(file)).hasMessageContaining("line 1, column 1: this byte is not");
        Files.writeString(file, ";\n\n" + READ);
        assertThat(HistoryFile.open(file).line(0)).isEqualTo(3);
    }

    private static Object value(String edn) {
        return Edn.read("{:process 0 :type :invoke :f :write :value " + edn + "}")
                .events()
                .getFirst()
                .value();
    }
}
