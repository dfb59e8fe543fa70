package dsc.concepts.foundations.consensus.raft;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Servers whose states a test shows to the invariants, one after the other, as a runner does. */
abstract class WatchedServers {

    private final List<Invariant<ServerState>> invariants = RaftRules.invariants();
    private final Map<NodeId, ServerState> latest = new TreeMap<>();
    final List<String> broken = new ArrayList<>();

    /** Looks at states one after the other, as a runner does. */
    void see(ServerState... states) {
        for (ServerState state : states) {
            ServerState before = latest.put(state.server(), state);
            for (Invariant<ServerState> invariant : invariants) {
                invariant
                        .brokenBy(state.server(), before, state)
                        .ifPresent(what -> broken.add(invariant.name() + ": " + what));
            }
        }
    }

    void restart(NodeId node) {
        latest.remove(node);
    }

    void assertNothingBroken() {
        assertThat(broken).isEmpty();
    }

    void assertBroken(String what) {
        assertThat(broken).contains(what);
    }

    void assertOnlyBroken(String what) {
        assertThat(broken).containsExactly(what);
    }
}
