package dsc.concepts.foundations.transactions;

import dsc.concepts.foundations.transactions.Accounts.Seen;
import dsc.concepts.shared.Round;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Reply;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * A transaction whose votes a coordinator collects; for a snapshot, also whether all locks were held until all had
 * voted. Belongs to one actor, which loses it in a crash.
 *
 * @param <T> what a participant is to do
 */
public final class Coordination<T> {

    /**
     * A yes.
     *
     * @param seen the accounts, for a snapshot
     * @param stamp of the shared lock, for a snapshot
     */
    public record Vote(SortedMap<String, Seen> seen, long stamp) {}

    private final TransactionId transaction;
    private final boolean isSnapshot;
    private final SortedMap<NodeId, T> tasks;
    private final Round<Vote> votes;
    private final Round<Boolean> releases;
    private final long sinceNanos;
    private final ActorRef<Reply> replyTo;
    private boolean isReleasing;

    /**
     * @param isSnapshot whether all participants read; otherwise none does
     * @param tasks what each participant is to do
     */
    public Coordination(
            TransactionId transaction,
            boolean isSnapshot,
            SortedMap<NodeId, T> tasks,
            long sinceNanos,
            ActorRef<Reply> replyTo) {
        this.transaction = transaction;
        this.isSnapshot = isSnapshot;
        this.tasks = tasks;
        this.votes = new Round<>(participants(), tasks.size());
        this.releases = new Round<>(participants(), tasks.size());
        this.sinceNanos = sinceNanos;
        this.replyTo = replyTo;
    }

    public TransactionId transaction() {
        return transaction;
    }

    public SortedMap<NodeId, T> tasks() {
        return tasks;
    }

    public List<NodeId> participants() {
        return List.copyOf(tasks.keySet());
    }

    public boolean isSnapshot() {
        return isSnapshot;
    }

    public long sinceNanos() {
        return sinceNanos;
    }

    public ActorRef<Reply> replyTo() {
        return replyTo;
    }

    public Round<Vote> votes() {
        return votes;
    }

    /** Whether all have said yes. */
    public boolean hasAllVotes() {
        return votes.answers().size() == tasks.size();
    }

    public Round<Boolean> releases() {
        return releases;
    }

    /** Whether all have voted for this snapshot, and are asked to let go. */
    public boolean isReleasing() {
        return isReleasing;
    }

    public void beginReleasing() {
        isReleasing = true;
    }

    /** Whether {@code stamp} is that of the lock under which {@code from} has read. */
    public boolean isHeld(NodeId from, long stamp) {
        Vote vote = votes.answers().get(from);
        return vote != null && stamp != SharedLocks.NOT_HELD && vote.stamp() == stamp;
    }

    /** What all homes have told together. */
    public SortedMap<String, Seen> seen() {
        SortedMap<String, Seen> seen = new TreeMap<>();
        votes.answers().values().forEach(vote -> seen.putAll(vote.seen()));
        return seen;
    }
}
