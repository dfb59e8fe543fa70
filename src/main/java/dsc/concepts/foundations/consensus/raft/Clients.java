package dsc.concepts.foundations.consensus.raft;

import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Reply;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The clients that wait for an answer of this server. It is bookkeeping, not protocol state: nothing that a server
 * decides depends on it.
 */
final class Clients {

    /** A command that is not in the log yet. */
    record Proposal(Command command, ActorRef<Reply> replyTo) {}

    /**
     * A read that waits for the leader to be confirmed (thesis, §6.4).
     *
     * @param round the round of messages that a majority must answer
     * @param readIndex the entry that must have been applied
     */
    record Read(long round, long readIndex, String key, ActorRef<Reply> replyTo) {}

    private final List<Proposal> proposals = new ArrayList<>();
    private final TreeMap<Long, ActorRef<Reply>> appended = new TreeMap<>();
    private final Deque<Read> reads = new ArrayDeque<>();
    private ActorRef<Reply> learner;

    void propose(Command command, ActorRef<Reply> replyTo) {
        proposals.add(new Proposal(command, replyTo));
    }

    void read(Read read) {
        reads.add(read);
    }

    boolean waitForRound(long round) {
        return !reads.isEmpty() && reads.getLast().round() >= round;
    }

    /** Takes the first {@code limit} proposals. */
    List<Proposal> takeProposals(int limit) {
        List<Proposal> head = proposals.subList(0, Math.min(limit, proposals.size()));
        List<Proposal> taken = List.copyOf(head);
        head.clear();
        return taken;
    }

    /** Whether there are proposals or reads that the next flush may serve. */
    boolean hasUnsent() {
        return !proposals.isEmpty() || !reads.isEmpty();
    }

    int proposalCount() {
        return proposals.size();
    }

    /** The client whose command became the entry at {@code index}. */
    void await(long index, ActorRef<Reply> replyTo) {
        appended.put(index, replyTo);
    }

    Optional<ActorRef<Reply>> takeAppended(long index) {
        return Optional.ofNullable(appended.remove(index));
    }

    /** The client that asked for a server to be added, which is catching up now; there is one at a time. */
    void awaitLearner(ActorRef<Reply> replyTo) {
        learner = replyTo;
    }

    ActorRef<Reply> takeLearner() {
        ActorRef<Reply> taken = learner;
        learner = null;
        return taken;
    }

    /** Takes the reads whose round was answered and whose entry was applied. */
    List<Read> takeReads(long answeredRound, long appliedIndex) {
        List<Read> ready = new ArrayList<>();
        while (!reads.isEmpty()
                && reads.peek().round() <= answeredRound
                && reads.peek().readIndex() <= appliedIndex) {
            ready.add(reads.poll());
        }
        return ready;
    }

    /**
     * The clients that must be told that this server no longer leads: outcome unknown for what is in the log, elsewhere
     * for the rest.
     */
    void dismiss(Optional<NodeId> leader, BiConsumer<ActorRef<Reply>, Reply> answer) {
        appended.values().forEach(client -> answer.accept(client, new Reply.Unknown("the leader stepped down")));
        proposals.forEach(proposal -> answer.accept(proposal.replyTo(), new Reply.Redirect(leader)));
        reads.forEach(read -> answer.accept(read.replyTo(), new Reply.Redirect(leader)));
        if (learner != null) {
            answer.accept(takeLearner(), new Reply.Redirect(leader));
        }
        appended.clear();
        proposals.clear();
        reads.clear();
    }

    int waiting() {
        return proposals.size() + appended.size() + reads.size() + (learner == null ? 0 : 1);
    }
}
