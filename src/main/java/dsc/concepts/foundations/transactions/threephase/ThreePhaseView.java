package dsc.concepts.foundations.transactions.threephase;

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
 */
record ThreePhaseView(
        NodeId self,
        ThreePhaseState state,
        Options.Termination termination,
        Optional<NodeId> reader,
        Map<Happening, Long> happened)
        implements CommitView {

    enum Happening {
        A_SITE_TOOK_THE_COORDINATORS_PLACE_AND_COMMITTED,
        A_SITE_TOOK_THE_COORDINATORS_PLACE_AND_ABORTED,
        TWO_ATTEMPTS_MET,
        BOTH_SIDES_OF_A_CUT_WERE_UNDECIDED,
        A_PRE_COMMIT_WAS_LED_TO_ABORT_BY_A_GREATER_ATTEMPT,
        A_TRANSACTION_WAS_IN_DOUBT_OVER_A_RESTART_OF_A_SITE,
        A_SITE_ABORTED_BEFORE_ITS_VOTE,
        A_PREPARE_CAME_AFTER_THE_END,
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
        state.inDoubt().forEach((transaction, doubt) -> pending.put(transaction, doubt.changes()));
        return pending;
    }

    @Override
    public Map<TransactionId, List<NodeId>> participants() {
        Map<TransactionId, List<NodeId>> sites = new HashMap<>(state.untold());
        state.inDoubt().forEach((transaction, doubt) -> sites.put(transaction, doubt.sites()));
        return sites;
    }

    @Override
    public Map<TransactionId, Outcome> outcomes() {
        Map<TransactionId, Outcome> outcomes = new HashMap<>();
        state.untold().keySet().forEach(transaction -> outcomes.put(transaction, Outcome.COMMITTED));
        state.endings().forEach((transaction, ending) -> outcomes.put(transaction, ending.outcome()));
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
        Map<String, String> doubts = new TreeMap<>();
        state.inDoubt()
                .forEach((transaction, doubt) -> doubts.put(
                        transaction.toString(),
                        doubt.lastAttempt()
                                .map(tried ->
                                        (tried.isCommit() ? "pre-committed in " : "pre-aborted in ") + tried.attempt())
                                .orElse("voted yes")));
        details.put("in-doubt", doubts);
        details.put("locks", state.accounts().lockReferences());
        return details;
    }
}
