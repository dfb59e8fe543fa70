package dsc.workbench.checkers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.workbench.history.Event;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Recorder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveriesTest {

    private long nanos;
    private long process;
    private final Recorder recorder = new Recorder(() -> nanos += 1_000_000);

    private String key = "k";

    private void operation(String function, Object argument, Event.Type type, Object result) {
        Event invocation = recorder.invoke(++process, function, key, argument);
        recorder.complete(invocation, type, result, null);
    }

    private void send(String letter) {
        operation("send", letter, Event.Type.OK, letter);
    }

    private void send(String letter, String channel, long number) {
        operation("send", letter, Event.Type.OK, List.of(channel, number));
    }

    private void end(String node, String... letters) {
        operation("final-received", node, Event.Type.OK, List.of(letters));
    }

    private Verdict check(Deliveries checker) {
        return checker.check(recorder.history(), Duration.ofSeconds(1));
    }

    private String reason(Deliveries checker) {
        assertThat(check(checker).status()).isEqualTo(Verdict.Status.INVALID);
        return check(checker).reason();
    }

    private void assertValid(Deliveries... checkers) {
        for (Deliveries checker : checkers) {
            assertThat(check(checker).status()).as(checker.name()).isEqualTo(Verdict.Status.VALID);
        }
    }

    @Test
    void whatWasAcknowledgedIsThereOnceAndWhatIsUnknownMayBe() {
        send("a");
        operation("send", "b", Event.Type.INFO, "b");
        operation("send", "c", Event.Type.FAIL, "c");
        operation("send", "d", Event.Type.INFO, "d");
        operation("received", null, Event.Type.OK, List.of("what", "ever"));
        end("n1", "d", "a");
        end("n2", "d", "a");

        assertValid(Deliveries.EXACTLY_ONCE, Deliveries.EXACTLY_ONCE_IN_ORDER, Deliveries.AT_MOST_ONCE_IN_ORDER);
        assertThat(check(Deliveries.EXACTLY_ONCE).reason())
                .isEqualTo("1 letter acknowledged and 2 of unknown outcome; 0 lost, 0 there twice, 0 out of order");
    }

    @Test
    void aLostLetterIsFound() {
        send("a");
        send("b");
        send("c");
        end("n1", "c");

        assertValid(Deliveries.AT_MOST_ONCE);
        assertThat(reason(Deliveries.AT_LEAST_ONCE))
                .isEqualTo("an acknowledged letter is lost, and 1 more: \"a\" was sent under key k (event 0), and is"
                        + " not among the 1 letters that n1 has in the end");
        assertThat(check(Deliveries.EXACTLY_ONCE).evidence().orElseThrow().ordered())
                .extracting(Operation::argument)
                .containsExactly("a");
        assertThat(EvidencePrinter.lines(
                        check(Deliveries.EXACTLY_ONCE).evidence().orElseThrow()))
                .first()
                .isEqualTo("A letter whose send was acknowledged is there in the end.");
    }

    @Test
    void aLetterThatIsThereTwiceIsFoundWhateverIsKnownOfIt() {
        operation("send", "a", Event.Type.INFO, "a");
        send("b");
        end("n1", "b", "a", "a");

        assertValid(Deliveries.AT_LEAST_ONCE);
        assertThat(reason(Deliveries.AT_MOST_ONCE)).contains("is there twice: \"a\"", "at 2, 3 of 3 letters");
        assertThat(Deliveries.figures(recorder.history()).toString())
                .isEqualTo("{letters acknowledged=1, letters lost=0, letters there twice=1, letters out of order=0}");
    }

    @Test
    void lettersOfOneChannelAreInOrderWhateverComesBetween() {
        send("a", "n1", 1);
        send("b", "n1", 2);
        send("x", "n2", 1);
        end("n1", "a", "x", "b");
        assertValid(Deliveries.EXACTLY_ONCE_IN_ORDER, Deliveries.AT_MOST_ONCE_IN_ORDER);

        end("n2", "b", "a", "x");
        assertThat(reason(Deliveries.AT_MOST_ONCE_IN_ORDER))
                .contains("overtaken by a later one of its channel: \"a\"", "at 2 of 3 letters that n2 has");
        assertThat(reason(Deliveries.EXACTLY_ONCE)).contains("two nodes answer differently", "n1 has 3", "n2 3");
        assertThat(Deliveries.counts(recorder.history()).outOfOrder()).isEqualTo(1);
    }

    @Test
    void whatNobodySentOrFailedIsFoundUnderEachPromise() {
        operation("send", "a", Event.Type.FAIL, "a");
        end("n1", "a");
        assertThat(reason(Deliveries.AT_MOST_ONCE_IN_ORDER)).contains("a letter whose send failed is there: \"a\"");

        key = "j";
        end("n1", "b");
        assertThat(reason(Deliveries.AT_LEAST_ONCE)).contains("a letter that nobody sent is there: \"b\" under key j");
    }

    @Test
    void whatWasNotAskedOrNotAnsweredIsUnknownUnlessAnotherKeyShowsAViolation() {
        send("a");
        assertThat(check(Deliveries.EXACTLY_ONCE).reason())
                .isEqualTo("no node was asked in the end what was received under key k (final-received)");
        end("n1", "a");
        end("n2", "a");
        key = "l";
        send("b");
        end("n1", "b");
        assertThat(check(Deliveries.EXACTLY_ONCE).reason())
                .isEqualTo("n2, asked about others, was not asked in the end what was received under key l"
                        + " (final-received)");
        operation("final-received", "n2", Event.Type.FAIL, "n2");
        Verdict silent = check(Deliveries.EXACTLY_ONCE);
        assertThat(silent.status()).isEqualTo(Verdict.Status.UNKNOWN);
        assertThat(silent.reason()).isEqualTo("n2 did not answer in the end what was received under key l");

        key = "m";
        send("c");
        end("n1");
        assertThat(reason(Deliveries.EXACTLY_ONCE)).contains("\"c\" was sent under key m");
    }

    @Test
    void aNodeThatSaysHowManyLettersItCountedCountedEach() {
        send("a");
        operation("final-received", "n1", Event.Type.OK, List.of(List.of("a"), 1));
        assertValid(Deliveries.EXACTLY_ONCE, Deliveries.AT_MOST_ONCE);

        operation("final-received", "n2", Event.Type.OK, List.of(List.of("a"), 0));
        assertValid(Deliveries.AT_MOST_ONCE);
        assertThat(reason(Deliveries.EXACTLY_ONCE))
                .isEqualTo("not all letters are counted: under key k, n2 has 1 and counted 0");
    }

    @Test
    void anotherHistoryIsRefused() {
        send("a");
        send("a");
        assertThatThrownBy(() -> check(Deliveries.EXACTLY_ONCE))
                .isInstanceOf(ModelMismatchException.class)
                .hasMessageContaining("event 2 sends \"a\" under key k, as event 0 did");
    }

    @Test
    void anAnswerThatNamesNoPlaceIsRefusedWhereOrderIsPromised() {
        for (Object result : Arrays.asList("elsewhere", List.of("n1"), List.of("n1", "one"))) {
            key = result.toString();
            operation("send", "a", Event.Type.OK, result);
            end("n1", "a");
            assertThatThrownBy(() -> check(Deliveries.EXACTLY_ONCE_IN_ORDER))
                    .isInstanceOf(ModelMismatchException.class)
                    .hasMessageContaining("neither nil, nor the letter, nor a list of a channel and a number");
        }
        key = "other";
        operation("write", "a", Event.Type.OK, "a");
        assertThatThrownBy(() -> check(Deliveries.AT_LEAST_ONCE)).hasMessageContaining("is of the function write");
    }

    @Test
    void whatOneNodeHasAnotherMayLackWhereEachIsJudgedForItself() {
        send("a");
        send("b");
        end("n1", "a", "b");
        end("n2", "b");
        assertValid(Deliveries.AT_MOST_ONCE_EACH);

        end("n3", "b", "b");
        assertThat(reason(Deliveries.AT_MOST_ONCE_EACH)).startsWith("a letter is there twice");
    }
}
