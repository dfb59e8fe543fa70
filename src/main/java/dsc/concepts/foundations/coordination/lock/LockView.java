package dsc.concepts.foundations.coordination.lock;

import dsc.concepts.foundations.coordination.Tenure;
import dsc.concepts.foundations.coordination.Token;
import dsc.workbench.protocol.NodeView;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a node shows of itself.
 *
 * @param holds the tokens that it has, by their locks
 * @param kept what it acknowledged last
 */
record LockView(
        Lock.State state,
        boolean fencing,
        long ttlNanos,
        Map<String, Leases.Turn> turns,
        Map<String, Token> holds,
        Optional<Tenure.Kept> kept,
        Map<Happening, Long> happened)
        implements NodeView {

    enum Happening {
        TWO_NODES_HELD_THE_SAME_LOCK_AT_ONCE,
        A_TOKEN_WAS_BEHIND,
        A_MAJORITY_WAS_MISSED,
        A_LOCK_EXPIRED_WHILE_ITS_HOLDER_WORKED,
        A_LOCK_WAS_RENEWED,
        A_RESTARTED_NODE_HELD_A_GRANT_BACK,
        A_SNAPSHOT_WAS_TAKEN
    }

    @Override
    public String role() {
        return holds.isEmpty() ? "replica" : "holder";
    }

    @Override
    public Map<String, Object> details() {
        Map<String, String> granted = new TreeMap<>();
        state.grants()
                .grants()
                .forEach((lock, grant) -> granted.put(lock, grant.token() + (grant.isHeld() ? "" : ", released")));
        return new TreeMap<>(Map.of(
                "granted", granted, "registers", state.registers().registers().size()));
    }
}
