package dsc.concepts.patterns.replication.eventsourced;

import dsc.workbench.protocol.NodeView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What a node says of its replicas.
 *
 * @param contents what each holds, by key
 * @param away keys whose journal does not answer
 * @param directlyReceived events that other nodes sent as soon as they were written
 * @param startedForOrder how often a replica read the journals again, since an event was left out
 * @param replicated events of other nodes that were applied since this node started
 * @param lagMillis p50, p99 and the longest time from the writing of such an event to its arrival, by nodes' clocks
 */
record ReplicasView(
        SortedMap<String, Contents> contents,
        List<String> away,
        long directlyReceived,
        long startedForOrder,
        long replicated,
        List<Long> lagMillis)
        implements NodeView {

    ReplicasView {
        contents = new TreeMap<>(contents);
        away = List.copyOf(away);
        lagMillis = List.copyOf(lagMillis);
    }

    static ReplicasView of(
            Map<String, Contents> contents,
            List<String> away,
            long directlyReceived,
            long startedForOrder,
            Histogram lagsMillis) {
        return new ReplicasView(
                new TreeMap<>(contents),
                away,
                directlyReceived,
                startedForOrder,
                lagsMillis.getTotalCount(),
                List.of(
                        lagsMillis.getValueAtPercentile(50),
                        lagsMillis.getValueAtPercentile(99),
                        lagsMillis.getMaxValue()));
    }

    @Override
    public Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("keys", contents.size());
        details.put(
                "elements",
                contents.values().stream()
                        .mapToInt(held -> held.set().elements().size())
                        .sum());
        details.put(
                "count", contents.values().stream().mapToLong(Contents::count).sum());
        details.put(
                "concurrent",
                contents.values().stream().mapToLong(Contents::concurrent).sum());
        details.put("away", away);
        details.put("directlyReceived", directlyReceived);
        details.put("startedForOrder", startedForOrder);
        details.put("replicated", replicated);
        details.put("lagMillisP50", lagMillis.get(0));
        details.put("lagMillisP99", lagMillis.get(1));
        details.put("lagMillisMax", lagMillis.get(2));
        return details;
    }
}
