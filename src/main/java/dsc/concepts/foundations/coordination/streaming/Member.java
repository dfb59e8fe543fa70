package dsc.concepts.foundations.coordination.streaming;

import dsc.concepts.foundations.coordination.streaming.Options.Processing;
import dsc.concepts.foundations.coordination.streaming.Reading.Step;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * A node as a member of the group: it fetches the records of the partitions that it is assigned, makes something of
 * them, and has that kept by the owner of the partition. Belongs to one actor, which loses it in a crash.
 *
 * <p>Legal transitions of a partition: fetching → applying → fetching. With {@code at-least-once}: fetching → applying
 * → committing → fetching; with {@code at-most-once}: fetching → committing → applying → fetching. In a later
 * generation, each begins anew.
 */
final class Member {

    private final NodeContext<?> node;
    private final Options options;
    private final BiConsumer<NodeId, Streaming.PeerMessage> tell;
    private final Tally<Happening> tally;
    private final Map<Integer, Reading> readings = new TreeMap<>();
    private long generation;

    Member(
            NodeContext<?> node,
            Options options,
            BiConsumer<NodeId, Streaming.PeerMessage> tell,
            Tally<Happening> tally) {
        this.node = node;
        this.options = options;
        this.tell = tell;
        this.tally = tally;
    }

    /** The generation in which the partitions were assigned, 0 before the first. */
    long generation() {
        return generation;
    }

    /** The partitions whose records it may process. */
    SortedSet<Integer> partitions() {
        return new TreeSet<>(readings.keySet());
    }

    void clear() {
        readings.clear();
        generation = 0;
    }

    /** What was fetched in an earlier generation is dropped: its partition may be another member's by now. */
    void onAssigned(Streaming.Assigned assigned) {
        if (assigned.generation() <= generation) {
            return;
        }
        drop();
        generation = assigned.generation();
        assigned.partitions().forEach(partition -> readings.put(partition, Reading.fetch(-1, now())));
        readings.keySet().forEach(this::send);
    }

    /** The group is in a later generation, or this node is not in it any more. */
    void drop() {
        if (readings.values().stream().anyMatch(reading -> reading.step() != Step.FETCH)) {
            tally.add(Happening.A_REBALANCE_CAME_WITH_RECORDS_IN_FLIGHT);
        }
        readings.clear();
    }

    void onFenced(Streaming.Fenced fenced) {
        if (fenced.generation() > generation) {
            drop();
        }
    }

    void onRecords(Streaming.Records records) {
        Reading reading = waiting(records.partition(), records.generation(), Step.FETCH);
        if (reading == null || reading.from() >= 0 && reading.from() != records.from()) {
            return;
        }
        Step next = options.processing() == Processing.AT_MOST_ONCE ? Step.COMMIT : Step.APPLY;
        put(records.partition(), new Reading(next, records.from(), process(records.values()), now()));
    }

    /** What this group makes of records: itself. */
    private static List<String> process(List<String> values) {
        return new ArrayList<>(values);
    }

    /** @param done up to where the partition's owner has results, or wants none from this member */
    void onDone(Streaming.Done done) {
        Reading reading = waiting(done.partition(), done.generation(), Step.APPLY);
        if (reading != null && done.next() > reading.from()) {
            put(
                    done.partition(),
                    options.processing() == Processing.AT_LEAST_ONCE
                            ? reading.then(Step.COMMIT, now())
                            : Reading.fetch(done.next(), now()));
        }
    }

    void onNoted(Streaming.Noted noted) {
        Reading reading = waiting(noted.partition(), noted.generation(), Step.COMMIT);
        if (reading != null && noted.next() >= reading.end()) {
            put(
                    noted.partition(),
                    options.processing() == Processing.AT_MOST_ONCE
                            ? reading.then(Step.APPLY, now())
                            : Reading.fetch(reading.end(), now()));
        }
    }

    /** Asks again where no answer came. */
    void onResendDue() {
        for (Map.Entry<Integer, Reading> each : readings.entrySet()) {
            if (now() - each.getValue().sinceNanos() >= options.resendAfter().toNanos()) {
                each.setValue(each.getValue().again(now()));
                send(each.getKey());
            }
        }
    }

    /** What it does with a partition, if it waits for that in this generation; else null. */
    private Reading waiting(int partition, long ofGeneration, Step step) {
        Reading reading = readings.get(partition);
        return ofGeneration == generation && reading != null && reading.step() == step ? reading : null;
    }

    private void put(int partition, Reading reading) {
        readings.put(partition, reading);
        send(partition);
    }

    private void send(int partition) {
        Reading reading = readings.get(partition);
        NodeId self = node.self();
        tell.accept(
                Streaming.owner(partition, node),
                switch (reading.step()) {
                    case FETCH -> new Streaming.Fetch(self, generation, partition, reading.from());
                    case APPLY -> new Streaming.Apply(self, generation, partition, reading.from(), reading.results());
                    case COMMIT -> new Streaming.Commit(self, generation, partition, reading.end());
                });
    }

    private long now() {
        return node.clock().monotonicNanos();
    }
}
