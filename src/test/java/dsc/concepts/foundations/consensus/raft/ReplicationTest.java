package dsc.concepts.foundations.consensus.raft;

import static dsc.concepts.foundations.consensus.raft.LoneServer.N1;
import static dsc.concepts.foundations.consensus.raft.LoneServer.N2;
import static dsc.concepts.foundations.consensus.raft.LoneServer.N3;
import static dsc.concepts.foundations.consensus.raft.LoneServer.SETTINGS;
import static dsc.concepts.foundations.consensus.raft.LoneServer.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.foundations.consensus.KeyValueStore;
import dsc.concepts.foundations.consensus.raft.LoneServer.Sent;
import dsc.concepts.foundations.consensus.raft.Raft.AppendEntries;
import dsc.concepts.foundations.consensus.raft.Raft.AppendRefused;
import dsc.concepts.foundations.consensus.raft.Raft.Appended;
import dsc.concepts.foundations.consensus.raft.Raft.InstallSnapshot;
import dsc.concepts.foundations.consensus.raft.Raft.PeerMessage;
import dsc.concepts.foundations.consensus.raft.Raft.SnapshotChunkReceived;
import dsc.workbench.protocol.NodeId;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a leader sends to followers that lack something, one server and scripted followers (§5.3, §7). */
class ReplicationTest {

    @RegisterExtension
    static final TestSystem SYSTEM = new TestSystem();

    private final LoneServer server = new LoneServer(SYSTEM.kit());

    private void appended(NodeId follower, long matchIndex, long round) {
        server.receives(new Appended(server.term(), follower, matchIndex, round));
    }

    // Replication (§5.3)

    /** §5.3: the logs are compared from the hint on, and what the follower lacks follows. */
    @Test
    void goesBackToWhereTheFollowersLogEnds() {
        server.follows(1, 0, entry(1, "a"), entry(1, "b"), entry(1, "c"), entry(1, "d"));
        server.becomesLeader();
        server.receives(new AppendRefused(2, N3, 4, 2, 0));
        AppendEntries again = (AppendEntries) server.onlySentTo(N3);
        assertThat(again.previousIndex()).isEqualTo(1);
        assertThat(again.previousTerm()).isEqualTo(1);
        assertThat(again.entries()).containsExactly(entry(1, "b"), entry(1, "c"), entry(1, "d"));
        appended(N3, 4, 0);
        assertThat(((AppendEntries) server.onlySentTo(N3)).previousIndex()).isEqualTo(4);
    }

    /** One message at a time until the logs are known to match; from then on without waiting, up to the window. */
    @Test
    void pipelinesOnceTheLogsMatch() {
        server.becomesLeader();
        for (int value = 1; value <= 9; value++) {
            server.write("v" + value);
        }
        assertThat(server.sent()).isEmpty();
        appended(N2, 1, 0);
        List<PeerMessage> messages = server.sentTo(N2);
        assertThat(messages)
                .extracting(message -> ((AppendEntries) message).previousIndex())
                .containsExactly(1L, 4L);
        assertThat(messages)
                .extracting(message -> ((AppendEntries) message).entries().size())
                .containsExactly(3, 3);
        appended(N2, 4, 0);
        assertThat(((AppendEntries) server.onlySentTo(N2)).previousIndex()).isEqualTo(7);
    }

    /** A message that was lost shows when the next one, or a heartbeat, finds no predecessor. */
    @Test
    void sendsAgainWhatWasLost() {
        server.becomesLeaderFollowedByN2();
        server.write("lost");
        server.write("too early");
        server.sent();
        server.receives(new AppendRefused(1, N2, 2, 2, 0));
        AppendEntries again = (AppendEntries) server.onlySentTo(N2);
        assertThat(again.previousIndex()).isEqualTo(1);
        assertThat(again.entries()).containsExactly(entry(1, "lost"), entry(1, "too early"));
    }

    @Test
    void aHeartbeatLetsEveryFollowerKnow() {
        server.becomesLeaderFollowedByN2();
        server.heartbeatIsDue();
        assertThat(server.sent())
                .containsExactly(
                        new Sent(N2, new AppendEntries(1, N1, 1, 1, List.of(), 1, 0)),
                        // n3 has not answered yet: the message is repeated.
                        new Sent(N3, new AppendEntries(1, N1, 0, 0, List.of(new Entry(1, new Command.NoOp())), 1, 0)));
    }

    // Snapshots (§7)

    /** Makes the leader drop all of its first eleven entries, of which n3 has none. */
    private void compactsBeforeN3HasAnything() {
        server.becomesLeaderFollowedByN2();
        for (int value = 1; value <= 10; value++) {
            server.write("v" + value);
            appended(N2, value + 1, 0);
        }
        assertThat(server.number("snapshotIndex")).isEqualTo(10);
        server.sent();
    }

    /** Figure 13: piece by piece, each once the one before it has arrived; then the entries behind it. */
    @Test
    void sendsASnapshotToAFollowerThatNeedsWhatIsGone() {
        compactsBeforeN3HasAnything();
        server.heartbeatIsDue();
        ByteArrayOutputStream image = new ByteArrayOutputStream();
        InstallSnapshot chunk = (InstallSnapshot) server.onlySentTo(N3);
        while (!chunk.done()) {
            assertThat(chunk.offset()).isEqualTo(image.size());
            assertThat(chunk.data()).hasSize(SETTINGS.snapshotChunkBytes());
            image.writeBytes(chunk.data());
            server.receives(new SnapshotChunkReceived(1, N3, chunk.lastIndex(), image.size()));
            chunk = (InstallSnapshot) server.onlySentTo(N3);
        }
        image.writeBytes(chunk.data());
        assertThat(KeyValueStore.of(image.toByteArray(), LoneServer.SETTINGS.sessionsMax())
                        .get("k"))
                .isEqualTo("v9");
        assertThat(image.size()).isGreaterThan(SETTINGS.snapshotChunkBytes());
        appended(N3, chunk.lastIndex(), 0);
        AppendEntries rest = (AppendEntries) server.onlySentTo(N3);
        assertThat(rest.previousIndex()).isEqualTo(10);
        assertThat(rest.entries()).containsExactly(entry(1, "v10"));
    }

    @Test
    void sendsALostPieceAgainAtTheHeartbeatAndNoneTwiceForALateAnswer() {
        compactsBeforeN3HasAnything();
        server.heartbeatIsDue();
        server.receives(new SnapshotChunkReceived(1, N3, 10, 16));
        server.sent();
        server.heartbeatIsDue();
        assertThat(server.sentTo(N3))
                .filteredOn(InstallSnapshot.class::isInstance)
                .extracting(piece -> ((InstallSnapshot) piece).offset())
                .containsExactly(16);
        server.receives(new SnapshotChunkReceived(1, N3, 10, 16));
        assertThat(server.sentTo(N3)).isEmpty();
        server.receives(new SnapshotChunkReceived(1, N3, 4, 32));
        assertThat(server.sentTo(N3)).as("an answer to another snapshot").isEmpty();
    }

    /** The snapshot on its way stays the same one, whatever the leader compacts meanwhile. */
    @Test
    void finishesASnapshotThatALaterOneOvertook() {
        compactsBeforeN3HasAnything();
        server.heartbeatIsDue();
        for (int value = 11; value <= 21; value++) {
            server.write("v" + value);
            appended(N2, value + 1, 0);
        }
        assertThat(server.number("snapshotIndex")).isGreaterThan(10);
        server.sent();
        server.receives(new SnapshotChunkReceived(1, N3, 10, 16));
        InstallSnapshot second = (InstallSnapshot) server.onlySentTo(N3);
        assertThat(second.lastIndex()).isEqualTo(10);
        assertThat(second.offset()).isEqualTo(16);
        appended(N3, 10, 0);
        server.heartbeatIsDue();
        server.receives(new AppendRefused(1, N3, 11, 11, 0));
        assertThat(server.sentTo(N3)).last().isInstanceOf(InstallSnapshot.class);
    }
}
