package dsc.workbench.client;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.client.Attempts.Next;
import dsc.workbench.client.Attempts.Outcome;
import dsc.workbench.history.Event;
import dsc.workbench.protocol.Argument;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Operation;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttemptsTest {

    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");
    private static final Operations<String> OPERATIONS = Operations.<String>named("register")
            .query("read", Argument.KEY, (call, replyTo) -> "read")
            .update("write", Argument.KEY, Argument.TEXT, (call, replyTo) -> "write");
    private static final Operation<?> WRITE = OPERATIONS.get("write");
    private static final Operation<?> READ = OPERATIONS.get("read");

    private static Attempts attempts(Operation<?> operation, boolean mayRepeat) {
        return new Attempts(List.of(N1, N2, N3), N1, operation, mayRepeat);
    }

    private static Next redirect(Attempts attempts, NodeId leader) {
        return attempts.onReply(new Reply.Redirect(Optional.ofNullable(leader)));
    }

    private static Next atOnce(NodeId node) {
        return new Next.Ask(node, Duration.ZERO);
    }

    private static Next later(NodeId node) {
        return later(node, 25);
    }

    private static Next later(NodeId node, int millis) {
        return new Next.Ask(node, Duration.ofMillis(millis));
    }

    @Test
    void aFinalAnswerEndsTheOperation() {
        assertThat(attempts(READ, true).onReply(new Reply.Ok("1")))
                .isEqualTo(new Next.Done(new Outcome(Event.Type.OK, "1", null)));
        assertThat(attempts(WRITE, true).onReply(new Reply.Failed("mismatch")))
                .isEqualTo(new Next.Done(new Outcome(Event.Type.FAIL, null, "mismatch")));
        assertThat(attempts(WRITE, true).onReply(new Reply.Lost("session 3 was forgotten")))
                .isEqualTo(new Next.Done(new Outcome(Event.Type.INFO, null, "session 3 was forgotten")));
    }

    @Test
    void withoutAHintItGoesFromNodeToNode() {
        Attempts attempts = attempts(WRITE, true);
        assertThat(attempts.asked()).isEqualTo(N1);
        assertThat(redirect(attempts, null)).isEqualTo(later(N2));
        assertThat(attempts.onUnreachable()).isEqualTo(later(N3, 50));
        assertThat(attempts.onNoAnswer()).isEqualTo(later(N1, 100));
        assertThat(attempts.asked()).isEqualTo(N1);
    }

    @Test
    void itWaitsLongerAndLongerUpToABound() {
        Attempts attempts = attempts(WRITE, true);
        for (int millis : List.of(25, 50, 100, 200, 200, 200)) {
            assertThat(attempts.onUnreachable())
                    .isInstanceOfSatisfying(
                            Next.Ask.class, next -> assertThat(next.backoff()).hasMillis(millis));
        }
    }

    @Test
    void itFollowsAHintAtOnce() {
        Attempts attempts = attempts(WRITE, true);
        assertThat(redirect(attempts, N3)).isEqualTo(atOnce(N3));
        assertThat(attempts.asked()).isEqualTo(N3);
    }

    @Test
    void aNodeThatNamesItselfIsNoHint() {
        assertThat(redirect(attempts(WRITE, true), N1)).isEqualTo(later(N2));
    }

    /** Otherwise two nodes that name each other would keep it going round without a pause. */
    @Test
    void itFollowsOnlyEverySecondHint() {
        Attempts attempts = attempts(WRITE, true);
        assertThat(redirect(attempts, N2)).isEqualTo(atOnce(N2));
        assertThat(redirect(attempts, N1)).isEqualTo(later(N3));
        assertThat(redirect(attempts, N1)).isEqualTo(atOnce(N1));
    }

    @Test
    void afterAnAnswerThatNamesNobodyItFollowsAHintAgain() {
        Attempts attempts = attempts(WRITE, true);
        assertThat(redirect(attempts, N2)).isEqualTo(atOnce(N2));
        assertThat(attempts.onReply(new Reply.Unknown("the leader stepped down")))
                .isEqualTo(later(N3));
        assertThat(redirect(attempts, N1)).isEqualTo(atOnce(N1));

        assertThat(redirect(attempts, null)).isEqualTo(later(N2, 50));
        assertThat(redirect(attempts, N1)).isEqualTo(atOnce(N1));
    }

    @Test
    void withASessionItAsksAgainWhenTheOutcomeIsUnknown() {
        Attempts attempts = attempts(WRITE, true);
        assertThat(attempts.onReply(new Reply.Unknown("the leader stepped down")))
                .isEqualTo(later(N2));
        assertThat(attempts.onNoAnswer()).isEqualTo(later(N3, 50));
        assertThat(attempts.onReply(new Reply.Ok("1"))).isEqualTo(new Next.Done(new Outcome(Event.Type.OK, "1", null)));
    }

    @Test
    void withoutASessionAnUnknownOutcomeIsFinal() {
        assertThat(attempts(WRITE, false).onReply(new Reply.Unknown("the leader stepped down")))
                .isEqualTo(new Next.Done(new Outcome(Event.Type.INFO, null, "n1: the leader stepped down")));
        assertThat(attempts(WRITE, false).onNoAnswer())
                .isEqualTo(new Next.Done(new Outcome(Event.Type.INFO, null, "n1 did not answer")));
    }

    @Test
    void withoutASessionARedirectionOrAnUnreachableNodeIsNotFinal() {
        assertThat(redirect(attempts(WRITE, false), N2)).isEqualTo(atOnce(N2));
        assertThat(attempts(WRITE, false).onUnreachable()).isEqualTo(later(N2));
    }

    /** A node that did not answer should not be the first to be asked the next time as well. */
    @Test
    void theNextOperationBeginsWithAnotherNode() {
        Attempts attempts = attempts(WRITE, false);
        attempts.onNoAnswer();
        assertThat(attempts.asked()).isEqualTo(N2);
    }

    @Test
    void aReadWithoutAnAnswerDidNotHappen() {
        assertThat(attempts(READ, false).onNoAnswer())
                .isEqualTo(new Next.Done(new Outcome(Event.Type.FAIL, null, "n1 did not answer")));
    }

    @Test
    void aWriteThatReachedNobodyFailed() {
        Attempts attempts = attempts(WRITE, true);
        assertThat(attempts.giveUp()).isEqualTo(new Outcome(Event.Type.FAIL, null, "nobody could be asked"));
        attempts.onUnreachable();
        assertThat(attempts.giveUp()).isEqualTo(new Outcome(Event.Type.FAIL, null, "n1 cannot be reached"));
        redirect(attempts, null);
        assertThat(attempts.giveUp()).isEqualTo(new Outcome(Event.Type.FAIL, null, "n2 does not lead"));
    }

    /** What was sent may have taken effect, whatever others said later. */
    @Test
    void aWriteThatMayHaveHappenedEndsUnknown() {
        Attempts attempts = attempts(WRITE, true);
        attempts.onNoAnswer();
        attempts.onUnreachable();
        assertThat(attempts.giveUp()).isEqualTo(new Outcome(Event.Type.INFO, null, "n2 cannot be reached"));
    }

    /** Two operations of one process never overlap: one that may be under way for ever is its last. */
    @Test
    void aClientThatDoesNotKnowWhatItDidGoesOnAsAnotherProcess() {
        assertThat(Outcome.of(new Reply.Ok("1")).endsProcess()).isFalse();
        assertThat(Outcome.of(new Reply.Failed("mismatch")).endsProcess()).isFalse();
        assertThat(Outcome.of(new Reply.Lost("session 3 was forgotten")).endsProcess())
                .isTrue();
        assertThat(attempts(WRITE, false).giveUp().endsProcess())
                .as("nobody was asked")
                .isFalse();
    }
}
