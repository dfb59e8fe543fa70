package dsc.workbench.faults;

import dsc.workbench.faults.Controls.FaultFailedException;
import dsc.workbench.protocol.NodeId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is wrong with which link, by all faults in force together; and how that is brought to the nodes. */
final class Links {

    /** From one node to another. */
    record Link(NodeId from, NodeId to) {}

    private final Controls controls;
    private final Map<Fault, Map<Link, LinkFault>> inForce = new LinkedHashMap<>();

    Links(Controls controls) {
        this.controls = controls;
    }

    /** The links that {@code fault} affects when it hits {@code side}, and what is wrong with each. */
    Map<Link, LinkFault> of(Fault fault, List<NodeId> side) {
        Map<Link, LinkFault> links = new LinkedHashMap<>();
        for (NodeId from : controls.nodes()) {
            for (NodeId to : controls.nodes()) {
                if (fault.affects(from, to, side)) {
                    links.put(new Link(from, to), fault.linkFault());
                }
            }
        }
        return links;
    }

    /** Puts {@code fault} in force and returns every running node's counters as they were then. */
    synchronized Map<Link, LinkReport> begin(Fault fault, Map<Link, LinkFault> links)
            throws FaultFailedException, InterruptedException {
        inForce.put(fault, links);
        return push();
    }

    synchronized Map<Link, LinkReport> end(Fault fault) throws FaultFailedException, InterruptedException {
        inForce.remove(fault);
        return push();
    }

    /** Tells a node that was away what is in force. */
    synchronized void reapplyFaults(NodeId node) throws FaultFailedException, InterruptedException {
        controls.setLinks(node, of(node));
    }

    synchronized Map<Link, LinkReport> counters() throws FaultFailedException, InterruptedException {
        return ofAll(controls::links);
    }

    private Map<Link, LinkReport> push() throws FaultFailedException, InterruptedException {
        return ofAll(node -> controls.setLinks(node, of(node)));
    }

    @FunctionalInterface
    private interface Exchange {
        Map<NodeId, LinkReport> with(NodeId node) throws FaultFailedException, InterruptedException;
    }

    /**
     * All running nodes have their turn, whatever happens with one; one that is killed or stopped meanwhile is left
     * out.
     */
    private Map<Link, LinkReport> ofAll(Exchange exchange) throws FaultFailedException, InterruptedException {
        Map<Link, LinkReport> counters = new LinkedHashMap<>();
        FaultFailedException failure = null;
        for (NodeId node : controls.nodes()) {
            if (!controls.isRunning(node)) {
                continue;
            }
            try {
                exchange.with(node).forEach((peer, report) -> counters.put(new Link(node, peer), report));
            } catch (FaultFailedException failed) {
                failure = controls.isRunning(node) ? failed : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return counters;
    }

    private Map<NodeId, LinkFault> of(NodeId from) {
        Map<NodeId, LinkFault> faults = new TreeMap<>();
        inForce.values()
                .forEach(links -> links.forEach((link, fault) -> {
                    if (link.from().equals(from)) {
                        faults.merge(link.to(), fault, LinkFault::and);
                    }
                }));
        return faults;
    }
}
