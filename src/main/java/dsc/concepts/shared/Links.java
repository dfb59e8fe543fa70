package dsc.concepts.shared;

import dsc.workbench.protocol.NodeId;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/**
 * A node's links to others, a value: messages are numbered from 1 on each link, sent again until they are confirmed,
 * and taken in the order of their numbers, each once (RFC 9293, §3.4: sequence numbers, cumulative acknowledgement).
 * What it costs to add or to confirm a message does not depend on how many wait.
 *
 * @param outgoing what this node sends, by receiver
 * @param incoming the number of the last message that was taken, by sender
 * @param <T> a message
 */
public record Links<T>(SortedMap<NodeId, Outgoing<T>> outgoing, SortedMap<NodeId, Long> incoming) {

    /**
     * One link, at its sender.
     *
     * @param confirmed the receiver has all up to this number
     * @param waiting those after it, without a gap
     */
    public record Outgoing<T>(long confirmed, List<T> waiting) {

        /** The number of the last message, 0 if there was none. */
        public long last() {
            return confirmed + waiting.size();
        }

        /**
         * The messages from number {@code first} on that may be on their way: at most {@code most} are, counted from
         * the first that is not confirmed.
         *
         * @param first greater than what is confirmed
         */
        public List<T> due(long first, int most) {
            int from = (int) Math.min(first - confirmed - 1, waiting.size());
            return waiting.subList(from, Math.max(from, Math.min(most, waiting.size())));
        }

        private Outgoing<T> plus(T message) {
            return new Outgoing<>(confirmed, GrowingList.plus(waiting, message));
        }

        private Outgoing<T> confirmed(long upTo) {
            int more = Math.clamp(upTo - confirmed, 0, waiting.size());
            return new Outgoing<>(confirmed + more, GrowingList.withoutFirst(waiting, more));
        }
    }

    /** What a message is to its receiver. */
    public enum Arrival {
        /** The one after the last. */
        NEXT,
        /** It was taken before. */
        SEEN,
        /** Others before it are missing. */
        EARLY
    }

    /** No messages yet. */
    public static <T> Links<T> none() {
        return new Links<>(Collections.emptySortedMap(), Collections.emptySortedMap());
    }

    /** The link to {@code receiver}, perhaps one without messages. */
    public Outgoing<T> to(NodeId receiver) {
        return outgoing.getOrDefault(receiver, new Outgoing<>(0, List.of()));
    }

    /** With {@code message} as the last on the link to {@code receiver}. */
    public Links<T> sent(NodeId receiver, T message) {
        return with(receiver, to(receiver).plus(message));
    }

    /** Without the messages to {@code receiver} up to that number; what is confirmed already changes nothing. */
    public Links<T> confirmed(NodeId receiver, long upTo) {
        return with(receiver, to(receiver).confirmed(upTo));
    }

    private Links<T> with(NodeId receiver, Outgoing<T> link) {
        return new Links<>(SortedMaps.with(outgoing, receiver, link), incoming);
    }

    /** The number of the last message of {@code sender} that was taken, 0 if none was. */
    public long lastFrom(NodeId sender) {
        return incoming.getOrDefault(sender, 0L);
    }

    /** What the message of that number is that came from {@code sender}. */
    public Arrival arrival(NodeId sender, long number) {
        long next = lastFrom(sender) + 1;
        return number == next ? Arrival.NEXT : number < next ? Arrival.SEEN : Arrival.EARLY;
    }

    /** With the message of that number as the last that was taken from {@code sender}. */
    public Links<T> taken(NodeId sender, long number) {
        return new Links<>(outgoing, SortedMaps.with(incoming, sender, number));
    }
}
