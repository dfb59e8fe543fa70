package dsc.concepts.foundations.transactions;

import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a node shows whose transactions are committed or aborted as a whole: {@link CommitRules} judge it. */
public interface CommitView extends NodeView {

    /** Those at home here. */
    Accounts accounts();

    /** A node whose snapshot holds a shared lock here; empty if there is none. */
    Optional<NodeId> reader();

    /** What this node posts of a transaction that it is in doubt about, if that is committed. */
    Map<TransactionId, List<Change>> pending();

    /** The participants of transactions, as far as this node knows them now. */
    Map<TransactionId, List<NodeId>> participants();

    /** What the node has decided as a coordinator, or knows as a participant. */
    Map<TransactionId, Outcome> outcomes();

    /** Whether this node has had the transaction as a participant: it is in doubt, or it has ended. */
    boolean hasSeen(TransactionId transaction);
}
