package dsc.concepts.foundations.consensus.raft;

import dsc.workbench.protocol.NodeId;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * A majority of a configuration: any two have a server in common. Only its servers count, so a server that is not among
 * them does not count itself (thesis, §4.2.2).
 *
 * @param self the server that counts
 */
record Quorum(Configuration configuration, NodeId self) {

    int size() {
        return configuration.servers().size() / 2 + 1;
    }

    boolean isReachedBy(Collection<NodeId> servers) {
        return configuration.servers().stream().filter(servers::contains).count() >= size();
    }

    /**
     * The highest value that a majority has reached.
     *
     * @param own this server's
     * @param others what is known of all others of the configuration, and maybe of more
     */
    long reached(long own, Map<NodeId, Progress> others, ToLongFunction<Progress> value) {
        List<NodeId> servers = configuration.servers();
        long[] ascending = new long[servers.size()];
        for (int position = 0; position < ascending.length; position++) {
            NodeId server = servers.get(position);
            ascending[position] = server.equals(self) ? own : value.applyAsLong(others.get(server));
        }
        Arrays.sort(ascending);
        return ascending[ascending.length - size()];
    }
}
