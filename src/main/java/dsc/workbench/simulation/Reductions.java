package dsc.workbench.simulation;

import dsc.workbench.faults.Fault;
import dsc.workbench.faults.FaultPlan;
import dsc.workbench.faults.LinkFault;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.simulation.worlds.Conditions;
import dsc.workbench.simulation.worlds.WorldSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Worlds that are a little smaller than a given one. */
final class Reductions {

    private Reductions() {}

    /** Ends at that time, and every fault by then. */
    static WorldSpec endingAt(WorldSpec spec, long millis) {
        Conditions conditions = spec.conditions();
        return spec.with(conditions
                        .edit()
                        .lengthMillis(Math.min(millis, conditions.lengthMillis()))
                        .build())
                .with(new FaultPlan(
                        endingAt(spec.plan().foreground(), millis),
                        endingAt(spec.plan().background(), millis)));
    }

    private static List<Fault> endingAt(List<Fault> track, long millis) {
        return track.stream()
                .filter(fault -> fault.atMillis() < millis)
                .map(fault -> fault.lasting(Math.min(fault.durationMillis(), millis - fault.atMillis())))
                .toList();
    }

    /** Begins every fault from that time on so much earlier, and ends so much earlier. */
    static WorldSpec earlier(WorldSpec spec, long fromMillis, long byMillis) {
        WorldSpec shorter = spec.with(spec.conditions()
                .edit()
                .lengthMillis(Math.max(1, spec.conditions().lengthMillis() - byMillis))
                .build());
        return shorter.with(new FaultPlan(
                earlier(spec.plan().foreground(), fromMillis, byMillis),
                earlier(spec.plan().background(), fromMillis, byMillis)));
    }

    private static List<Fault> earlier(List<Fault> track, long fromMillis, long byMillis) {
        return track.stream()
                .map(fault -> fault.atMillis() < fromMillis ? fault : fault.beginningAt(fault.atMillis() - byMillis))
                .toList();
    }

    /** A fault that hits several nodes, on the first of them. */
    static Optional<Fault> onOneNode(Fault fault) {
        boolean onLinks = !fault.link().equals(LinkFault.NONE);
        return fault.nodes().size() == 1 || onLinks
                ? Optional.empty()
                : Optional.of(fault.hitting(fault.nodes().subList(0, 1)));
    }

    /** Faults go on without the nodes that are left out; one that hit only such hits another. */
    static WorldSpec withNodes(WorldSpec spec, int nodes) {
        List<NodeId> left = WorldSpec.nodeIds(nodes);
        return spec.with(spec.conditions().edit().nodes(nodes).build())
                .with(new FaultPlan(
                        among(spec.plan().foreground(), left), among(spec.plan().background(), left)));
    }

    private static List<Fault> among(List<Fault> track, List<NodeId> left) {
        List<Fault> faults = new ArrayList<>();
        for (Fault fault : track) {
            List<NodeId> nodes = fault.nodes().stream().filter(left::contains).toList();
            boolean betweenTwoSides = !fault.others().isEmpty();
            if (betweenTwoSides && (nodes.isEmpty() || Collections.disjoint(fault.others(), left))) {
                continue;
            }
            faults.add(fault.hitting(nodes.isEmpty() ? List.of(left.getLast()) : nodes));
        }
        return faults;
    }
}
