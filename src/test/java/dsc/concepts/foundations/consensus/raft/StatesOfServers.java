package dsc.concepts.foundations.consensus.raft;

import dsc.concepts.foundations.consensus.raft.Role.Candidate;
import dsc.concepts.foundations.consensus.raft.Role.Follower;
import dsc.concepts.foundations.consensus.raft.Role.Leader;
import dsc.concepts.foundations.consensus.raft.Role.PreCandidate;
import dsc.concepts.foundations.consensus.raft.Role.Transfer;
import dsc.workbench.protocol.NodeId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the states of servers of which a test tells the history. */
final class StatesOfServers {

    static final NodeId N1 = new NodeId("n1");
    static final NodeId N2 = new NodeId("n2");
    static final NodeId N3 = new NodeId("n3");
    static final Configuration GROUP = new Configuration(List.of(N1, N2, N3));

    private StatesOfServers() {}

    /** Entries as {@code 2b}: of term 2, with a command that writes b. */
    static List<Entry> entries(String... entries) {
        return Arrays.stream(entries)
                .map(entry -> new Entry(
                        Long.parseLong(entry.substring(0, 1)), new Command.Write(0, 0, "k", entry.substring(1))))
                .toList();
    }

    /** A log from index 1 on. */
    static Log log(String... entries) {
        return new Log(new Snapshot(0, 0, GROUP, new byte[0]), List.of()).append(0, entries(entries));
    }

    static Snapshot snapshot(long lastIndex, long lastTerm, String content) {
        return new Snapshot(lastIndex, lastTerm, GROUP, content.getBytes(StandardCharsets.UTF_8));
    }

    static ServerState follower(NodeId node, long term, Log log, long commitIndex) {
        return state(node, term, Optional.empty(), log, commitIndex, new Follower(Optional.empty(), 0));
    }

    static ServerState voter(NodeId node, long term, NodeId candidate, Log log, long commitIndex) {
        return state(node, term, Optional.of(candidate), log, commitIndex, new Follower(Optional.empty(), 0));
    }

    static ServerState preCandidate(NodeId node, long term, Log log, long commitIndex) {
        return state(node, term, Optional.empty(), log, commitIndex, new PreCandidate(Set.of(node)));
    }

    static ServerState candidate(NodeId node, long term, Log log, long commitIndex) {
        return state(node, term, Optional.of(node), log, commitIndex, new Candidate(Set.of(node)));
    }

    static ServerState leader(NodeId node, long term, Log log, long commitIndex) {
        return leader(node, term, log, commitIndex, Map.of());
    }

    static ServerState leader(NodeId node, long term, Log log, long commitIndex, Map<NodeId, Progress> progress) {
        Role role = new Leader(log.lastIndex(), 0, progress, Optional.empty(), Optional.empty());
        return state(node, term, Optional.of(node), log, commitIndex, role);
    }

    /** Whose no-op is at {@code firstIndex}, and which knows nothing of its followers. */
    static ServerState leader(NodeId node, long term, long firstIndex, Log log, long commitIndex) {
        return leader(node, term, firstIndex, log, commitIndex, Map.of());
    }

    static ServerState leader(
            NodeId node, long term, long firstIndex, Log log, long commitIndex, Map<NodeId, Progress> progress) {
        Role role = new Leader(firstIndex, 0, progress, Optional.empty(), Optional.empty());
        return state(node, term, Optional.of(node), log, commitIndex, role);
    }

    static ServerState leaderHandingOver(NodeId node, long term, Log log, Transfer transfer) {
        Role role = new Leader(log.lastIndex(), 0, Map.of(), Optional.of(transfer), Optional.empty());
        return state(node, term, Optional.of(node), log, 0, role);
    }

    /** What a leader knows of a follower to which it sends no snapshot. */
    static Progress progress(long nextIndex, long matchIndex) {
        return new Progress(nextIndex, matchIndex, true, 0, 0, Optional.empty());
    }

    private static ServerState state(
            NodeId node, long term, Optional<NodeId> vote, Log log, long commitIndex, Role role) {
        return new ServerState(
                node,
                new DurableState(term, vote, log),
                role,
                commitIndex,
                Optional.empty(),
                0,
                0,
                0,
                LoneServer.SETTINGS);
    }
}
