package dsc.workbench.protocol;

import static dsc.workbench.protocol.Argument.KEY;
import static dsc.workbench.protocol.Argument.LIST;
import static dsc.workbench.protocol.Argument.NODE;
import static dsc.workbench.protocol.Argument.NUMBER;
import static dsc.workbench.protocol.Argument.OPTIONAL_NODE;
import static dsc.workbench.protocol.Argument.OPTIONAL_TEXT;
import static dsc.workbench.protocol.Argument.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.workbench.client.Attempts.Outcome;
import dsc.workbench.history.Event;
import dsc.workbench.protocol.ArgumentType.Text;
import dsc.workbench.protocol.ArgumentType.Word;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** One declaration with all that ninety protocols declare: keys or none, lists, words, nodes, what may be left out. */
class OperationsTest {

    private static final Operations<String> OPERATIONS = Operations.<String>named("toy")
            .query("read", KEY, OPTIONAL_TEXT.of(Word.of("local", "settled")).named("scope"), (call, to) -> "read")
            .example("read x")
            .finalRead("local")
            .update("write", KEY, TEXT, (call, to) -> call.key() + "=" + call.text())
            .example("write x 1")
            .update("propose", KEY, TEXT, (call, to) -> "propose")
            .answers()
            .update("cas", KEY, TEXT.named("expected"), TEXT.named("NEW", "a new value"), (call, to) -> call.text(1))
            .update(
                    "put",
                    KEY,
                    TEXT,
                    OPTIONAL_TEXT.named("token"),
                    (call, to) -> call.texts().toString())
            .update("grow", KEY, NUMBER, (call, to) -> Long.toString(call.number()))
            .update("mark", KEY, LIST.named("mark"), (call, to) -> call.texts().toString())
            .query("total", (call, to) -> "total")
            .finalRead()
            .update("lead", OPTIONAL_NODE, (call, to) -> call.optionalNode().toString())
            .unchecked()
            .update("oust", NODE, (call, to) -> call.node().value())
            .unchecked();

    private static Call parse(String... words) {
        return OPERATIONS.parse(List.of(words));
    }

    private static String message(String function, String key, Object value) {
        return OPERATIONS.message(Call.of(function, key, value), null);
    }

    private static AbstractThrowableAssert<?, ?> assertRefused(String... words) {
        return assertThatThrownBy(() -> parse(words)).isInstanceOf(MalformedCallException.class);
    }

    @Test
    void usageShowsWhatToType() {
        assertThat(OPERATIONS.all())
                .extracting(Operation::usage)
                .containsExactly(
                        "read KEY [SCOPE]",
                        "write KEY VALUE",
                        "propose KEY VALUE",
                        "cas KEY EXPECTED NEW",
                        "put KEY VALUE [TOKEN]",
                        "grow KEY NUMBER",
                        "mark KEY MARK…",
                        "total",
                        "lead [NODE]",
                        "oust NODE");
        assertThat(OPERATIONS.examples()).containsExactly("write x 1", "read x");
        assertThat(OPERATIONS.uncheckedFunctions()).containsExactlyInAnyOrder("lead", "oust");
    }

    /** One value as it is, several as a list: as histories have had them from the beginning. */
    @Test
    void wordsBecomeTheCallThatAHistoryHas() {
        assertThat(parse("read", "x")).isEqualTo(Call.of("read", "x", null));
        assertThat(parse("read", "x", "local")).isEqualTo(Call.of("read", "x", "local"));
        assertThat(parse("write", "x", "")).isEqualTo(Call.of("write", "x", ""));
        assertThat(parse("cas", "x", "1", "2")).isEqualTo(Call.of("cas", "x", List.of("1", "2")));
        assertThat(parse("put", "x", "1")).isEqualTo(Call.of("put", "x", List.of("1")));
        assertThat(parse("mark", "x", "a")).isEqualTo(Call.of("mark", "x", List.of("a")));
        assertThat(parse("mark", "x", "a", "b", "c")).isEqualTo(Call.of("mark", "x", List.of("a", "b", "c")));
        assertThat(parse("total")).isEqualTo(Call.of("total", null, null));
        assertThat(parse("lead")).isEqualTo(Call.of("lead", null, null));
        assertThat(parse("lead", "n2")).isEqualTo(Call.of("lead", null, "n2"));
    }

    @Test
    void aCallBecomesItsMessage() {
        assertThat(message("write", "x", "1")).isEqualTo("x=1");
        assertThat(message("write", "x", 17)).isEqualTo("x=17");
        assertThat(message("cas", "x", List.of("1", "2"))).isEqualTo("2");
        assertThat(message("put", "x", List.of("1", "t"))).isEqualTo("[1, t]");
        assertThat(message("grow", "x", "-3")).isEqualTo("-3");
        assertThat(message("mark", "x", List.of("a", "b"))).isEqualTo("[a, b]");
        assertThat(message("lead", null, "n2")).isEqualTo("Optional[n2]");
        assertThat(message("oust", null, "n2")).isEqualTo("n2");
    }

    @Test
    void eachRefusalSaysWhatIsWrongAndHowItIsCalled() {
        assertRefused("read", "x", "5").hasMessage("a scope is local or settled, not \"5\": read KEY [SCOPE]");
        assertRefused("write").hasMessage("write needs a key: write KEY VALUE");
        assertRefused("write", "x").hasMessage("write needs a value: write KEY VALUE");
        assertRefused("write", "x", "1", "2")
                .hasMessage("write takes nothing after a value, but \"2\" was given: write KEY VALUE");
        assertRefused("cas", "x", "1").hasMessage("cas needs a new value: cas KEY EXPECTED NEW");
        assertRefused("grow", "x", "many")
                .hasMessage("a number is a whole number, -2147483648 to 2147483647, not \"many\": grow KEY NUMBER");
        assertRefused("mark", "x").hasMessage("mark needs a mark: mark KEY MARK…");
        assertRefused("total", "x").hasMessage("total takes no arguments, but \"x\" was given: total");
        assertRefused("oust", "n_1").hasMessage("a node is 1 to 32 letters, digits or hyphens, not \"n_1\": oust NODE");
        assertRefused("write", "", "1").hasMessage("a key has 1 to 256 characters, not 0: write KEY VALUE");
        assertRefused("write", "a\nb", "1")
                .hasMessage("a key has no control characters, such as a tab or a line's end: write KEY VALUE");
        assertRefused("write", "x", "\ud83d")
                .hasMessage(
                        "a value must be encodable in UTF-8, and this one has half a surrogate pair: write KEY VALUE");
        assertRefused("wrtie", "x")
                .hasMessageStartingWith("toy has no operation \"wrtie\"; did you mean write? It has");
        assertThatThrownBy(() -> message("total", "x", null))
                .hasMessage("total takes no key, but \"x\" was given: total");
        assertThatThrownBy(() -> message("write", "x", Arrays.asList((Object) null)))
                .hasMessage("write needs a value: write KEY VALUE");
        assertThatThrownBy(() -> message("write", "x", List.of(List.of("1"))))
                .hasMessage("a value is a text, not an object or a list of its own: write KEY VALUE");
    }

    @Test
    void aNodeThatThereIsNotIsRefusedWhereItIsKnown() {
        List<NodeId> nodes = List.of(new NodeId("n1"), new NodeId("n2"));
        assertThat(OPERATIONS.parse(List.of("oust", "n2"), nodes)).isEqualTo(Call.of("oust", null, "n2"));
        assertThat(OPERATIONS.parse(List.of("lead"), nodes)).isEqualTo(Call.of("lead", null, null));
        assertThatThrownBy(() -> OPERATIONS.parse(List.of("oust", "n9"), nodes))
                .isInstanceOf(MalformedCallException.class)
                .hasMessage("there is no node \"n9\"; known: n1, n2");
    }

    @Test
    void finalReadsAreAskedForEveryKeyOrOnce() {
        assertThat(OPERATIONS.finalReads(List.of("a", "b")))
                .containsExactly(
                        Call.of("read", "a", "local"), Call.of("read", "b", "local"), Call.of("total", null, null));
    }

    /** A query is about its answer, whatever its argument; an update about its argument, unless it says otherwise. */
    @Test
    void whatIsRecordedFollowsFromTheDeclaration() {
        Outcome ok = new Outcome(Event.Type.OK, "answer", null);
        assertThat(recorded(ok, parse("read", "x", "local")).value()).isEqualTo("answer");
        assertThat(recorded(ok, parse("write", "x", "1")).value()).isEqualTo("1");
        assertThat(recorded(ok, parse("propose", "x", "1")).value()).isEqualTo("answer");
        assertThat(recorded(ok, parse("lead")).value()).isEqualTo("answer");
        Outcome failed = new Outcome(Event.Type.FAIL, null, "no");
        assertThat(recorded(failed, parse("propose", "x", "1"))).isEqualTo(new Outcome(Event.Type.FAIL, "1", "no"));
        assertThat(Outcome.unanswered(OPERATIONS.get("total"), "silent").type()).isEqualTo(Event.Type.FAIL);
        assertThat(Outcome.unanswered(OPERATIONS.get("write"), "silent").type()).isEqualTo(Event.Type.INFO);
    }

    private static Outcome recorded(Outcome outcome, Call call) {
        return outcome.recorded(OPERATIONS.get(call.function()), call);
    }

    @Test
    void whatAnArgumentTakesIsCountedInItsOwnUnit() {
        assertThat(Text.of(0, 2).refusal("\ud83d\ude00")).isNull();
        assertThat(Text.of(0, 9).bytesAtMost(5).refusal("aé€")).isEqualTo("has at most 5 bytes in UTF-8, not 6");
        assertThat(Text.of(0, 9).bytesAtMost(6).refusal("aé€")).isNull();
        assertThat(Text.of(0, 9).bytesAtMost(3).refusal("\ud83d\ude00"))
                .isEqualTo("has at most 3 bytes in UTF-8, not 4");
        assertThat(Text.of(1, 9).matching("[a-c]*", "is made of a, b and c").refusal("abd\n"))
                .isEqualTo("is made of a, b and c, not \"abd?\"");
    }

    @Test
    void aDeclarationThatNobodyCouldCallIsAMistake() {
        Operations<String> none = Operations.named("toy");
        assertThatThrownBy(() -> none.query("read", TEXT, KEY, (call, to) -> ""))
                .hasMessage("read: KEY cannot stand where it does");
        assertThatThrownBy(() -> none.query("read", OPTIONAL_TEXT, TEXT, (call, to) -> ""))
                .hasMessage("read: VALUE cannot stand where it does");
        assertThatThrownBy(() -> none.query("read", LIST, TEXT, (call, to) -> ""))
                .hasMessage("read: VALUE… cannot stand where it does");
        assertThatThrownBy(() -> none.query("read", (call, to) -> "").query("read", (call, to) -> ""))
                .hasMessage("toy has two operations named read");
        assertThatThrownBy(() -> none.query("read", KEY, (call, to) -> "").example("write x"))
                .isInstanceOf(MalformedCallException.class);
        assertThatThrownBy(() -> none.query("read", KEY, (call, to) -> "").finalRead("surplus"))
                .isInstanceOf(MalformedCallException.class);
    }
}
