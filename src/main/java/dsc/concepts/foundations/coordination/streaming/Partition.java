package dsc.concepts.foundations.coordination.streaming;

import dsc.concepts.foundations.coordination.streaming.Options.Processing;
import dsc.concepts.foundations.coordination.streaming.Streaming.Appended;
import dsc.concepts.foundations.coordination.streaming.Streaming.Processed;
import dsc.concepts.shared.Portion;
import dsc.concepts.shared.SortedMaps;
import dsc.concepts.shared.TopicLog;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Wire;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * A partition at its owner, a value: its log, and how far the group has come in it.
 *
 * @param log values by offset
 * @param producers what is known of each node that has appended
 * @param view what the group made of records, in the order in which it came
 * @param next the offset after the greatest of the view
 * @param committed the offset from which the group goes on when the partition moves to another member
 * @param generation the latest generation of the group that has asked for records
 */
public record Partition(
        TopicLog<String> log,
        SortedMap<NodeId, Known> producers,
        TopicLog<Line> view,
        long next,
        long committed,
        long generation)
        implements Wire {

    static final Partition EMPTY =
            new Partition(TopicLog.empty(), Collections.emptySortedMap(), TopicLog.empty(), 0, 0, 0);

    /** What a member made of the record at {@code offset}. */
    public record Line(long offset, String value, long generation, NodeId member) implements Wire {}

    /**
     * What an owner knows of a producer: the sequence is the partition's own (KIP-98).
     *
     * @param incarnation the latest that has appended
     * @param next the sequence number of its next record
     * @param runs offsets by sequence numbers: each is that of the record with which some begin that are without a gap
     */
    public record Known(long incarnation, long next, SortedMap<Long, Long> runs) implements Wire {
        static final Known UNKNOWN = new Known(0, 0, Collections.emptySortedMap());

        /** As it is to a producer of that incarnation, which begins with 0. */
        Known in(long newer) {
            return newer > incarnation ? new Known(newer, 0, Collections.emptySortedMap()) : this;
        }

        boolean knows(long sequence) {
            return !runs.isEmpty() && runs.firstKey() <= sequence;
        }

        /** The offset of a record that was appended and whose producer may not know it yet. */
        long offset(long sequence) {
            SortedMap<Long, Long> until = runs.headMap(sequence + 1);
            return until.get(until.lastKey()) + sequence - until.lastKey();
        }

        List<Long> offsets(long first, int count) {
            return LongStream.range(first, first + count).mapToObj(this::offset).toList();
        }

        /** The producer has an answer for each record before {@code first}, so those are forgotten. */
        private Known plus(long first, int count, long offset) {
            SortedMap<Long, Long> left = new TreeMap<>(runs.tailMap(first));
            SortedMap<Long, Long> before = runs.headMap(first);
            if (!before.isEmpty() && first < next) {
                left.putIfAbsent(first, offset(first));
            }
            left.put(next, offset);
            return new Known(incarnation, next + count, Collections.unmodifiableSortedMap(left));
        }
    }

    public Partition {
        if (committed > log.end() || next > log.end()) {
            throw new IllegalArgumentException(
                    "processed up to " + next + " and committed " + committed + " of " + log.end() + " records");
        }
    }

    Known producer(NodeId node) {
        return producers.getOrDefault(node, Known.UNKNOWN);
    }

    /** Offsets are given here and nowhere else, each the next. */
    Partition after(Appended appended) {
        TopicLog<String> more = log;
        for (String value : appended.values()) {
            more = more.append(value);
        }
        Known known = producer(appended.producer())
                .in(appended.incarnation())
                .plus(appended.first(), appended.values().size(), log.end());
        return new Partition(
                more, SortedMaps.with(producers, appended.producer(), known), view, next, committed, generation);
    }

    Partition claimed(long byGeneration) {
        return new Partition(log, producers, view, next, committed, byGeneration);
    }

    Partition committed(long upTo) {
        return new Partition(log, producers, view, next, upTo, generation);
    }

    Partition after(Processed processed, boolean commits) {
        TopicLog<Line> more = view;
        long offset = processed.from();
        for (String result : processed.results()) {
            more = more.append(new Line(offset++, result, processed.generation(), processed.member()));
        }
        return new Partition(
                log, producers, more, Math.max(next, offset), commits ? offset : committed, processed.generation());
    }

    /**
     * Which of results from {@code from} on are taken, as their first offset; -1 if none is.
     *
     * @param count how many there are
     */
    long taken(Processing processing, long from, int count) {
        return switch (processing) {
            case EXACTLY_ONCE -> from == committed ? from : -1;
            case AT_LEAST_ONCE -> from <= next ? from : -1;
            case AT_MOST_ONCE -> {
                long first = Math.max(from, next);
                yield first < from + count && from + count <= committed ? first : -1;
            }
        };
    }

    /** The records from {@code from} on that fit into a message, one at least if there is one. */
    List<String> read(long from, int chars) {
        return Portion.of(log.read(from, Integer.MAX_VALUE), chars, String::length)
                .taken();
    }
}
