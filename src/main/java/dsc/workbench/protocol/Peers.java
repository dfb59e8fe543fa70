package dsc.workbench.protocol;

import java.util.List;

/**
 * The other nodes, addressed by id. A message may be lost, delayed or duplicated; whether a peer is alive, and in the
 * group, is the protocol's business to find out.
 *
 * @param <M> the protocol's messages
 */
public interface Peers<M> {

    /** Everyone but this node whose address is known, in the order of their ids; there may be more of them later. */
    List<NodeId> others();

    /** Sends {@code message} to the same protocol's actor on {@code to}, at most once, without confirmation. */
    void tell(NodeId to, M message);
}
