package dsc.workbench.faults;

import dsc.workbench.protocol.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What fault injection can do to a cluster. Every method returns once its effect was seen. */
public interface Controls {

    /** Something could not be done, or had no effect. */
    final class FaultFailedException extends Exception {
        private static final long serialVersionUID = 1L;

        public FaultFailedException(String message) {
            super(message);
        }
    }

    List<NodeId> nodes();

    /** Whether the node's process runs and is not stopped. */
    boolean isRunning(NodeId node);

    /** The leader of the highest term that answers, if any does. */
    Optional<NodeId> leader() throws InterruptedException;

    /** Kills the process (SIGKILL) and returns its exit status. */
    int kill(NodeId node) throws FaultFailedException, InterruptedException;

    /** Deletes what the node, which was killed, had stored. */
    ErasedDisk eraseDisk(NodeId node) throws FaultFailedException, InterruptedException;

    /**
     * Makes the node leave the cluster and end; kills it if it does not in time.
     *
     * @return whether it ended by itself
     */
    boolean stop(NodeId node) throws FaultFailedException, InterruptedException;

    /** Starts nodes again that have ended, all at once, and waits until the protocol of each answers. */
    void restart(List<NodeId> nodes) throws FaultFailedException, InterruptedException;

    /** Stops the process (SIGSTOP). */
    void pause(NodeId node) throws FaultFailedException, InterruptedException;

    /** Slows the process down: stops it for 80 ms of every 100 (SIGSTOP, SIGCONT), until it is continued. */
    void limp(NodeId node) throws FaultFailedException, InterruptedException;

    /** Looks at the process for a quarter of a second; returns in how many of a hundred looks it was stopped. */
    int stoppedPercent(NodeId node) throws InterruptedException;

    /** Continues a process that was stopped or slowed down (SIGCONT). */
    void resume(NodeId node) throws FaultFailedException, InterruptedException;

    /** Sets the faults on the links from {@code node} and returns its counters, read once that is in force. */
    Map<NodeId, LinkReport> setLinks(NodeId node, Map<NodeId, LinkFault> faults)
            throws FaultFailedException, InterruptedException;

    /** The counters of {@code node}'s links. */
    Map<NodeId, LinkReport> links(NodeId node) throws FaultFailedException, InterruptedException;

    /** Sets {@code node}'s clock of day ahead by so much, or back if it is negative; 0 is the right time. */
    void setClock(NodeId node, long offsetMillis) throws FaultFailedException, InterruptedException;

    /** Reads {@code node}'s clock of day. */
    ClockReading clock(NodeId node) throws FaultFailedException, InterruptedException;

    /** Makes the leader hand over to {@code target}, or to another if it leads itself; returns who leads then. */
    NodeId transferLeadership(NodeId target) throws FaultFailedException, InterruptedException;

    /** Has the leader take {@code node}, itself maybe, out of the group; returns who is left once that is decided. */
    List<NodeId> removeServer(NodeId node) throws FaultFailedException, InterruptedException;

    /** Has the leader take {@code node} into the group; returns who is in it once that is decided. */
    List<NodeId> addServer(NodeId node) throws FaultFailedException, InterruptedException;
}
