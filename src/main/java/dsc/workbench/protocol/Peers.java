package dsc.workbench.protocol;

import java.util.List;

/**
 * The other nodes of a fixed group, addressed by id. A message may be lost, delayed or duplicated; whether a peer is
 * alive is the protocol's business to find out.
 *
 * @param <M> the protocol's messages
 */
public interface Peers<M> {

    /** Everyone in the group but this node, in the order of their ids. */
    List<NodeId> others();

    /** Sends {@code message} to the same protocol's actor on {@code to}, at most once, without confirmation. */
    void tell(NodeId to, M message);
}
