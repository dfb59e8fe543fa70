package dsc.workbench.cluster;

import dsc.workbench.links.SentTraffic;
import dsc.workbench.protocol.NodeId;

/**
 * A peer's message on the wire.
 *
 * @param from the sender
 * @param incarnation the sender's start, so that a restarted sender's numbers are told from its earlier ones
 * @param number of the message on this link, from 1
 * @param message the protocol's message
 */
record Envelope(NodeId from, long incarnation, long number, Object message) implements SentTraffic.Carrier {

    @Override
    public boolean carriesProtocol() {
        return !(message instanceof LinkProbe);
    }
}
