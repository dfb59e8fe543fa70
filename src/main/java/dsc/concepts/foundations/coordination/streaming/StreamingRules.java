package dsc.concepts.foundations.coordination.streaming;

import dsc.concepts.shared.Tally;
import dsc.concepts.shared.TopicLog;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Sometimes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must be true of partitions and their readers at every moment, and what should happen to them now and then. */
final class StreamingRules {

    static final List<Sometimes<View>> SOMETIMES = Tally.conditions(Happening.class, View::happened, Set.of());

    private StreamingRules() {}

    static List<Invariant<View>> invariants() {
        return List.of(
                Invariant.agreement("one member a partition and generation", StreamingRules::readers),
                Invariant.of("committed is not beyond the log", StreamingRules::committedBeyond),
                Invariant.monotonic("a generation never falls", StreamingRules::generations),
                Invariant.of("nobody applies after a later generation", StreamingRules::fallen),
                Invariant.durability("acknowledged records are in a journal"));
    }

    /** By partition and generation: who is assigned it, and who applied for it last. */
    private static Map<Map.Entry<Integer, Long>, NodeId> readers(View view) {
        Map<Map.Entry<Integer, Long>, NodeId> readers = new HashMap<>();
        view.reads().forEach(partition -> readers.put(Map.entry(partition, view.generation()), view.self()));
        Group group = view.state().group();
        group.assignment()
                .forEach((partition, member) -> readers.put(Map.entry(partition, group.generation()), member));
        view.state().partitions().forEach((number, partition) -> {
            TopicLog<Partition.Line> lines = partition.view();
            if (lines.end() > 0) {
                Partition.Line last = lines.get(lines.end() - 1);
                readers.put(Map.entry(number, last.generation()), last.member());
            }
        });
        return readers;
    }

    private static Optional<String> committedBeyond(NodeId node, View before, View after) {
        return after.state().partitions().entrySet().stream()
                .filter(each ->
                        each.getValue().committed() > each.getValue().log().end())
                .findFirst()
                .map(each -> node + " has committed more of partition " + each.getKey() + " than there is");
    }

    /** The coordinator's, and that of each partition at its owner; over crashes as well. */
    private static Map<String, Long> generations(View view) {
        Map<String, Long> generations = new HashMap<>();
        if (view.isCoordinator()) {
            generations.put("group", view.state().group().generation());
        }
        view.state()
                .partitions()
                .forEach((number, partition) -> generations.put("partition " + number, partition.generation()));
        return generations;
    }

    /** Looks at the lines that are new. */
    private static Optional<String> fallen(NodeId node, View before, View after) {
        for (Map.Entry<Integer, Partition> each : after.state().partitions().entrySet()) {
            TopicLog<Partition.Line> lines = each.getValue().view();
            long seen = before == null
                    ? 0
                    : before.state().partition(each.getKey()).view().end();
            for (long at = Math.max(1, seen); at < lines.end(); at++) {
                if (lines.get(at).generation() < lines.get(at - 1).generation()) {
                    return Optional.of("of partition " + each.getKey() + ", " + node + " keeps " + lines.get(at)
                            + " after " + lines.get(at - 1));
                }
            }
        }
        return Optional.empty();
    }
}
