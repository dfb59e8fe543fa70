package dsc.workbench.faults;

/**
 * What a node counted on its links with one peer since it started.
 *
 * @param incarnation this node's start; a restarted node counts from 0 under another
 * @param sent the number of the last message sent to the peer, those lost on a cut link included
 * @param lost messages that fault injection lost on purpose
 * @param duplicated messages that it sent twice
 * @param delayed messages that it made wait
 * @param peerIncarnation the peer's start, as of its last message, or 0
 * @param received the number of the last message that arrived from the peer
 */
public record LinkReport(
        long incarnation, long sent, long lost, long duplicated, long delayed, long peerIncarnation, long received) {}
