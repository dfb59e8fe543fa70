package dsc.concepts.foundations.consensus.raft;

import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Wire;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The servers of a group, who vote and are counted (§6; thesis, §4.1). A server goes by the latest one in its log,
 * committed or not.
 *
 * @param servers in the order of their ids, each once
 */
public record Configuration(List<NodeId> servers) implements Wire {

    /** The group of a server that knows none: nobody counts. */
    static final Configuration NONE = new Configuration(List.of());

    public Configuration {
        servers = servers.stream().sorted().distinct().toList();
    }

    boolean contains(NodeId server) {
        return servers.contains(server);
    }

    Configuration with(NodeId server) {
        return new Configuration(
                Stream.concat(servers.stream(), Stream.of(server)).toList());
    }

    Configuration without(NodeId server) {
        return new Configuration(
                servers.stream().filter(other -> !other.equals(server)).toList());
    }

    /** Everyone but {@code server}, which may be in it or not. */
    List<NodeId> others(NodeId server) {
        return without(server).servers();
    }

    /** Whether the two differ by one server: then any majority of one and any of the other have one in common. */
    boolean isOneServerFrom(Configuration other) {
        Set<NodeId> either = new HashSet<>(servers);
        either.addAll(other.servers);
        return 2 * either.size() - servers.size() - other.servers.size() == 1;
    }

    /** Such as {@code n1 n2 n3}. */
    @Override
    public String toString() {
        return servers.stream().map(NodeId::value).collect(Collectors.joining(" "));
    }
}
