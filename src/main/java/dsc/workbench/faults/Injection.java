package dsc.workbench.faults;

import dsc.workbench.history.FaultNote;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Words;
import java.util.List;
import java.util.stream.Stream;

/**
 * A fault as it was carried out.
 *
 * @param description the nodes that it met, such as {@code n1 (leader) | n2 n3}
 * @param nodes the nodes it bore on
 * @param fromNanos when it began, in nanoseconds since the history began
 * @param toNanos when it was over; {@link Long#MAX_VALUE} while it is in force
 * @param confirmed whether its effect was seen
 * @param effect what was seen, or why nothing was
 */
public record Injection(
        Fault fault,
        String description,
        List<NodeId> nodes,
        long fromNanos,
        long toNanos,
        boolean confirmed,
        String effect) {

    /** The nodes that it hits; of a partial partition both, since neither side is the smaller one. */
    public List<NodeId> hit() {
        return fault.kind() == FaultKind.PARTIAL
                ? Stream.concat(nodes.stream(), fault.others().stream()).toList()
                : nodes;
    }

    public boolean inForce() {
        return toNanos == Long.MAX_VALUE;
    }

    /** Whether it is of that kind, and bears on {@code node}. */
    public boolean is(FaultKind kind, NodeId node) {
        return fault.kind() == kind && nodes.contains(node);
    }

    /**
     * What a history says of it.
     *
     * @param what that it begins or ended, in a few words
     * @param all the nodes of the cluster
     */
    public FaultNote note(String what, List<NodeId> all) {
        return new FaultNote(
                fault.kind().toString(),
                what,
                values(nodes),
                values(fault.linkFault().cut() ? fault.othersThan(nodes, all) : fault.others()),
                Words.of(fault.direction()));
    }

    private static List<String> values(List<NodeId> nodes) {
        return nodes.stream().map(NodeId::value).toList();
    }

    /** The same, over. */
    public Injection over(long atNanos, boolean confirmed, String effect) {
        return new Injection(fault, description, nodes, fromNanos, atNanos, confirmed, effect);
    }
}
