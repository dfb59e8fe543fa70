package dsc.concepts.foundations.faulttolerance.splitbrain;

import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.pekko.cluster.ClusterEvent.CurrentClusterState;
import org.apache.pekko.cluster.Member;

/**
 * The cluster as one node sees it.
 *
 * @param strategy who decides which members go on
 * @param incarnation of the writer on this node; 0 if there is none
 * @param self this node
 * @param members status by node, such as {@code Up}, of all that were not removed yet
 * @param unreachable those of them that are missed
 */
record MembershipView(
        Strategy strategy, long incarnation, NodeId self, Map<String, String> members, List<String> unreachable)
        implements NodeView {

    MembershipView {
        members = new LinkedHashMap<>(members);
        unreachable = List.copyOf(unreachable);
    }

    static MembershipView of(Strategy strategy, long incarnation, NodeId self, CurrentClusterState state) {
        Map<String, String> members = new LinkedHashMap<>();
        StreamSupport.stream(state.getMembers().spliterator(), false)
                .sorted((one, other) -> id(one).compareTo(id(other)))
                .forEach(member -> members.put(id(member), member.status().toString()));
        return new MembershipView(strategy, incarnation, self, members, ids(state.getUnreachable()));
    }

    private static List<String> ids(Collection<Member> members) {
        return members.stream().map(MembershipView::id).sorted().toList();
    }

    /** Each node's id is one of its roles: {@code conf/splitbrain.conf}. The others are of Pekko's. */
    private static String id(Member member) {
        return member.getRoles().stream()
                .filter(role -> !role.startsWith("dc-"))
                .sorted()
                .findFirst()
                .orElseGet(() -> member.address().toString());
    }

    /** {@code leader} is who runs the writer: faults that are aimed at the leader hit it. */
    @Override
    public String role() {
        return incarnation > 0 ? "leader" : "standby";
    }

    @Override
    public long term() {
        return incarnation > 0 ? incarnation : -1;
    }

    @Override
    public String leader() {
        return incarnation > 0 ? self.value() : null;
    }

    @Override
    public Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("strategy", strategy.toString());
        List<String> others = members.entrySet().stream()
                .filter(member -> !member.getValue().equals("Up"))
                .map(member -> member.getKey() + " " + member.getValue())
                .toList();
        details.put(
                "up",
                members.entrySet().stream()
                        .filter(member -> member.getValue().equals("Up"))
                        .map(Map.Entry::getKey)
                        .toList());
        details.put("unreachable", unreachable);
        details.put("neither up nor removed", others.isEmpty() ? null : others);
        return details;
    }
}
