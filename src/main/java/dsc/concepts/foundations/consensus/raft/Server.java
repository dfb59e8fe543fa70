package dsc.concepts.foundations.consensus.raft;

import dsc.concepts.foundations.consensus.KeyValueStore;
import dsc.concepts.foundations.consensus.raft.DurableState.LogCompacted;
import dsc.concepts.foundations.consensus.raft.Raft.AppendEntries;
import dsc.concepts.foundations.consensus.raft.Raft.ElectionTimedOut;
import dsc.concepts.foundations.consensus.raft.Raft.Flush;
import dsc.concepts.foundations.consensus.raft.Raft.Message;
import dsc.concepts.foundations.consensus.raft.Raft.PeerMessage;
import dsc.concepts.foundations.consensus.raft.Role.Candidate;
import dsc.concepts.foundations.consensus.raft.Role.Follower;
import dsc.concepts.foundations.consensus.raft.Role.Leader;
import dsc.concepts.foundations.consensus.raft.Role.PreCandidate;
import dsc.concepts.foundations.consensus.raft.Role.Transfer;
import dsc.concepts.shared.DurablePeer.Setup;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.slf4j.Logger;

/**
 * What the parts of a Raft server share: what it remembers and what it is, and the rules that hold in every role. Lives
 * and dies with the actor; only the actor's thread touches it.
 */
final class Server {

    final NodeContext<Message> node;
    final RaftSettings settings;
    final TimerScheduler<Message> timers;
    final Clients clients = new Clients();
    private final ActorContext<Message> actor;

    Role role = new Follower(Optional.empty(), 0);
    KeyValueStore store;

    /** The last entry known to be committed; all up to it are applied. */
    long commitIndex;

    /** The number of the election timer that counts. */
    long electionTimer;

    boolean flushQueued;

    /** The message being handled. */
    private Step step = new Step(DurableState.INITIAL);

    Server(Setup<Message> setup, RaftSettings settings) {
        this.actor = setup.actor();
        this.node = setup.node();
        this.timers = setup.timers();
        this.settings = settings;
        this.store = new KeyValueStore(settings.sessionsMax());
    }

    /** Begins the handling of a message, or of the recovery. */
    Step begin(DurableState state) {
        step = new Step(state);
        return step;
    }

    /** The state after {@code event}, which is this step's or comes from the journal. */
    DurableState apply(DurableState before, DurableState.Event event) {
        return step.apply(before, event);
    }

    /** Forgets all that a crash would have made it forget. */
    void recover(DurableState state) {
        restoreStore(state.log().snapshot());
        commitIndex = state.log().snapshot().lastIndex();
        flushQueued = false;
        becomeFollower(Optional.empty());
    }

    /** Makes the state machine what {@code snapshot} says that it came to. */
    void restoreStore(Snapshot snapshot) {
        store = KeyValueStore.of(snapshot.data(), settings.sessionsMax());
    }

    void becomeFollower(Optional<NodeId> leader) {
        if (role instanceof Leader) {
            logger().info("{} steps down; term {}", node.self(), term());
        }
        clients.dismiss(leader, this::reply);
        timers.cancel("heartbeat");
        role = new Follower(leader, node.clock().monotonicNanos());
        restartElectionTimer();
    }

    /** Whether a leader was heard within the shortest election timeout: then an election would only disturb. */
    boolean hearsLeader() {
        return switch (role) {
            case Leader leader -> true;
            case Follower follower ->
                follower.leader().isPresent()
                        && node.clock().monotonicNanos() - follower.heardNanos()
                                < settings.electionTimeoutMin().toNanos();
            case PreCandidate candidate -> false;
            case Candidate candidate -> false;
        };
    }

    /**
     * Applies what is newly committed, answers the clients that wait for it, and compacts a log that has grown long
     * (§5.3, §7).
     */
    void commit(long index) {
        while (commitIndex < index) {
            commitIndex++;
            KeyValueStore.Result result =
                    apply(commitIndex, log().entry(commitIndex).command());
            clients.takeAppended(commitIndex).ifPresent(client -> reply(client, result.reply()));
        }
        if (commitIndex - log().snapshot().lastIndex() >= settings.snapshotEntries()) {
            persist(new LogCompacted(new Snapshot(
                    commitIndex, log().term(commitIndex), state().configurationAt(commitIndex), store.image())));
        }
    }

    private KeyValueStore.Result apply(long index, Command command) {
        return switch (command) {
            case Command.NoOp noOp -> KeyValueStore.Result.done(null);
            case Command.Reconfigure reconfigure ->
                KeyValueStore.Result.done(reconfigure.configuration().toString());
            case Command.OpenSession open -> store.openSession(index);
            case Command.ClientCommand client -> store.apply(client.update());
        };
    }

    /** The servers that count for this one: by the latest configuration in its log (thesis, §4.1). */
    Configuration configuration() {
        return state().configuration();
    }

    Quorum quorum() {
        return new Quorum(configuration(), node.self());
    }

    boolean configurationIsCommitted() {
        return state().configurationIndex() <= commitIndex;
    }

    /**
     * Whether this server may be needed as a leader: also when it is not in the latest configuration, as long as that
     * one is not known to be committed (thesis, §4.2.2).
     */
    boolean mayStand() {
        return configuration().contains(node.self()) || !configurationIsCommitted();
    }

    /** The servers to which a leader sends entries, with those that a change removes which is not committed yet. */
    List<NodeId> receivers() {
        return Stream.of(configuration(), state().configurationAt(commitIndex))
                .flatMap(configuration -> configuration.others(node.self()).stream())
                .sorted()
                .distinct()
                .toList();
    }

    void restartElectionTimer() {
        long min = settings.electionTimeoutMin().toNanos();
        long max = settings.electionTimeoutMax().toNanos();
        long wait = min + (max > min ? node.random().nextLong(max - min) : 0);
        electionTimer++;
        // Repeated, in case one is lost: a journal's stall may leave more messages waiting than Pekko keeps.
        timers.startTimerWithFixedDelay("election", new ElectionTimedOut(electionTimer), Duration.ofNanos(wait));
    }

    void queueFlush() {
        if (!flushQueued) {
            flushQueued = true;
            actor.getSelf().tell(new Flush());
        }
    }

    Optional<NodeId> leaderHint() {
        return switch (role) {
            case Leader leader -> leader.transfer().map(Transfer::target).or(() -> Optional.of(node.self()));
            case Follower follower -> follower.leader();
            case PreCandidate candidate -> Optional.empty();
            case Candidate candidate -> Optional.empty();
        };
    }

    long term() {
        return state().term();
    }

    Log log() {
        return state().log();
    }

    void persist(DurableState.Event event) {
        step.persist(event);
    }

    void send(NodeId to, PeerMessage message) {
        step.afterwards(() -> node.peers().tell(to, message));
    }

    /**
     * Sends a leader's entries while its own journal writes them (thesis, §10.2.1). Should it crash before they are
     * durable, it has sent what it does not have, and nothing is lost: it never leads this term again, and counts
     * itself among those that have an entry only when it handles an answer, which is after the write.
     */
    void sendAhead(NodeId to, AppendEntries message) {
        if (step.mayGoAhead(message.commitIndex())) {
            step.ahead(() -> node.peers().tell(to, message));
        } else {
            send(to, message);
        }
    }

    void reply(ActorRef<Reply> to, Reply reply) {
        step.afterwards(() -> to.tell(reply));
    }

    DurableState state() {
        return step.state();
    }

    Logger logger() {
        return actor.getLog();
    }
}
