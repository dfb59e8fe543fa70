package dsc.workbench.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.ClusterEvent.CurrentClusterState;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;

/** The membership as this node sees it. */
final class Members {

    private final Cluster cluster;

    Members(ActorSystem<?> system) {
        this.cluster = Cluster.get(system);
    }

    boolean selfIsUp() {
        MemberStatus status = cluster.selfMember().status();
        return status.equals(MemberStatus.up()) || status.equals(MemberStatus.weaklyUp());
    }

    /** As pekko-management's {@code GET /cluster/members} has it. */
    Map<String, Object> asJson() {
        CurrentClusterState state = cluster.state();
        List<Map<String, Object>> members = new ArrayList<>();
        Member oldest = null;
        for (Member member : state.getMembers()) {
            members.add(Map.of(
                    "node", member.address().toString(),
                    "nodeUid", Long.toString(member.uniqueAddress().longUid()),
                    "status", member.status().toString(),
                    "roles", List.copyOf(member.getRoles())));
            if (oldest == null || member.isOlderThan(oldest)) {
                oldest = member;
            }
        }
        List<Map<String, Object>> unreachable = new ArrayList<>();
        for (Member member : state.getUnreachable()) {
            unreachable.add(Map.of("node", member.address().toString(), "observedBy", List.of()));
        }
        Address leader = state.getLeader();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("selfNode", cluster.selfMember().address().toString());
        body.put("leader", leader == null ? null : leader.toString());
        body.put("oldest", oldest == null ? null : oldest.address().toString());
        body.put("oldestPerRole", Map.of());
        body.put("members", members);
        body.put("unreachable", unreachable);
        return body;
    }
}
