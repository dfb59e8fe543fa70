package dsc.concepts.foundations.coordination.streaming;

import dsc.concepts.shared.Homes;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Reply;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * A node as a producer: it numbers its clients' records, for each partition on its own, and sends them to the
 * partition's owner until they have offsets. Belongs to one actor, which loses it in a crash.
 */
final class Producer {

    private final NodeContext<?> node;
    private final Options options;
    private final BiConsumer<NodeId, Streaming.PeerMessage> tell;
    private final Tally<Happening> tally;
    private final Map<Integer, Pending> pending = new TreeMap<>();

    Producer(
            NodeContext<?> node,
            Options options,
            BiConsumer<NodeId, Streaming.PeerMessage> tell,
            Tally<Happening> tally) {
        this.node = node;
        this.options = options;
        this.tell = tell;
        this.tally = tally;
    }

    void clear() {
        pending.clear();
    }

    /** @param incarnation the node's, in which sequence numbers began with 0 */
    void onSend(long incarnation, Streaming.Send send) {
        int partition = (int) (Homes.hash(send.key()) % options.partitions());
        Pending waiting = pending.computeIfAbsent(partition, Pending::new);
        if (waiting.size() >= options.pendingMax()) {
            tally.add(Happening.TOO_MANY_RECORDS_WAITED);
            send.replyTo()
                    .tell(new Reply.Failed(waiting.size() + " records wait for partition " + partition + " already"));
            return;
        }
        waiting.add(
                send.value(), send.replyTo(), now() + options.operationTimeout().toNanos());
        append(incarnation, partition, waiting);
    }

    /** One batch is under way at a time; whatever comes meanwhile is in the next. */
    private void append(long incarnation, int partition, Pending waiting) {
        if (waiting.isDue(now(), options.resendAfter().toNanos())) {
            List<String> batch = waiting.batch(now(), options.batchChars());
            tell.accept(
                    Streaming.owner(partition, node),
                    new Streaming.Append(node.self(), incarnation, partition, waiting.first(), batch));
        }
    }

    /** An answer to an earlier life counts for nothing. */
    void onOffsets(long incarnation, Streaming.Offsets offsets) {
        Pending waiting = pending.get(offsets.partition());
        if (offsets.incarnation() == incarnation && waiting != null) {
            waiting.appended(offsets.first(), offsets.offsets());
            append(incarnation, offsets.partition(), waiting);
        }
    }

    void onResendDue(long incarnation) {
        pending.forEach((partition, waiting) -> {
            waiting.giveUp(now(), Streaming.owner(partition, node) + " did not answer in time");
            append(incarnation, partition, waiting);
        });
    }

    private long now() {
        return node.clock().monotonicNanos();
    }
}
