package dsc.concepts.foundations.coordination.streaming;

import dsc.concepts.foundations.coordination.streaming.Options.Processing;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * What a node shows of itself.
 *
 * @param generation that of the partitions that it reads
 * @param reads the partitions whose records it may process
 */
record View(
        State state,
        boolean isCoordinator,
        Processing processing,
        NodeId self,
        long generation,
        SortedSet<Integer> reads,
        Map<Happening, Long> happened)
        implements NodeView {
    @Override
    public String role() {
        return isCoordinator ? "coordinator" : "member";
    }

    @Override
    public Map<String, Object> details() {
        Map<String, Long> lag = new TreeMap<>();
        state.partitions()
                .forEach((number, partition) ->
                        lag.put(Integer.toString(number), partition.log().end() - partition.committed()));
        return new TreeMap<>(Map.of("generation", generation, "lag", lag, "reads", reads));
    }
}
