package dsc.concepts.foundations.consensus.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dsc.concepts.foundations.consensus.raft.DurableState.EntriesAppended;
import dsc.concepts.foundations.consensus.raft.DurableState.LogCompacted;
import dsc.concepts.foundations.consensus.raft.DurableState.TermStarted;
import dsc.concepts.foundations.consensus.raft.DurableState.VoteCast;
import dsc.workbench.protocol.NodeId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a server remembers, as a value (figure 2, "Persistent state on all servers"). */
class DurableStateTest {

    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");

    private static DurableState after(DurableState.Event... events) {
        DurableState state = DurableState.INITIAL;
        for (DurableState.Event event : events) {
            state = state.apply(event);
        }
        return state;
    }

    @Test
    void termsOnlyGrow() {
        assertThat(after(new TermStarted(3)).term()).isEqualTo(3);
        assertThatIllegalArgumentException().isThrownBy(() -> after(new TermStarted(3), new TermStarted(3)));
        assertThatIllegalArgumentException().isThrownBy(() -> after(new TermStarted(3), new TermStarted(2)));
        assertThatIllegalArgumentException().isThrownBy(() -> new DurableState(-1, Optional.empty(), Log.EMPTY));
    }

    @Test
    void aNewTermIsWithoutAVote() {
        assertThat(after(new TermStarted(1), new VoteCast(1, N1), new TermStarted(2))
                        .votedFor())
                .isEmpty();
    }

    /** §5.2. */
    @Test
    void oneVoteATerm() {
        DurableState voted = after(new TermStarted(1), new VoteCast(1, N1));
        assertThat(voted.votedFor()).contains(N1);
        assertThat(voted.apply(new VoteCast(1, N1))).isEqualTo(voted);
        assertThatIllegalArgumentException().isThrownBy(() -> voted.apply(new VoteCast(1, N2)));
    }

    @Test
    void noVoteInAnotherTerm() {
        assertThatIllegalArgumentException().isThrownBy(() -> after(new TermStarted(2), new VoteCast(1, N1)));
        assertThatIllegalArgumentException().isThrownBy(() -> after(new TermStarted(2), new VoteCast(3, N1)));
    }

    @Test
    void noEntryOfATermThatHasNotBegun() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> after(new TermStarted(1), new EntriesAppended(0, List.of(LoneServer.entry(2, "v")))));
    }

    @Test
    void appendsAndCompactsTheLogAndKeepsTheVote() {
        Snapshot snapshot = new Snapshot(1, 1, Configuration.NONE, new byte[] {1});
        DurableState state = after(
                new TermStarted(1),
                new VoteCast(1, N1),
                new EntriesAppended(0, List.of(LoneServer.entry(1, "a"), LoneServer.entry(1, "b"))),
                new EntriesAppended(1, List.of(LoneServer.entry(1, "c"))),
                new LogCompacted(snapshot));
        assertThat(state)
                .isEqualTo(new DurableState(1, Optional.of(N1), new Log(snapshot, List.of(LoneServer.entry(1, "c")))));
    }
}
