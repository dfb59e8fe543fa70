package dsc.concepts.foundations.consensus.zab;

import dsc.concepts.foundations.consensus.LogOptions;
import dsc.concepts.foundations.consensus.zab.PeerMessage.AckEpoch;
import dsc.concepts.foundations.consensus.zab.PeerMessage.AckNewLeader;
import dsc.concepts.foundations.consensus.zab.PeerMessage.AskHistory;
import dsc.concepts.foundations.consensus.zab.PeerMessage.Cepoch;
import dsc.concepts.foundations.consensus.zab.PeerMessage.Elected;
import dsc.concepts.foundations.consensus.zab.PeerMessage.NewEpoch;
import dsc.concepts.foundations.consensus.zab.PeerMessage.NewLeader;
import dsc.workbench.protocol.NodeId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A prospective leader: discovery, then synchronization. It is a follower of itself as well, and waits for its own
 * answers as for those of the others.
 */
final class Prospect implements Role {

    private final NodeId self;
    private final int majority;
    private final LogOptions options;
    private final BiConsumer<NodeId, PeerMessage> peers;

    /** The epochs that those who follow had accepted. */
    private final Map<NodeId, Long> followers = new HashMap<>();

    private final Map<NodeId, AckEpoch> accepted = new HashMap<>();
    private final Map<NodeId, Zxid> synchronizedTo = new HashMap<>();

    /** 0 until a majority follows. */
    private long epoch;

    /** The follower with the best history; null until a majority has accepted the epoch. */
    private NodeId source;

    private boolean hasHistory;

    /** @param peers sends a message to a node, which may be this one */
    Prospect(NodeId self, int majority, LogOptions options, BiConsumer<NodeId, PeerMessage> peers) {
        this.self = self;
        this.majority = majority;
        this.options = options;
        this.peers = peers;
    }

    /** Which it is going to lead; 0 as long as that is not known. */
    long epoch() {
        return epoch;
    }

    /**
     * Discovery: a node follows. The epoch is greater than any that a majority has accepted.
     *
     * @param greatestEpoch the greatest that this server has heard of
     */
    void onCepoch(Cepoch cepoch, long greatestEpoch) {
        followers.put(cepoch.from(), cepoch.acceptedEpoch());
        if (epoch > 0) {
            peers.accept(cepoch.from(), new NewEpoch(self, epoch));
        } else if (followers.size() >= majority && followers.containsKey(self)) {
            long greatest =
                    followers.values().stream().max(Comparator.naturalOrder()).orElseThrow();
            epoch = Math.max(greatest, greatestEpoch) + 1;
            followers.keySet().forEach(follower -> peers.accept(follower, new NewEpoch(self, epoch)));
        }
    }

    /**
     * A node has accepted the epoch. Rule 4: the history with which it begins is the one of the greatest epoch, and in
     * that of the greatest zxid, among a majority.
     */
    void onAckEpoch(AckEpoch ack, State state) {
        accepted.put(ack.from(), ack);
        if (hasHistory) {
            synchronize(ack.from(), ack.ends(), state);
        } else if (source == null && accepted.size() >= majority && accepted.containsKey(self)) {
            AckEpoch best = accepted.values().stream()
                    .max(Comparator.comparing(AckEpoch::credentials))
                    .orElseThrow();
            if (accepted.get(self).credentials().compareTo(best.credentials()) < 0) {
                source = best.from();
                askHistory(state);
            } else {
                source = self;
                begin(state);
            }
        }
    }

    /** Whether {@code node} is to be asked for the history with which the epoch begins. */
    boolean takesFrom(NodeId node) {
        return !hasHistory && node.equals(source);
    }

    /** Asks for what is lacking of the history that is taken over. */
    void askHistory(State state) {
        peers.accept(source, new AskHistory(self, epoch, state.ends()));
    }

    /** Synchronization: the history is durable here, and is brought to those that have accepted the epoch. */
    void begin(State state) {
        hasHistory = true;
        accepted.values()
                .forEach(ack -> synchronize(ack.from(), ack.from().equals(self) ? state.ends() : ack.ends(), state));
    }

    private void synchronize(NodeId follower, List<Zxid> ends, State state) {
        peers.accept(follower, new NewLeader(self, epoch, state.lackedBy(ends, options)));
    }

    /**
     * A node has the history, durably, and has entered the epoch.
     *
     * @return whether a majority has, this one among them
     */
    boolean isEstablishedBy(AckNewLeader ack) {
        synchronizedTo.put(ack.from(), ack.last());
        return synchronizedTo.size() >= majority && synchronizedTo.containsKey(self);
    }

    /** The nodes that have the history, with its end. */
    Map<NodeId, Zxid> synchronizedTo() {
        return synchronizedTo;
    }

    /** Goes on with what was not answered. */
    void onTick(Collection<NodeId> group, State state) {
        if (source != null && !hasHistory) {
            askHistory(state);
        }
        Elected elected = new Elected(self, epoch, state.credentials());
        group.stream()
                .filter(member -> !synchronizedTo.containsKey(member))
                .forEach(member -> peers.accept(member, elected));
    }
}
