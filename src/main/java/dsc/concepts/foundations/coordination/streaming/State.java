package dsc.concepts.foundations.coordination.streaming;

import dsc.concepts.foundations.coordination.streaming.Options.Processing;
import dsc.concepts.foundations.coordination.streaming.Streaming.Appended;
import dsc.concepts.foundations.coordination.streaming.Streaming.Began;
import dsc.concepts.foundations.coordination.streaming.Streaming.Claimed;
import dsc.concepts.foundations.coordination.streaming.Streaming.Committed;
import dsc.concepts.foundations.coordination.streaming.Streaming.Event;
import dsc.concepts.foundations.coordination.streaming.Streaming.Processed;
import dsc.concepts.foundations.coordination.streaming.Streaming.Rebalanced;
import dsc.concepts.shared.SortedMaps;
import dsc.workbench.protocol.Wire;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What survives a crash: of the node, its incarnation; of the owner, its partitions; of the coordinator, the group. */
public record State(long incarnation, SortedMap<Integer, Partition> partitions, Group group) implements Wire {
    static final State EMPTY = new State(0, Collections.emptySortedMap(), Group.NONE);

    Partition partition(int number) {
        return partitions.getOrDefault(number, Partition.EMPTY);
    }

    State after(Event event, Processing processing) {
        return switch (event) {
            case Began began -> new State(began.incarnation(), partitions, group);
            case Rebalanced rebalanced -> new State(incarnation, partitions, rebalanced.group());
            case Appended appended ->
                with(appended.partition(), partition(appended.partition()).after(appended));
            case Claimed claimed ->
                with(claimed.partition(), partition(claimed.partition()).claimed(claimed.generation()));
            case Processed processed ->
                with(
                        processed.partition(),
                        partition(processed.partition()).after(processed, processing == Processing.EXACTLY_ONCE));
            case Committed committed ->
                with(committed.partition(), partition(committed.partition()).committed(committed.next()));
        };
    }

    private State with(int number, Partition partition) {
        return new State(incarnation, SortedMaps.with(partitions, number, partition), group);
    }

    /** What was asked of {@code owned} partitions: by partition, or how many records the group has not committed. */
    Object told(Streaming.What what, List<Integer> owned) {
        SortedMap<String, Object> told = new TreeMap<>();
        long lag = 0;
        for (int number : owned) {
            Partition partition = partition(number);
            lag += partition.log().end() - partition.committed();
            told.put(
                    Integer.toString(number),
                    what == Streaming.What.LOG
                            ? partition.log().entries()
                            : partition.view().entries().stream()
                                    .map(line -> List.of(
                                            line.offset(),
                                            line.value(),
                                            line.generation(),
                                            line.member().value()))
                                    .toList());
        }
        return what == Streaming.What.LAG ? (Object) lag : told;
    }
}
