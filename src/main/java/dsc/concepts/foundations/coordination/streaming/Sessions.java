package dsc.concepts.foundations.coordination.streaming;

import dsc.workbench.protocol.Clock;
import dsc.workbench.protocol.NodeId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When the coordinator heard of each member. Belongs to one actor, which loses it in a crash. */
final class Sessions {

    private final Clock clock;
    private final long timeoutNanos;
    private final Map<NodeId, Long> heardNanos = new HashMap<>();
    private final Map<Integer, Long> movedNanos = new HashMap<>();

    Sessions(Clock clock, Duration timeout) {
        this.clock = clock;
        this.timeoutNanos = timeout.toNanos();
    }

    void clear() {
        heardNanos.clear();
        movedNanos.clear();
    }

    void heard(NodeId member) {
        heardNanos.put(member, clock.monotonicNanos());
    }

    /** The members whose session is over. After a restart of the coordinator, each gets one more timeout. */
    List<NodeId> over(Group group) {
        long now = clock.monotonicNanos();
        return group.members().keySet().stream()
                .filter(each -> now - heardNanos.computeIfAbsent(each, unheard -> now) > timeoutNanos)
                .toList();
    }

    /** Notes which partitions move, and returns whether one moved a short while ago. */
    boolean haveMovedTwice(Group before, Group after) {
        long now = clock.monotonicNanos();
        boolean twice = false;
        for (Map.Entry<Integer, NodeId> each : after.assignment().entrySet()) {
            if (!each.getValue().equals(before.assignment().get(each.getKey()))) {
                Long moved = movedNanos.put(each.getKey(), now);
                twice |= moved != null && now - moved < timeoutNanos;
            }
        }
        return twice;
    }
}
