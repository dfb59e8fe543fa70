package dsc.workbench.nodes;

import dsc.workbench.faults.ClockReading;
import dsc.workbench.faults.Controls;
import dsc.workbench.faults.ErasedDisk;
import dsc.workbench.faults.LinkFault;
import dsc.workbench.faults.LinkReport;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What faults can be done to the nodes of a cluster: signals to their processes, requests to their endpoints. */
final class ClusterControls implements Controls {

    /**
     * Leaving is seen by all within a second; not by those that are cut off, which a leaving node does not wait for.
     */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

    private final LocalCluster cluster;

    ClusterControls(LocalCluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public List<NodeId> nodes() {
        return cluster.nodes();
    }

    @Override
    public boolean isRunning(NodeId node) {
        return cluster.isRunning(node);
    }

    @Override
    public Optional<NodeId> leader() throws InterruptedException {
        return cluster.leader();
    }

    @Override
    public void restart(List<NodeId> nodes) throws FaultFailedException, InterruptedException {
        cluster.restart(nodes);
    }

    @Override
    public int kill(NodeId node) throws FaultFailedException, InterruptedException {
        cluster.awaitBack(node);
        return cluster.process(node).kill();
    }

    @Override
    public ErasedDisk eraseDisk(NodeId node) throws FaultFailedException, InterruptedException {
        try {
            return cluster.files().erase(node);
        } catch (LauncherException failed) {
            throw new FaultFailedException(failed.getMessage());
        }
    }

    @Override
    public boolean stop(NodeId node) throws FaultFailedException, InterruptedException {
        cluster.awaitBack(node);
        NodeProcess process = cluster.process(node);
        try {
            cluster.client(node).stop(LocalCluster.CONTROL_TIMEOUT);
        } catch (IOException failed) {
            throw new FaultFailedException(node + " cannot be told to stop: " + failed.getMessage());
        }
        boolean ended = process.awaitEnd(STOP_TIMEOUT);
        if (!ended) {
            process.kill();
        }
        return ended;
    }

    @Override
    public void pause(NodeId node) throws FaultFailedException, InterruptedException {
        cluster.awaitBack(node);
        cluster.process(node).pause();
    }

    @Override
    public void limp(NodeId node) throws FaultFailedException, InterruptedException {
        cluster.awaitBack(node);
        cluster.process(node).limp();
    }

    @Override
    public int stoppedPercent(NodeId node) throws InterruptedException {
        return cluster.process(node).stoppedPercent();
    }

    /** It knows all nodes then: it may be told next of faults on its links to them. */
    @Override
    public void resume(NodeId node) throws FaultFailedException, InterruptedException {
        cluster.process(node).resume();
        cluster.tellOfAdded(node);
    }

    @Override
    public Map<NodeId, LinkReport> setLinks(NodeId node, Map<NodeId, LinkFault> faults)
            throws FaultFailedException, InterruptedException {
        return cluster.exchange(node, () -> cluster.client(node).setLinks(faults, LocalCluster.CONTROL_TIMEOUT));
    }

    @Override
    public Map<NodeId, LinkReport> links(NodeId node) throws FaultFailedException, InterruptedException {
        return cluster.exchange(node, () -> cluster.client(node).links(LocalCluster.CONTROL_TIMEOUT));
    }

    @Override
    public void setClock(NodeId node, long offsetMillis) throws FaultFailedException, InterruptedException {
        cluster.exchange(node, () -> {
            cluster.client(node).setClock(offsetMillis, LocalCluster.CONTROL_TIMEOUT);
            return null;
        });
    }

    @Override
    public ClockReading clock(NodeId node) throws FaultFailedException, InterruptedException {
        return cluster.exchange(node, () -> cluster.client(node).clock(LocalCluster.CONTROL_TIMEOUT));
    }

    @Override
    public NodeId transferLeadership(NodeId target) throws FaultFailedException, InterruptedException {
        return cluster.groupChanges().transferLeadership(target);
    }

    @Override
    public List<NodeId> removeServer(NodeId node) throws FaultFailedException, InterruptedException {
        return cluster.groupChanges().removeServer(node);
    }

    @Override
    public List<NodeId> addServer(NodeId node) throws FaultFailedException, InterruptedException {
        return cluster.groupChanges().addServer(node);
    }
}
