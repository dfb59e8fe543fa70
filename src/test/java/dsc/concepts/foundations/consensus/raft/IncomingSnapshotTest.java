package dsc.concepts.foundations.consensus.raft;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.foundations.consensus.raft.Raft.InstallSnapshot;
import dsc.workbench.protocol.NodeId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Putting a snapshot together (§7, figure 13). */
class IncomingSnapshotTest {

    private static final byte[] DATA = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};

    private static InstallSnapshot chunk(long term, long lastIndex, int from, int to) {
        return new InstallSnapshot(
                term,
                new NodeId("n1"),
                lastIndex,
                2,
                Configuration.NONE,
                from,
                Arrays.copyOfRange(DATA, from, to),
                to == DATA.length);
    }

    private static InstallSnapshot chunk(int from, int to) {
        return chunk(3, 20, from, to);
    }

    @Test
    void takesPieceAfterPiece() {
        IncomingSnapshot half = IncomingSnapshot.of(chunk(0, 4)).plus(chunk(0, 4));
        assertThat(half.size()).isEqualTo(4);
        assertThat(half.complete()).isFalse();
        IncomingSnapshot whole = half.plus(chunk(4, 10));
        assertThat(whole.complete()).isTrue();
        assertThat(whole.snapshot()).isEqualTo(new Snapshot(20, 2, Configuration.NONE, DATA));
    }

    @Test
    void ignoresWhatItHasAndWhatComesTooEarly() {
        IncomingSnapshot half = IncomingSnapshot.of(chunk(0, 4)).plus(chunk(0, 4));
        assertThat(half.plus(chunk(0, 4))).isSameAs(half);
        assertThat(half.plus(chunk(6, 10))).isSameAs(half);
        assertThat(IncomingSnapshot.of(chunk(6, 10)).plus(chunk(6, 10)).size()).isZero();
    }

    @Test
    void continuesOnlyWithTheSameLeadersSameSnapshot() {
        IncomingSnapshot begun = IncomingSnapshot.of(chunk(0, 4));
        assertThat(begun.continuesWith(chunk(4, 6))).isTrue();
        assertThat(begun.continuesWith(chunk(4, 20, 4, 6))).isFalse();
        assertThat(begun.continuesWith(chunk(3, 21, 4, 6))).isFalse();
    }

    /** Pieces in any order, each any number of times: whole once each came in its turn, and never wrong. */
    @Test
    void isWholeOrNotButNeverWrong() {
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<InstallSnapshot> chunks = new ArrayList<>();
            for (int from = 0; from < DATA.length; from += 3) {
                chunks.add(chunk(from, Math.min(from + 3, DATA.length)));
            }
            IncomingSnapshot incoming = IncomingSnapshot.of(chunks.getFirst());
            while (!incoming.complete()) {
                incoming = incoming.plus(chunks.get(random.nextInt(chunks.size())));
                assertThat(incoming.data()).as("seed %d", seed).isEqualTo(Arrays.copyOf(DATA, incoming.size()));
            }
            assertThat(incoming.snapshot().data()).as("seed %d", seed).isEqualTo(DATA);
        }
    }
}
