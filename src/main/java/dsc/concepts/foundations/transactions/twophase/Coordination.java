package dsc.concepts.foundations.transactions.twophase;

import dsc.concepts.foundations.transactions.Accounts.Seen;
import dsc.concepts.foundations.transactions.SharedLocks;
import dsc.concepts.foundations.transactions.TransactionId;
import dsc.concepts.foundations.transactions.twophase.TwoPhase.Task;
import dsc.concepts.foundations.transactions.twophase.TwoPhase.Yes;
import dsc.concepts.shared.Round;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Reply;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * A transaction whose votes a coordinator collects; for a snapshot, also whether all locks were held until all had
 * voted. Belongs to one actor, which loses it in a crash: then the transaction is aborted.
 */
final class Coordination {

    private final TransactionId transaction;
    private final SortedMap<NodeId, Task> tasks;
    private final Round<Yes> votes;
    private final Round<Boolean> releases;
    private final long sinceNanos;
    private final ActorRef<Reply> replyTo;
    private boolean isReleasing;

    /** @param tasks what each participant is to do: all of them change something, or all of them read */
    Coordination(TransactionId transaction, SortedMap<NodeId, Task> tasks, long sinceNanos, ActorRef<Reply> replyTo) {
        this.transaction = transaction;
        this.tasks = tasks;
        this.votes = new Round<>(participants(), tasks.size());
        this.releases = new Round<>(participants(), tasks.size());
        this.sinceNanos = sinceNanos;
        this.replyTo = replyTo;
    }

    TransactionId transaction() {
        return transaction;
    }

    SortedMap<NodeId, Task> tasks() {
        return tasks;
    }

    List<NodeId> participants() {
        return List.copyOf(tasks.keySet());
    }

    boolean isSnapshot() {
        return tasks.values().stream().allMatch(Task.Read.class::isInstance);
    }

    long sinceNanos() {
        return sinceNanos;
    }

    ActorRef<Reply> replyTo() {
        return replyTo;
    }

    Round<Yes> votes() {
        return votes;
    }

    Round<Boolean> releases() {
        return releases;
    }

    /** Whether all have voted for this snapshot, and are asked to let go. */
    boolean isReleasing() {
        return isReleasing;
    }

    void beginReleasing() {
        isReleasing = true;
    }

    /** Whether {@code stamp} is that of the lock under which {@code from} has read. */
    boolean isHeld(NodeId from, long stamp) {
        Yes vote = votes.answers().get(from);
        return vote != null && stamp != SharedLocks.NOT_HELD && vote.stamp() == stamp;
    }

    /** What all homes have told together. */
    SortedMap<String, Seen> seen() {
        SortedMap<String, Seen> seen = new TreeMap<>();
        votes.answers().values().forEach(vote -> seen.putAll(vote.seen()));
        return seen;
    }
}
