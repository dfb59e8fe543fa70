package dsc.concepts.foundations.consensus.multipaxos;

import dsc.concepts.foundations.consensus.Ballot;
import dsc.concepts.foundations.consensus.StateTransfer;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Wire;
import java.util.List;
import java.util.SortedMap;

/** What servers send each other. */
public sealed interface PeerMessage extends MultiPaxos.Message, Wire {

    /** Phase 1: asks for a promise for the whole log, and for the votes from index {@code first} on. */
    record Prepare(Ballot ballot, long first) implements PeerMessage {}

    /**
     * @param votes those from index {@code first} on, before {@code next}
     * @param next from where on there are more; 0 if that is all
     */
    record Promise(Ballot ballot, NodeId from, long first, SortedMap<Long, Vote> votes, long next)
            implements PeerMessage {}

    /** Promised, and {@code from} has an image up to {@code lastIndex} where it was asked for votes. */
    record PromiseWithImage(Ballot ballot, NodeId from, long lastIndex) implements PeerMessage {}

    /**
     * Phase 2, for the indexes from {@code first} on.
     *
     * @param commitIndex the last that the leader has executed
     */
    record Accept(Ballot ballot, long first, List<Command> commands, long commitIndex) implements PeerMessage {}

    record Accepted(Ballot ballot, NodeId from, long first, long last) implements PeerMessage {}

    /** @param promised the greater ballot for which {@code ballot} is refused */
    record Refused(Ballot ballot, Ballot promised) implements PeerMessage {}

    /**
     * @param round which the answer repeats, so that the leader knows that the node had promised no greater ballot when
     *     that round began
     */
    record Heartbeat(Ballot ballot, long commitIndex, long round) implements PeerMessage {}

    record HeartbeatAnswered(Ballot ballot, NodeId from, long round) implements PeerMessage {}

    /** Asks for what was chosen from index {@code first} on. */
    record AskChosen(NodeId from, long first) implements PeerMessage {}

    record Chosen(NodeId from, long first, List<Command> commands) implements PeerMessage {}

    record FetchImage(StateTransfer.Fetch what) implements PeerMessage {}

    record ImagePiece(StateTransfer.Piece what) implements PeerMessage {}
}
