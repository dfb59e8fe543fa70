package dsc.concepts.foundations.consensus.zab;

import dsc.concepts.foundations.consensus.StateTransfer;
import dsc.concepts.foundations.consensus.zab.Entry.RequestId;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Wire;
import java.util.Comparator;
import java.util.List;

/** What servers send each other, in the order of the phases. */
public sealed interface PeerMessage extends Zab.Message, Wire {

    /**
     * How far a history goes: the one with the greatest epoch, and in that the greatest zxid, lacks nothing committed.
     */
    record Credentials(long currentEpoch, Zxid last) implements Wire, Comparable<Credentials> {

        private static final Comparator<Credentials> ORDER =
                Comparator.comparingLong(Credentials::currentEpoch).thenComparing(Credentials::last);

        @Override
        public int compareTo(Credentials other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * A part of a history.
     *
     * @param after the last change in common; what the receiver has after it is cut off
     * @param isImage whether nothing is in common, and the receiver has to fetch the image up to {@code after} first
     * @param end the last change of the history, which may be beyond the last of {@code entries}
     */
    record Part(Zxid after, boolean isImage, List<Entry> entries, Zxid end) implements Wire {}

    /** The oracle: asks for support to become the prospective leader. */
    record Candidacy(NodeId from, long attempt, Credentials credentials) implements PeerMessage {}

    record Supported(NodeId from, long attempt) implements PeerMessage {}

    /**
     * Says that {@code from} is a prospective leader, or leads.
     *
     * @param epoch of which; 0 as long as it has none
     */
    record Elected(NodeId from, long epoch, Credentials credentials) implements PeerMessage {}

    /** Discovery: {@code from} follows, and has accepted no greater epoch. */
    record Cepoch(NodeId from, long acceptedEpoch) implements PeerMessage {}

    record NewEpoch(NodeId from, long epoch) implements PeerMessage {}

    /**
     * Accepted.
     *
     * @param currentEpoch of {@code from}, before
     * @param ends the last change of each epoch in its history
     */
    record AckEpoch(NodeId from, long epoch, long currentEpoch, List<Zxid> ends) implements PeerMessage {

        Credentials credentials() {
            return new Credentials(currentEpoch, ends.getLast());
        }
    }

    /** {@code from} has accepted another epoch, {@code accepted}, which is not less. */
    record EpochRefused(NodeId from, long epoch, long accepted) implements PeerMessage {}

    /** The prospective leader asks the server with the best history for what it lacks itself. */
    record AskHistory(NodeId from, long epoch, List<Zxid> ends) implements PeerMessage {}

    record History(NodeId from, long epoch, Part part) implements PeerMessage {}

    /** Synchronization: what the follower lacks of the history with which the epoch begins. */
    record NewLeader(NodeId from, long epoch, Part part) implements PeerMessage {}

    /** The history is durable, then the epoch; {@code last} is its end. */
    record AckNewLeader(NodeId from, long epoch, Zxid last) implements PeerMessage {}

    /** @param oldest the number of the oldest request that the origin still has to answer */
    record Request(long epoch, RequestId id, long oldest, Command command) implements PeerMessage {}

    /** Broadcast, of changes without a gap between them. */
    record Propose(NodeId from, long epoch, List<Entry> entries, Zxid committed) implements PeerMessage {}

    /** Rule 7: {@code from} has all up to {@code last}, durably. */
    record Ack(NodeId from, long epoch, Zxid last) implements PeerMessage {}

    /**
     * Rule 7: all up to {@code committed} is. The first of an epoch says that a majority is synchronized, as
     * ZooKeeper's UPTODATE does; the others are its heartbeats as well.
     */
    record Commit(NodeId from, long epoch, Zxid committed) implements PeerMessage {}

    record FetchImage(StateTransfer.Fetch what) implements PeerMessage {}

    record ImagePiece(StateTransfer.Piece what) implements PeerMessage {}
}
