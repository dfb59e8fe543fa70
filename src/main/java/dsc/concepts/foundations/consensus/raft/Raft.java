package dsc.concepts.foundations.consensus.raft;

import dsc.concepts.foundations.consensus.raft.DurableState.TermStarted;
import dsc.concepts.foundations.consensus.raft.Role.Leader;
import dsc.concepts.shared.DurablePeer;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Wire;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.persistence.typed.javadsl.Effect;

/**
 * One Raft server (Ongaro and Ousterhout, extended version; sections without a name are its; "thesis" is Ongaro's).
 *
 * <table>
 *   <caption>Legal transitions</caption>
 *   <tr><th>from</th><th>to</th><th>when</th></tr>
 *   <tr><td>(start)</td><td>follower</td><td>the journal was replayed</td></tr>
 *   <tr><td>pre-candidate, candidate</td><td>follower</td><td>the election timeout passed, and it is not in the group</td></tr>
 *   <tr><td>follower, pre-candidate, candidate</td><td>pre-candidate</td><td>the election timeout passed</td></tr>
 *   <tr><td>pre-candidate</td><td>candidate, of the next term</td><td>a majority would vote for it</td></tr>
 *   <tr><td>follower</td><td>candidate, of the next term</td><td>the leader handed over (TimeoutNow)</td></tr>
 *   <tr><td>candidate</td><td>leader</td><td>a majority voted for it</td></tr>
 *   <tr><td>pre-candidate, candidate</td><td>follower</td><td>a leader of its term appeared</td></tr>
 *   <tr><td>leader</td><td>follower</td><td>a majority was silent for an election timeout</td></tr>
 *   <tr><td>leader</td><td>follower</td><td>it was committed that it is not in the group</td></tr>
 *   <tr><td>any</td><td>follower</td><td>a message carried a higher term</td></tr>
 * </table>
 *
 * <p>A message is handled in one {@link Step}: it changes the role, notes events, and queues what is to be sent. The
 * events are persisted before anything is sent that depends on them, so no message depends on what a crash could undo;
 * a leader's entries, which depend on its term alone, leave while they are written (thesis, §10.2.1).
 */
public final class Raft extends DurablePeer<Raft.Message, DurableState.Event, DurableState> {

    public sealed interface Message {}

    /** A client's command; answered when it is committed and applied. */
    public record Execute(Command command, ActorRef<Reply> replyTo) implements Message {}

    /** A client's linearizable read; answered without writing to the log. */
    public record Read(String key, ActorRef<Reply> replyTo) implements Message {}

    /** Asks the leader to make {@code target}, or the most up-to-date follower, the leader (thesis, §3.10). */
    public record TransferLeadership(Optional<NodeId> target, ActorRef<Reply> replyTo) implements Message {}

    /** Asks the leader to take {@code server} into the group (thesis, §4.1); answered when that is committed. */
    public record AddServer(NodeId server, ActorRef<Reply> replyTo) implements Message {}

    /** Asks the leader to take {@code server}, itself maybe, out of the group; answered when that is committed. */
    public record RemoveServer(NodeId server, ActorRef<Reply> replyTo) implements Message {}

    public record Inspect(ActorRef<NodeView> replyTo) implements Message {}

    /** What servers send each other; {@code term} is the sender's. */
    public sealed interface PeerMessage extends Message, Wire {
        long term();
    }

    /** Would you vote for me in {@code nextTerm}? Changes nothing at the receiver (thesis, §9.6). */
    public record RequestPreVote(long term, long nextTerm, NodeId candidate, long lastLogIndex, long lastLogTerm)
            implements PeerMessage {}

    public record PreVote(long term, long nextTerm, NodeId voter, boolean granted) implements PeerMessage {}

    /** @param transfer whether the leader asked for this election, which others then must not ignore */
    public record RequestVote(long term, NodeId candidate, long lastLogIndex, long lastLogTerm, boolean transfer)
            implements PeerMessage {}

    public record Vote(long term, NodeId voter, boolean granted) implements PeerMessage {}

    /**
     * Entries after {@code previousIndex}, or none: a heartbeat.
     *
     * @param round which the answer repeats, so that the leader knows that it was still followed then
     */
    public record AppendEntries(
            long term,
            NodeId leader,
            long previousIndex,
            long previousTerm,
            List<Entry> entries,
            long commitIndex,
            long round)
            implements PeerMessage {}

    /** The follower's log equals the leader's up to {@code matchIndex}. */
    public record Appended(long term, NodeId follower, long matchIndex, long round) implements PeerMessage {}

    /**
     * The follower lacks the entry at {@code previousIndex}; the logs may agree before {@code hintIndex}.
     *
     * @param round that of the refused message; 0 when it came from an earlier term, since then it says nothing about
     *     who leads now
     */
    public record AppendRefused(long term, NodeId follower, long previousIndex, long hintIndex, long round)
            implements PeerMessage {}

    /** A piece of a snapshot, from byte {@code offset} on (§7, figure 13; thesis, figure 5.3). */
    public record InstallSnapshot(
            long term,
            NodeId leader,
            long lastIndex,
            long lastTerm,
            Configuration configuration,
            int offset,
            byte[] data,
            boolean done)
            implements PeerMessage {}

    /** The follower has the snapshot's first {@code nextOffset} bytes. */
    public record SnapshotChunkReceived(long term, NodeId follower, long lastIndex, int nextOffset)
            implements PeerMessage {}

    /** The leader wants the receiver to take over at once (thesis, §3.10). */
    public record TimeoutNow(long term) implements PeerMessage {}

    /** @param number of the timer: one that was started anew meanwhile no longer counts */
    record ElectionTimedOut(long number) implements Message {}

    record HeartbeatDue() implements Message {}

    /** Commands and reads that arrived together go out together. */
    record Flush() implements Message {}

    private final Server server;
    private final Leadership leadership;
    private final Membership membership;
    private final Election election;
    private final Following following;

    public static Behavior<Message> create(NodeContext<Message> node, RaftSettings settings) {
        return start(node, setup -> new Raft(setup, new Server(setup, settings)));
    }

    private Raft(Setup<Message> setup, Server server) {
        super(
                setup,
                DurableState.beginning(new Configuration(setup.node().group())),
                server::apply,
                server.settings.snapshotEntries());
        this.server = server;
        this.leadership = new Leadership(server);
        this.membership = new Membership(server, leadership);
        this.election = new Election(server, leadership);
        this.following = new Following(server);
    }

    @Override
    protected void onRecovered(DurableState state) {
        Step step = server.begin(state);
        server.recover(state);
        following.forgetIncomingSnapshot();
        step.release();
        server.logger().info("{} recovered: term {}, {}", server.node.self(), state.term(), state.log());
    }

    @Override
    protected Effect<DurableState.Event, DurableState> onMessage(DurableState state, Message message) {
        Step step = server.begin(state);
        onMessage(message);
        if (!(message instanceof Inspect)) {
            membership.afterMessage();
        }
        step.releaseAhead();
        return step.events().isEmpty()
                ? Effect().none().thenRun(step::release)
                : Effect().persist(step.events()).thenRun(step::release);
    }

    private void onMessage(Message message) {
        switch (message) {
            case Execute execute -> onExecute(execute);
            case Read read -> leadership.onRead(read);
            case TransferLeadership transfer -> leadership.onTransferLeadership(transfer);
            case AddServer add -> membership.onAddServer(add);
            case RemoveServer remove -> membership.onRemoveServer(remove);
            case Inspect inspect -> onInspect(inspect);
            case PeerMessage fromPeer -> onPeerMessage(fromPeer);
            case ElectionTimedOut timedOut -> election.onElectionTimedOut(timedOut);
            case HeartbeatDue due -> leadership.onHeartbeatDue();
            case Flush flush -> leadership.onFlush();
        }
    }

    private void onExecute(Execute execute) {
        if (server.role instanceof Leader leader && leader.transfer().isEmpty()) {
            server.clients.propose(execute.command(), execute.replyTo());
            server.queueFlush();
        } else {
            server.reply(execute.replyTo(), new Reply.Redirect(server.leaderHint()));
        }
    }

    private void onInspect(Inspect inspect) {
        inspect.replyTo()
                .tell(new ServerState(
                        server.node.self(),
                        server.state(),
                        server.role,
                        server.commitIndex,
                        server.leaderHint(),
                        server.store.sessionCount(),
                        server.store.forgottenSessionCommands(),
                        server.clients.waiting(),
                        server.settings));
    }

    /** A higher term makes any server a follower of that term (§5.1). */
    private void onPeerMessage(PeerMessage message) {
        // A server that hears its leader does not let a candidate disturb it, unless the leader sent that one (thesis,
        // §4.2.3); and a server that only asks has not started a term yet.
        boolean disruptive = message instanceof RequestVote request && !request.transfer() && server.hearsLeader();
        if (disruptive) {
            return;
        }
        if (message.term() > server.term() && !(message instanceof RequestPreVote)) {
            server.persist(new TermStarted(message.term()));
            server.becomeFollower(Optional.empty());
        }
        switch (message) {
            case RequestPreVote request -> election.onRequestPreVote(request);
            case PreVote vote -> election.onPreVote(vote);
            case RequestVote request -> election.onRequestVote(request);
            case Vote vote -> election.onVote(vote);
            case AppendEntries append -> following.onAppendEntries(append);
            case Appended appended -> leadership.onAppended(appended);
            case AppendRefused refused -> leadership.onAppendRefused(refused);
            case InstallSnapshot chunk -> following.onInstallSnapshot(chunk);
            case SnapshotChunkReceived received -> leadership.onSnapshotChunkReceived(received);
            case TimeoutNow now -> election.onTimeoutNow(now);
        }
    }
}
