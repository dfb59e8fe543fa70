package dsc.workbench.client;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.client.Attempts.Outcome;
import dsc.workbench.history.Event;
import dsc.workbench.protocol.Argument;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.FinalRead;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Reply;
import org.junit.jupiter.api.Test;

class FinalReadResultsTest {

    private static Operations<Object> operations(FinalRead how) {
        return Operations.named("test")
                .query("read", Argument.KEY, (call, replyTo) -> call)
                .finalRead(how);
    }

    private static boolean alike(FinalRead how, Object... answers) {
        FinalReadResults results = new FinalReadResults();
        for (int at = 0; at < answers.length; at++) {
            results.put(new NodeId("n" + (at + 1)), Call.of("read", "x", null), Outcome.of(new Reply.Ok(answers[at])));
        }
        return results.alike(operations(how));
    }

    @Test
    void answersAreAlikeIfAllAreTheSame() {
        assertThat(alike(FinalRead.ALIKE, "1", "1", "1")).isTrue();
        assertThat(alike(FinalRead.ALIKE, "1", "2", "1")).isFalse();
        assertThat(alike(FinalRead.PER_NODE, "1", "2", "1")).isTrue();
    }

    @Test
    void nilIsAnAnswerLikeAnyOther() {
        assertThat(alike(FinalRead.ALIKE, null, null)).isTrue();
        assertThat(alike(FinalRead.ALIKE, null, "1")).isFalse();
        assertThat(alike(FinalRead.ALIKE, "1", null)).isFalse();
    }

    @Test
    void nilIsNoAnswerYetWhereThereHasToBeSomething() {
        assertThat(alike(FinalRead.ALIKE_NOT_NIL, null, null)).isFalse();
        assertThat(alike(FinalRead.ALIKE_NOT_NIL, "1", "1")).isTrue();
    }

    @Test
    void aNodeThatDoesNotAnswerIsAskedAgain() {
        FinalReadResults results = new FinalReadResults();
        results.put(new NodeId("n1"), Call.of("read", "x", null), new Outcome(Event.Type.INFO, null, "away"));

        assertThat(results.alike(operations(FinalRead.PER_NODE))).isFalse();
    }
}
