package dsc.concepts.patterns.scaling.horizontal;

import dsc.workbench.protocol.NodeView;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a node carries.
 *
 * @param allocation which node a shard is put on
 * @param shards the accounts that are started here, by shard; null if the node does not know just now
 */
record BranchView(String allocation, SortedMap<String, Integer> shards) implements NodeView {

    BranchView {
        shards = shards == null ? null : new TreeMap<>(shards);
    }

    @Override
    public String role() {
        return "region";
    }

    @Override
    public Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("allocation", allocation);
        details.put("shards", shards == null ? null : shards.size());
        details.put(
                "accounts",
                shards == null
                        ? null
                        : shards.values().stream().mapToInt(Integer::intValue).sum());
        return details;
    }
}
