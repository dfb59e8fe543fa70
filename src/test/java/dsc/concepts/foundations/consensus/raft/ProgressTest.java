package dsc.concepts.foundations.consensus.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a leader knows of a follower (figure 2, "Volatile state on leaders"). */
class ProgressTest {

    private static final Snapshot SNAPSHOT = new Snapshot(20, 2, Configuration.NONE, new byte[] {0, 1, 2, 3, 4});

    /** Figure 2: nextIndex "initialized to leader last log index + 1", matchIndex "initialized to 0". */
    @Test
    void beginsWithAnAssumption() {
        Progress progress = Progress.assumed(7, 99);
        assertThat(progress).isEqualTo(new Progress(8, 0, false, 99, 0, Optional.empty()));
    }

    @Test
    void whatIsNextIsBehindWhatMatches() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Progress(5, 5, false, 0, 0, Optional.empty()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Progress(5, -1, false, 0, 0, Optional.empty()));
    }

    @Test
    void anAcknowledgementLetsItPipeline() {
        Progress progress = Progress.assumed(7, 0).acknowledged(9);
        assertThat(progress.matchIndex()).isEqualTo(9);
        assertThat(progress.nextIndex()).isEqualTo(10);
        assertThat(progress.pipelining()).isTrue();
    }

    /** Nor does it take back what is in flight. */
    @Test
    void aLateAcknowledgementTakesNothingBack() {
        Progress progress = Progress.assumed(7, 0).acknowledged(9).sentUpTo(15).acknowledged(5);
        assertThat(progress.matchIndex()).isEqualTo(9);
        assertThat(progress.nextIndex()).isEqualTo(15);
    }

    @Test
    void aRefusalGoesBackButNotBehindWhatMatches() {
        Progress progress = Progress.assumed(7, 0).acknowledged(9).sentUpTo(15);
        assertThat(progress.refused(12).nextIndex()).isEqualTo(12);
        assertThat(progress.refused(12).pipelining()).isFalse();
        assertThat(progress.refused(3).nextIndex()).isEqualTo(10);
        assertThat(progress.refused(99).nextIndex()).isEqualTo(15);
    }

    @Test
    void hearsTheLatestRound() {
        Progress progress = Progress.assumed(7, 0).heard(5, 3).heard(6, 2);
        assertThat(progress.ackedNanos()).isEqualTo(6);
        assertThat(progress.ackedRound()).isEqualTo(3);
    }

    /** §7: while a snapshot is on its way, no entries are sent ahead; once it has arrived, they are. */
    @Test
    void sendsASnapshotUntilItHasArrived() {
        Progress sending = Progress.assumed(30, 0).acknowledged(4).sending(SNAPSHOT, 0);
        assertThat(sending.pipelining()).isFalse();
        assertThat(sending.acknowledged(19).sending()).isPresent();
        assertThat(sending.acknowledged(19).pipelining()).isFalse();
        assertThat(sending.acknowledged(20).sending()).isEmpty();
        assertThat(sending.acknowledged(20).pipelining()).isTrue();
        assertThat(sending.heard(1, 1).sending()).isEqualTo(sending.sending());
        assertThat(sending.refused(3).sending()).isEqualTo(sending.sending());
    }

    @Test
    void cutsASnapshotIntoPieces() {
        assertThat(new Progress.SnapshotTransfer(SNAPSHOT, 0).chunk(2)).containsExactly(0, 1);
        assertThat(new Progress.SnapshotTransfer(SNAPSHOT, 4).chunk(2)).containsExactly(4);
        assertThat(new Progress.SnapshotTransfer(SNAPSHOT, 2).lastChunk(2)).isFalse();
        assertThat(new Progress.SnapshotTransfer(SNAPSHOT, 3).lastChunk(2)).isTrue();
        assertThat(new Progress.SnapshotTransfer(SNAPSHOT, 0).lastChunk(5)).isTrue();
        assertThat(new Progress.SnapshotTransfer(Snapshot.EMPTY, 0).lastChunk(5))
                .isTrue();
    }

    /** Whatever arrives in whatever order, what matches never falls and what is next stays behind it. */
    @Test
    void whatMatchesNeverFalls() {
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Progress progress = Progress.assumed(random.nextInt(30), 0);
            for (int step = 0; step < 50; step++) {
                long before = progress.matchIndex();
                progress = switch (random.nextInt(4)) {
                    case 0 -> progress.acknowledged(random.nextInt(30));
                    case 1 -> progress.refused(random.nextInt(1, 31));
                    case 2 -> progress.sentUpTo(progress.nextIndex() + random.nextInt(5));
                    default -> progress.sending(SNAPSHOT, random.nextInt(5));
                };
                assertThat(progress.matchIndex()).as("seed %d", seed).isGreaterThanOrEqualTo(before);
                assertThat(progress.nextIndex()).as("seed %d", seed).isGreaterThan(progress.matchIndex());
            }
        }
    }
}
