package dsc.concepts.foundations.consensus.raft;

import dsc.workbench.protocol.NodeId;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

/**
 * A majority of a fixed group: any two have a member in common.
 *
 * @param servers the size of the group, 1 or more
 */
record Quorum(int servers) {

    Quorum {
        if (servers < 1) {
            throw new IllegalArgumentException("a group has at least one server: " + servers);
        }
    }

    int size() {
        return servers / 2 + 1;
    }

    boolean isReachedBy(int count) {
        return count >= size();
    }

    /** The highest value that a majority, {@code own} included, has reached. */
    long reached(long own, Map<NodeId, Progress> others, ToLongFunction<Progress> value) {
        long[] ascending = LongStream.concat(
                        LongStream.of(own), others.values().stream().mapToLong(value))
                .sorted()
                .toArray();
        return ascending[ascending.length - size()];
    }
}
