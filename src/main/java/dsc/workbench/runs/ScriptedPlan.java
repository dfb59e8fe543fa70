package dsc.workbench.runs;

import dsc.workbench.faults.Fault;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.NodeId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Faults that someone gives a run, each at its own time, whatever else is in force then. */
public record ScriptedPlan(List<Fault> faults) {

    public ScriptedPlan {
        faults = List.copyOf(faults);
    }

    public Set<FaultKind> kinds() {
        Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
        faults.forEach(fault -> kinds.add(fault.kind()));
        return kinds;
    }

    /** When the last is over, in milliseconds from the beginning. */
    public long endMillis() {
        return faults.stream().mapToLong(ScriptedPlan::end).max().orElse(0);
    }

    /** The nodes that the plan names and a cluster of {@code nodes} nodes does not have. */
    public List<NodeId> unknown(List<NodeId> nodes) {
        return faults.stream()
                .flatMap(fault -> java.util.stream.Stream.concat(fault.nodes().stream(), fault.others().stream()))
                .filter(node -> !nodes.contains(node))
                .distinct()
                .sorted()
                .toList();
    }

    /** The same, with every time in which no fault begins or ends shortened to {@code gapMaxMillis}. */
    public ScriptedPlan withGapsCapped(long gapMaxMillis) {
        TreeSet<Long> changes = new TreeSet<>();
        for (Fault fault : faults) {
            changes.add(fault.atMillis());
            changes.add(end(fault));
        }
        return new ScriptedPlan(faults.stream()
                .map(fault -> {
                    long from = withGapsCapped(fault.atMillis(), changes, gapMaxMillis);
                    return fault.beginningAt(from).lasting(withGapsCapped(end(fault), changes, gapMaxMillis) - from);
                })
                .toList());
    }

    private static long withGapsCapped(long millis, TreeSet<Long> changes, long gapMaxMillis) {
        long withGapsCapped = 0;
        long before = 0;
        for (long change : changes.headSet(millis, true)) {
            withGapsCapped += Math.min(change - before, gapMaxMillis);
            before = change;
        }
        return withGapsCapped;
    }

    private static long end(Fault fault) {
        return fault.atMillis() + fault.durationMillis();
    }
}
