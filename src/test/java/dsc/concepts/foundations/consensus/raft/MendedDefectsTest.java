package dsc.concepts.foundations.consensus.raft;

import static dsc.concepts.foundations.consensus.raft.LoneServer.N1;
import static dsc.concepts.foundations.consensus.raft.LoneServer.N2;
import static dsc.concepts.foundations.consensus.raft.LoneServer.N3;
import static dsc.concepts.foundations.consensus.raft.LoneServer.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dsc.concepts.foundations.consensus.raft.Raft.AppendEntries;
import dsc.concepts.foundations.consensus.raft.Raft.AppendRefused;
import dsc.concepts.foundations.consensus.raft.Raft.Appended;
import dsc.concepts.foundations.consensus.raft.Raft.InstallSnapshot;
import dsc.concepts.foundations.consensus.raft.Raft.PeerMessage;
import dsc.concepts.foundations.consensus.raft.Raft.SnapshotChunkReceived;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.Reply;
import java.util.Collections;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Cases that a review found wrong once: rare orders of messages, each with what followed from it. */
class MendedDefectsTest {

    @RegisterExtension
    static final TestSystem SYSTEM = new TestSystem();

    private final LoneServer server = new LoneServer(SYSTEM.kit());

    /**
     * Thesis, §6.4. n1 leads term 1, and its AppendEntries of round 1 is late. It leads term 2, too, when n3 gets that
     * message: n3's refusal is of term 2 and repeats round 1, so it was taken for n3's word on round 1 of term 2, which
     * has not begun. The leader then served its first read of term 2 alone; another leader's writes may be missing.
     */
    @Test
    void theRefusalOfAnEarlierTermsMessageConfirmsNoReadOfThisOne() {
        LoneServer n3 = new LoneServer(SYSTEM.kit(), N3, 3);
        n3.follows(2, 0);
        n3.receives(new AppendEntries(1, N1, 0, 0, List.of(), 0, 1));
        AppendRefused fromN3 = (AppendRefused) n3.onlySentTo(N1);

        server.follows(1, 0);
        server.becomesLeaderFollowedByN2();
        server.receives(fromN3);
        TestProbe<Reply> client = server.read("k");
        LoneServer.expectNothingFor(client);
    }

    /**
     * §7. The follower crashes when it has half a snapshot. It answers the next piece with "I have 0 bytes", which the
     * leader took for a late answer; it repeated the same piece for as long as it led.
     */
    @Test
    void aFollowerThatLostHalfASnapshotGetsItFromTheBeginning() {
        server.becomesLeaderFollowedByN2();
        for (int value = 1; value <= 10; value++) {
            server.write("v" + value);
            server.receives(new Appended(1, N2, value + 1, 0));
        }
        server.sent();
        server.heartbeatIsDue();
        InstallSnapshot first = (InstallSnapshot) server.onlySentTo(N3);
        server.receives(new SnapshotChunkReceived(1, N3, first.lastIndex(), first.data().length));
        server.sent();
        // n3 crashes here.
        server.heartbeatIsDue();
        server.receives(new SnapshotChunkReceived(1, N3, first.lastIndex(), 0));
        server.heartbeatIsDue();
        assertThat(server.sentTo(N3))
                .filteredOn(InstallSnapshot.class::isInstance)
                .extracting(message -> ((InstallSnapshot) message).offset())
                .contains(0);
    }

    /**
     * §5.3. n3's log agrees up to 4, entries 2 to 4 being of term 2, and ends with two more of term 2 that nobody else
     * has. The leader knows that 4 entries match; a message after that is lost, and n3 refuses the one behind it at the
     * first entry of the term of its own, 2. The leader took a hint below what matches for a late one, and repeated the
     * same message for as long as it led.
     */
    @Test
    void aConflictWhoseTermBeginsInTheMatchingPartIsResolved() {
        server.follows(2, 0, entry(1, "a"), entry(2, "b"), entry(2, "c"), entry(2, "d"));
        server.follows(3, 0, entry(3, "e"), entry(3, "f"), entry(3, "g"), entry(3, "h"));
        LoneServer n3 = new LoneServer(SYSTEM.kit(), N3, 3);
        n3.follows(2, 0, entry(1, "a"), entry(2, "b"), entry(2, "c"), entry(2, "d"), entry(2, "x"), entry(2, "y"));

        server.becomesLeader();
        boolean lost = false;
        for (int heartbeat = 0; heartbeat < 10; heartbeat++) {
            server.heartbeatIsDue();
            for (List<PeerMessage> out = server.sentTo(N3); !out.isEmpty(); out = server.sentTo(N3)) {
                for (PeerMessage message : out) {
                    if (!lost && message instanceof AppendEntries append && append.previousIndex() == 4) {
                        lost = true;
                    } else {
                        n3.receives(message);
                    }
                }
                n3.sentTo(N1).forEach(server::receives);
            }
        }
        assertThat(lost).isTrue();
        assertThat(n3.view().details()).containsEntry("lastIndex", 9L).containsEntry("lastTerm", 4L);
    }

    /**
     * A text with half a surrogate pair has no UTF-8, so no journal takes it: one such write and the leader restarted,
     * as did the next one when the client repeated it. In an image it would have come back as another text.
     */
    @Test
    void textsThatCannotBeWrittenAreRefused() {
        Call write = Call.of("write", "k", "\ud800");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RaftScenario()
                        .operations()
                        .message(write, SYSTEM.kit().<Reply>createTestProbe().getRef()));
    }

    /** {@link Command#sizeBytes()} promises an upper bound; a compare-and-set with large numbers takes 87 bytes. */
    @Test
    void aCommandTakesNoMoreBytesThanItSays() {
        Command command = new Command.CompareAndSet(Long.MAX_VALUE, Long.MAX_VALUE, "", "", "");
        Serialization serialization = SerializationExtension.get(SYSTEM.kit().system());
        int one = serialization.serialize(entries(command, 1)).get().length;
        int two = serialization.serialize(entries(command, 2)).get().length;
        assertThat(two - one).isLessThanOrEqualTo(command.sizeBytes());
    }

    private static AppendEntries entries(Command command, int count) {
        return new AppendEntries(1, N1, 0, 0, Collections.nCopies(count, new Entry(1, command)), 0, 0);
    }
}
