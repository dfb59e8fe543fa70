package dsc.concepts.foundations.consensus.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dsc.workbench.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What may leave before a step's events are durable, and what state they lead to. */
class StepTest {

    private final Step step = new Step(new DurableState(1, Optional.empty(), Log.EMPTY));
    private final List<String> done = new ArrayList<>();

    private static DurableState.Event append(String value) {
        return new DurableState.EntriesAppended(0, List.of(LoneServer.entry(1, value)));
    }

    @Test
    void entriesLeaveWhileTheyAreWrittenAndAnswersAfter() {
        step.persist(append("a"));
        step.afterwards(() -> done.add("answer"));
        step.ahead(() -> done.add("entries"));
        assertThat(done).isEmpty();
        step.releaseAhead();
        assertThat(done).containsExactly("entries");
        step.release();
        assertThat(done).containsExactly("entries", "answer");
    }

    /** Figure 2: term and vote are durable before anyone hears of them. */
    @Test
    void nothingLeavesAheadOfATermOrAVote() {
        step.persist(new DurableState.TermStarted(2));
        assertThatIllegalStateException().isThrownBy(() -> step.ahead(() -> {}));
        Step voting = new Step(DurableState.INITIAL);
        voting.persist(new DurableState.VoteCast(0, new NodeId("n1")));
        assertThatIllegalStateException().isThrownBy(() -> voting.ahead(() -> {}));
    }

    /** A server that is a majority by itself commits what it is still writing. */
    @Test
    void nothingLeavesAheadThatSaysThatItIsCommitted() {
        assertThat(step.mayGoAhead(1)).isTrue();
        step.persist(append("a"));
        assertThat(step.mayGoAhead(0)).isTrue();
        assertThat(step.mayGoAhead(1)).isFalse();
        Step voting = new Step(DurableState.INITIAL);
        voting.persist(new DurableState.VoteCast(0, new NodeId("n1")));
        assertThat(voting.mayGoAhead(0)).isFalse();
    }

    /** Pekko applies the events again: the outcome is the state that the handler saw, not another that equals it. */
    @Test
    void anEventOfTheStepIsAppliedOnce() {
        DurableState before = step.state();
        DurableState.Event event = append("a");
        step.persist(event);
        assertThat(step.apply(before, event)).isSameAs(step.state());
        DurableState.Event other = append("a");
        assertThat(step.apply(before, other)).isNotSameAs(step.state()).isEqualTo(step.state());
    }
}
