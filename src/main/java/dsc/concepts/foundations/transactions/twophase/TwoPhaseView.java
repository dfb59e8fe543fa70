package dsc.concepts.foundations.transactions.twophase;

import dsc.concepts.foundations.transactions.TransactionId;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a node shows of itself.
 *
 * @param reader a node whose snapshot holds a shared lock here
 * @param open how many transactions it collects votes for
 */
record TwoPhaseView(NodeId self, TwoPhaseState state, Optional<NodeId> reader, int open, Map<Happening, Long> happened)
        implements NodeView {

    enum Happening {
        A_TRANSACTION_WAS_IN_DOUBT_OVER_A_RESTART_OF_ITS_COORDINATOR,
        A_TRANSACTION_WAS_IN_DOUBT_OVER_A_RESTART_OF_A_PARTICIPANT,
        ANOTHER_PARTICIPANT_RESOLVED_A_DOUBT,
        A_PARTICIPANT_ABORTED_BEFORE_ITS_VOTE,
        A_RESTARTED_COORDINATOR_HAD_NO_RECORD,
        A_PREPARE_CAME_AFTER_THE_END,
        A_COORDINATOR_WAS_STILL_DECIDING,
        VOTES_DID_NOT_COME_IN_TIME,
        A_TRANSFER_FOUND_A_LOCK,
        A_SNAPSHOT_FOUND_A_LOCK,
        A_SHARED_LOCK_LAPSED,
        AN_AUDIT_HAD_SEVERAL_PAGES,
        A_SNAPSHOT_OF_THE_STATE_WAS_TAKEN
    }

    /** Accounts, balances, locks: what the pages show by {@code dsc status}. */
    @Override
    public Map<String, Object> details() {
        Map<String, Object> details = new TreeMap<>();
        Map<String, Long> balances = new TreeMap<>();
        state.accounts().accounts().forEach((name, account) -> balances.put(name, account.balance()));
        details.put("accounts", balances);
        details.put(
                "in-doubt",
                state.inDoubt().keySet().stream().map(TransactionId::toString).toList());
        details.put(
                "locks",
                state.accounts().locks().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                lock -> lock.getValue().reference(),
                                (one, same) -> one,
                                TreeMap::new)));
        details.put(
                "undone",
                state.decisions().keySet().stream().map(TransactionId::toString).toList());
        return details;
    }
}
