package dsc.concepts.foundations.consistency;

import dsc.concepts.foundations.consistency.ClientPast.Reason;
import dsc.concepts.foundations.consistency.SpreadingReplica.Order;
import dsc.workbench.protocol.NodeView;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a node of a spreading store shows of itself.
 *
 * @param waiting how many writes wait for what they depend on
 */
record SpreadingView(SpreadingLog log, int waiting, Map<Happening, Long> happened) implements NodeView {

    enum Happening {
        WRITES_TOOK_SEVERAL_MESSAGES(null),
        AN_IMAGE_WAS_SENT(null),
        AN_IMAGE_HAD_SEVERAL_PAGES(null),
        A_SNAPSHOT_WAS_TAKEN(null),
        A_WRITE_WAITED_FOR_A_DEPENDENCY(Order.OF_DEPENDENCIES),
        A_WRITE_WAITED_FOR_ITS_PREDECESSOR(Order.OF_DEPENDENCIES),
        TWO_WRITES_OF_A_KEY_WERE_CONCURRENT(Order.OF_DEPENDENCIES),
        A_CLIENT_WAITED_FOR_ITS_PAST(Order.OF_DEPENDENCIES),
        A_CLIENT_WAS_REFUSED_FOR_ITS_PAST(Order.OF_DEPENDENCIES),
        A_CLIENT_WAITED_FOR_READ_YOUR_WRITES(Order.OF_LOGS),
        A_CLIENT_WAITED_FOR_MONOTONIC_READS(Order.OF_LOGS),
        A_CLIENT_WAITED_FOR_MONOTONIC_WRITES(Order.OF_LOGS),
        A_CLIENT_WAITED_FOR_WRITES_FOLLOW_READS(Order.OF_LOGS),
        A_CLIENT_WAS_REFUSED_FOR_READ_YOUR_WRITES(Order.OF_LOGS),
        A_CLIENT_WAS_REFUSED_FOR_MONOTONIC_READS(Order.OF_LOGS),
        A_CLIENT_WAS_REFUSED_FOR_MONOTONIC_WRITES(Order.OF_LOGS),
        A_CLIENT_WAS_REFUSED_FOR_WRITES_FOLLOW_READS(Order.OF_LOGS);

        /** With which it happens; null for both. */
        final Order order;

        Happening(Order order) {
            this.order = order;
        }

        static Happening waited(Reason reason) {
            return valueOf("A_CLIENT_WAITED_FOR_" + reason);
        }

        static Happening refused(Reason reason) {
            return valueOf("A_CLIENT_WAS_REFUSED_FOR_" + reason);
        }
    }

    @Override
    public Map<String, Object> details() {
        return new TreeMap<>(
                Map.of("keys", log.now().newest().size(), "seen", log.seen().toString(), "waiting", waiting));
    }
}
