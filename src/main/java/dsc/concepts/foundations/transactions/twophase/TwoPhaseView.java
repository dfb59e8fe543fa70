package dsc.concepts.foundations.transactions.twophase;

import dsc.concepts.foundations.transactions.Accounts;
import dsc.concepts.foundations.transactions.Change;
import dsc.concepts.foundations.transactions.CommitView;
import dsc.concepts.foundations.transactions.Outcome;
import dsc.concepts.foundations.transactions.TransactionId;
import dsc.workbench.protocol.NodeId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a node shows of itself.
 *
 * @param reader a node whose snapshot holds a shared lock here
 * @param open how many transactions it collects votes for
 */
record TwoPhaseView(NodeId self, TwoPhaseState state, Optional<NodeId> reader, int open, Map<Happening, Long> happened)
        implements CommitView {

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

    @Override
    public Accounts accounts() {
        return state.accounts();
    }

    @Override
    public Map<TransactionId, List<Change>> pending() {
        Map<TransactionId, List<Change>> pending = new HashMap<>();
        state.inDoubt().forEach((transaction, part) -> pending.put(transaction, part.changes()));
        return pending;
    }

    @Override
    public Map<TransactionId, List<NodeId>> participants() {
        Map<TransactionId, List<NodeId>> participants = new HashMap<>();
        state.inDoubt().forEach((transaction, part) -> participants.put(transaction, part.participants()));
        state.decisions().forEach((transaction, decision) -> participants.put(transaction, decision.participants()));
        return participants;
    }

    @Override
    public Map<TransactionId, Outcome> outcomes() {
        Map<TransactionId, Outcome> outcomes = new TreeMap<>();
        state.decisions().forEach((transaction, decision) -> outcomes.put(transaction, decision.outcome()));
        outcomes.putAll(state.outcomes());
        return outcomes;
    }

    @Override
    public boolean hasSeen(TransactionId transaction) {
        return state.hasSeen(transaction);
    }

    /** Accounts, balances, locks: what the pages show by {@code dsc status}. */
    @Override
    public Map<String, Object> details() {
        Map<String, Object> details = new TreeMap<>();
        details.put("accounts", state.accounts().balances());
        details.put(
                "in-doubt",
                state.inDoubt().keySet().stream().map(TransactionId::toString).toList());
        details.put("locks", state.accounts().lockReferences());
        details.put(
                "undone",
                state.decisions().keySet().stream().map(TransactionId::toString).toList());
        return details;
    }
}
