package dsc.workbench.faults;

import dsc.workbench.faults.Controls.FaultFailedException;
import dsc.workbench.protocol.NodeId;
import java.util.LinkedHashMap;
import java.util.Map;

/** By how much which clock is off, by all faults in force together; and how that is brought to the nodes. */
final class Clocks {

    private final Controls controls;
    private final Map<Fault, NodeId> inForce = new LinkedHashMap<>();

    Clocks(Controls controls) {
        this.controls = controls;
    }

    /** Puts {@code fault} in force on {@code node}, at once if it runs, and otherwise when it is back. */
    synchronized void begin(Fault fault, NodeId node) throws FaultFailedException, InterruptedException {
        inForce.put(fault, node);
        reapplyFaults(node);
    }

    /** From the next time at which its node is told, it is not in force. */
    synchronized void forget(Fault fault) {
        inForce.remove(fault);
    }

    synchronized void end(Fault fault) throws FaultFailedException, InterruptedException {
        reapplyFaults(inForce.remove(fault));
    }

    /** Tells a node what is in force; one that does not run, or is killed or stopped meanwhile, is told later. */
    synchronized void reapplyFaults(NodeId node) throws FaultFailedException, InterruptedException {
        if (!controls.isRunning(node)) {
            return;
        }
        try {
            controls.setClock(node, offsetMillis(node));
        } catch (FaultFailedException failed) {
            if (controls.isRunning(node)) {
                throw failed;
            }
        }
    }

    /** Whether the node answers, and its clock is off by exactly what is in force. */
    synchronized boolean isAsToldBy(NodeId node) throws FaultFailedException, InterruptedException {
        if (!controls.isRunning(node)) {
            return false;
        }
        try {
            return controls.clock(node).isAheadBy(offsetMillis(node));
        } catch (FaultFailedException failed) {
            if (controls.isRunning(node)) {
                throw failed;
            }
            return false;
        }
    }

    private long offsetMillis(NodeId node) {
        return inForce.entrySet().stream()
                .filter(fault -> fault.getValue().equals(node))
                .mapToLong(fault -> fault.getKey().clockOffsetMillis())
                .sum();
    }
}
