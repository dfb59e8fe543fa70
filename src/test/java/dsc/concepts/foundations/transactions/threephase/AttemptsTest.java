package dsc.concepts.foundations.transactions.threephase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.concepts.foundations.transactions.Change;
import dsc.concepts.foundations.transactions.Outcome;
import dsc.concepts.foundations.transactions.TransactionId;
import dsc.concepts.foundations.transactions.threephase.ThreePhase.State;
import dsc.concepts.foundations.transactions.threephase.ThreePhaseState.Decided;
import dsc.concepts.foundations.transactions.threephase.ThreePhaseState.Doubt;
import dsc.concepts.foundations.transactions.threephase.ThreePhaseState.Elected;
import dsc.concepts.foundations.transactions.threephase.ThreePhaseState.PreDecided;
import dsc.concepts.foundations.transactions.threephase.ThreePhaseState.Prepared;
import dsc.concepts.foundations.transactions.threephase.ThreePhaseState.Tried;
import dsc.workbench.protocol.NodeId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What sites are bound to, what they have tried, and what follows (Keidar and Dolev 1998). */
class AttemptsTest {

    private static final TransactionId TRANSACTION = TransactionId.of("n1.1.1");
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");
    private static final List<NodeId> SITES = List.of(N1, N2, N3);
    private static final Attempt FIRST = Attempt.first(TRANSACTION);
    private static final Attempt SECOND = new Attempt(2, N3);
    private static final Attempt THIRD = new Attempt(3, N2);
    private static final List<Change> CHANGES = List.of(new Change("alice", -10, "bob", "r1"));

    private static final ThreePhaseState IN_DOUBT =
            ThreePhaseState.EMPTY.after(new Prepared(TRANSACTION, TRANSACTION, SITES, CHANGES));

    private static State state(NodeId from, Attempt tried, Outcome outcome) {
        return new State(TRANSACTION, from, THIRD, Optional.of(new Tried(tried, outcome)), false);
    }

    @Test
    void theGreatestLastAttemptIsTriedAgain() {
        State committing = state(N1, FIRST, Outcome.COMMITTED);
        State aborting = state(N2, SECOND, Outcome.ABORTED);
        State unsure = new State(TRANSACTION, N3, THIRD, Optional.empty(), false);
        assertThat(Termination.greatest(List.of(committing, aborting))).isEqualTo(Outcome.ABORTED);
        assertThat(Termination.greatest(List.of(aborting, committing))).isEqualTo(Outcome.ABORTED);
        assertThat(Termination.greatest(List.of(unsure, committing))).isEqualTo(Outcome.COMMITTED);
        assertThat(Termination.greatest(List.of(unsure))).isEqualTo(Outcome.ABORTED);
    }

    @Test
    void toBeBoundIsNotToTry() {
        Doubt doubt = IN_DOUBT.after(new PreDecided(TRANSACTION, FIRST, Outcome.COMMITTED))
                .after(new Elected(TRANSACTION, SECOND))
                .inDoubt()
                .get(TRANSACTION);
        assertThat(doubt.lastElected()).isEqualTo(SECOND);
        assertThat(doubt.lastAttempt()).contains(new Tried(FIRST, Outcome.COMMITTED));
        assertThatThrownBy(() -> new Doubt(SITES, CHANGES, FIRST, Optional.of(new Tried(SECOND, Outcome.ABORTED))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(" is after ");
    }

    @Test
    void withoutQuorumsOnePreCommitIsEnough() {
        State unsure = new State(TRANSACTION, N3, THIRD, Optional.empty(), false);
        assertThat(Termination.any(List.of(unsure, state(N1, FIRST, Outcome.COMMITTED))))
                .isEqualTo(Outcome.COMMITTED);
        assertThat(Termination.any(List.of(unsure))).isEqualTo(Outcome.ABORTED);
    }

    @Test
    void aDecisionPostsOrReleasesAndRemembersWhatWasTried() {
        ThreePhaseState tried = IN_DOUBT.after(new PreDecided(TRANSACTION, FIRST, Outcome.COMMITTED));
        ThreePhaseState committed = tried.after(new Decided(TRANSACTION, null, Outcome.COMMITTED, SITES));
        assertThat(committed.accounts().of("alice").balance()).isEqualTo(90);
        assertThat(committed.accounts().locks()).isEmpty();
        assertThat(committed.untold()).containsEntry(TRANSACTION, SITES);
        assertThat(committed.endings().get(TRANSACTION).lastAttempt()).contains(new Tried(FIRST, Outcome.COMMITTED));
        ThreePhaseState aborted = tried.after(new Decided(TRANSACTION, null, Outcome.ABORTED, List.of()));
        assertThat(aborted.accounts().of("alice").balance()).isEqualTo(100);
        assertThat(aborted.accounts().locks()).isEmpty();
    }

    @Test
    void whatIsBeforeTheHorizonWasAbortedForSitesInDoubt() {
        TransactionId next = TransactionId.of("n1.1.2");
        ThreePhaseState later = ThreePhaseState.EMPTY.after(new Prepared(next, next, SITES, CHANGES));
        assertThat(later.outcome(TRANSACTION)).contains(Outcome.ABORTED);
        assertThat(later.outcome(TransactionId.of("n1.1.3"))).isEmpty();
    }

    @Test
    void noTwoNodesHaveAnAttemptInCommon() {
        assertThat(new Attempt(2, N2).isBefore(SECOND)).isTrue();
        assertThat(SECOND.isBefore(THIRD)).isTrue();
        assertThatThrownBy(() -> new Attempt(0, N1)).isInstanceOf(IllegalArgumentException.class);
    }
}
