package dsc.concepts.foundations.coordination.streaming;

import dsc.concepts.shared.Portion;
import dsc.workbench.protocol.Reply;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The records that a node is to append to one partition, in the order of their sequence numbers. Belongs to one actor,
 * which loses it in a crash: the outcome of those is unknown.
 */
final class Pending {

    /** A record whose offset is not known yet. */
    private static final class Waiting {
        private final String value;
        private final ActorRef<Reply> replyTo;
        private final long deadlineNanos;
        private boolean isGivenUp;

        private Waiting(String value, ActorRef<Reply> replyTo, long deadlineNanos) {
            this.value = value;
            this.replyTo = replyTo;
            this.deadlineNanos = deadlineNanos;
        }
    }

    private final int partition;
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    /** The sequence number of the first that waits. */
    private long first;

    /** When the last batch was sent. */
    private long sentNanos;

    /** Whether it is not answered. */
    private boolean isSent;

    Pending(int partition) {
        this.partition = partition;
    }

    int size() {
        return waiting.size();
    }

    long first() {
        return first;
    }

    void add(String value, ActorRef<Reply> replyTo, long deadlineNanos) {
        waiting.addLast(new Waiting(value, replyTo, deadlineNanos));
    }

    /** Whether something is to be sent now: a batch, and no other is under way for less than {@code resendNanos}. */
    boolean isDue(long nowNanos, long resendNanos) {
        return !waiting.isEmpty() && (!isSent || nowNanos - sentNanos >= resendNanos);
    }

    /** The first that wait, also if they were sent before: what comes with a gap, no owner takes. */
    List<String> batch(long nowNanos, int chars) {
        isSent = true;
        sentNanos = nowNanos;
        return Portion.of(waiting, chars, each -> each.value.length()).taken().stream()
                .map(each -> each.value)
                .toList();
    }

    /** Answers the clients whose records have those offsets; those before were answered already. */
    void appended(long from, List<Long> offsets) {
        for (int at = 0; at < offsets.size(); at++) {
            if (from + at == first && !waiting.isEmpty()) {
                Waiting done = waiting.removeFirst();
                first++;
                isSent = false;
                if (!done.isGivenUp) {
                    done.replyTo.tell(new Reply.Ok(List.of(partition, offsets.get(at))));
                }
            }
        }
    }

    /** Says to clients that wait for too long that the outcome is unknown; their records stay, since others follow. */
    void giveUp(long nowNanos, String why) {
        for (Waiting each : waiting) {
            if (nowNanos - each.deadlineNanos < 0) {
                return;
            }
            if (!each.isGivenUp) {
                each.isGivenUp = true;
                each.replyTo.tell(new Reply.Unknown(why));
            }
        }
    }
}
