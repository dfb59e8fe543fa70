package dsc.workbench.nodes;

import dsc.workbench.faults.Controls.FaultFailedException;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Asks the leader of a cluster's group, whichever node that is by then, to change the group or to hand over. */
public final class GroupChanges {

    private static final Duration TRANSFER_TIMEOUT = Duration.ofSeconds(6);
    private static final Duration REMOVE_TIMEOUT = Duration.ofSeconds(10);

    /** A server that comes back into the group first catches up. */
    private static final Duration ADD_TIMEOUT = Duration.ofSeconds(30);

    /** A leader that has not been elected by then will not be soon: too many servers are away. */
    private static final Duration LEADERLESS_TIMEOUT = Duration.ofSeconds(10);

    private final LocalCluster cluster;

    GroupChanges(LocalCluster cluster) {
        this.cluster = cluster;
    }

    /** Makes the leader hand over to {@code target}, or to another if it leads itself; returns who leads then. */
    public NodeId transferLeadership(NodeId target) throws FaultFailedException, InterruptedException {
        long deadline = System.nanoTime() + TRANSFER_TIMEOUT.toNanos();
        NodeId before = null;
        while (System.nanoTime() < deadline) {
            Optional<NodeId> leader = cluster.leader();
            if (leader.isPresent() && before != null && !leader.get().equals(before)) {
                return leader.get();
            }
            if (leader.isPresent()) {
                before = leader.get();
                askLeader(
                        before, Call.of(Call.TRANSFER_LEADERSHIP, null, target.equals(before) ? null : target.value()));
            }
            Thread.sleep(100);
        }
        throw new FaultFailedException(before == null ? "there was no leader to hand over" : before + " still leads");
    }

    /** Has the leader take {@code node}, itself maybe, out of the group; returns who is left once that is decided. */
    public List<NodeId> removeServer(NodeId node) throws FaultFailedException, InterruptedException {
        return changeGroup(node, false, REMOVE_TIMEOUT);
    }

    /** Has the leader take {@code node} into the group; returns who is in it once that is decided. */
    public List<NodeId> addServer(NodeId node) throws FaultFailedException, InterruptedException {
        return changeGroup(node, true, ADD_TIMEOUT);
    }

    /** Asks the leader, until one says that it is decided: leaders change meanwhile, and a change may be lost. */
    private List<NodeId> changeGroup(NodeId node, boolean into, Duration timeout)
            throws FaultFailedException, InterruptedException {
        Call change = Call.of(into ? Call.ADD_SERVER : Call.REMOVE_SERVER, null, node.value());
        long deadline = System.nanoTime() + timeout.toNanos();
        long leaderlessDeadline = System.nanoTime() + LEADERLESS_TIMEOUT.toNanos();
        String last = "there was no leader to ask";
        while (System.nanoTime() < Math.min(deadline, leaderlessDeadline)) {
            Optional<NodeId> leader = cluster.leader();
            if (leader.isPresent()) {
                leaderlessDeadline = System.nanoTime() + LEADERLESS_TIMEOUT.toNanos();
            }
            Optional<List<NodeId>> group = leader.isPresent() ? group(leader.get()) : Optional.empty();
            if (group.isPresent()) {
                if (group.get().contains(node) == into) {
                    return group.get();
                }
                last = leader.get() + " leads, with the group " + group.get();
                askLeader(leader.get(), change);
            }
            Thread.sleep(100);
        }
        throw new FaultFailedException(
                node + " could not be taken " + (into ? "into" : "out of") + " the group: " + last);
    }

    /** The group as the leader knows it; empty in protocols without one, while nobody leads, and while it changes. */
    public Optional<List<NodeId>> group() throws InterruptedException {
        Optional<NodeId> leader = cluster.leader();
        return leader.isPresent() ? group(leader.get()) : Optional.empty();
    }

    /** The group as {@code node} knows it, unless a change is open: what comes of that is to be awaited. */
    private Optional<List<NodeId>> group(NodeId node) throws InterruptedException {
        return cluster.state(node)
                .filter(state -> state.get(NodeView.NEXT_GROUP) == null)
                .map(state -> state.get(NodeView.GROUP))
                .filter(List.class::isInstance)
                .map(group -> ((List<?>) group)
                        .stream().map(id -> new NodeId(id.toString())).toList());
    }

    private void askLeader(NodeId leader, Call call) throws InterruptedException {
        try {
            cluster.client(leader).call(call, LocalCluster.CONTROL_TIMEOUT);
        } catch (IOException busy) {
            // Asked again soon.
        }
    }
}
