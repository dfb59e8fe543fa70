package dsc.concepts.foundations.consensus.raft;

import dsc.concepts.foundations.consensus.raft.DurableState.EntriesAppended;
import dsc.concepts.foundations.consensus.raft.DurableState.LogCompacted;
import dsc.concepts.foundations.consensus.raft.DurableState.TermStarted;
import dsc.concepts.foundations.consensus.raft.DurableState.VoteCast;
import dsc.concepts.foundations.consensus.raft.Role.Candidate;
import dsc.concepts.foundations.consensus.raft.Role.Follower;
import dsc.concepts.foundations.consensus.raft.Role.Leader;
import dsc.concepts.foundations.consensus.raft.Role.PreCandidate;
import dsc.concepts.foundations.consensus.raft.Role.Transfer;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;

/**
 * One Raft server (Ongaro and Ousterhout, extended version; sections without a name are its; "thesis" is Ongaro's).
 *
 * <table>
 *   <caption>Legal transitions</caption>
 *   <tr><th>from</th><th>to</th><th>when</th></tr>
 *   <tr><td>(start)</td><td>follower</td><td>the journal was replayed</td></tr>
 *   <tr><td>follower, pre-candidate, candidate</td><td>pre-candidate</td><td>the election timeout passed</td></tr>
 *   <tr><td>pre-candidate</td><td>candidate, of the next term</td><td>a majority would vote for it</td></tr>
 *   <tr><td>follower</td><td>candidate, of the next term</td><td>the leader handed over (TimeoutNow)</td></tr>
 *   <tr><td>candidate</td><td>leader</td><td>a majority voted for it</td></tr>
 *   <tr><td>pre-candidate, candidate</td><td>follower</td><td>a leader of its term appeared</td></tr>
 *   <tr><td>leader</td><td>follower</td><td>a majority was silent for an election timeout</td></tr>
 *   <tr><td>any</td><td>follower</td><td>a message carried a higher term</td></tr>
 * </table>
 *
 * <p>A message is handled in one {@link Step}: it changes the role, notes events, and queues what is to be sent. The
 * events are persisted before anything is sent, so no message depends on what a crash could undo.
 */
public final class Raft extends EventSourcedBehavior<Raft.Message, DurableState.Event, DurableState> {

    public sealed interface Message {}

    /** A client's command; answered when it is committed and applied. */
    public record Execute(Command command, ActorRef<Reply> replyTo) implements Message {}

    /** A client's linearizable read; answered without writing to the log. */
    public record Read(String key, ActorRef<Reply> replyTo) implements Message {}

    /** Asks the leader to make {@code target}, or the most up-to-date follower, the leader (thesis, §3.10). */
    public record TransferLeadership(Optional<NodeId> target, ActorRef<Reply> replyTo) implements Message {}

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

    /** The follower lacks the previous entry; the logs may agree before {@code hintIndex}. */
    public record AppendRefused(long term, NodeId follower, long hintIndex, long round) implements PeerMessage {}

    /** A piece of a snapshot, from byte {@code offset} on (§7, figure 13). */
    public record InstallSnapshot(
            long term, NodeId leader, long lastIndex, long lastTerm, int offset, byte[] data, boolean done)
            implements PeerMessage {}

    /** The follower has the snapshot's first {@code nextOffset} bytes. */
    public record SnapshotChunkReceived(long term, NodeId follower, long lastIndex, int nextOffset)
            implements PeerMessage {}

    /** The leader wants the receiver to take over at once (thesis, §3.10). */
    public record TimeoutNow(long term) implements PeerMessage {}

    /** @param number of the timer: one that was started anew meanwhile no longer counts */
    private record ElectionTimedOut(long number) implements Message {}

    private record HeartbeatDue() implements Message {}

    /** Commands and reads that arrived together go out together. */
    private record Flush() implements Message {}

    private final ActorContext<Message> actor;
    private final NodeContext<Message> node;
    private final RaftSettings settings;
    private final TimerScheduler<Message> timers;
    private final Quorum quorum;
    private final Clients clients = new Clients();

    private Role role = new Follower(Optional.empty(), 0);
    private KeyValueStore store = new KeyValueStore();
    private long commitIndex;
    private long electionTimer;
    private boolean flushQueued;
    private Optional<IncomingSnapshot> incoming = Optional.empty();
    private Step step = new Step(DurableState.INITIAL);

    public static Behavior<Message> create(NodeContext<Message> node, RaftSettings settings) {
        return Behaviors.setup(actor -> Behaviors.withTimers(timers -> new Raft(actor, node, settings, timers)));
    }

    private Raft(
            ActorContext<Message> actor,
            NodeContext<Message> node,
            RaftSettings settings,
            TimerScheduler<Message> timers) {
        super(
                PersistenceId.ofUniqueId(node.persistenceId()),
                SupervisorStrategy.restartWithBackoff(settings.journalBackoffMin(), settings.journalBackoffMax(), 0.1));
        this.actor = actor;
        this.node = node;
        this.settings = settings;
        this.timers = timers;
        this.quorum = new Quorum(node.peers().others().size() + 1);
    }

    @Override
    public DurableState emptyState() {
        return DurableState.INITIAL;
    }

    @Override
    public EventHandler<DurableState, DurableState.Event> eventHandler() {
        return DurableState::apply;
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(settings.snapshotEntries(), 2).withDeleteEventsOnSnapshot();
    }

    @Override
    public SignalHandler<DurableState> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), this::onRecovered)
                .build();
    }

    @Override
    public CommandHandler<Message, DurableState.Event, DurableState> commandHandler() {
        return (state, message) -> {
            step = new Step(state);
            onMessage(message);
            return effect(step);
        };
    }

    private Effect<DurableState.Event, DurableState> effect(Step done) {
        return done.events().isEmpty()
                ? Effect().none().thenRun(done::release)
                : Effect().persist(done.events()).thenRun(done::release);
    }

    private void onMessage(Message message) {
        switch (message) {
            case Execute execute -> onExecute(execute);
            case Read read -> onRead(read);
            case TransferLeadership transfer -> onTransferLeadership(transfer);
            case Inspect inspect -> onInspect(inspect);
            case PeerMessage fromPeer -> onPeerMessage(fromPeer);
            case ElectionTimedOut timedOut -> onElectionTimedOut(timedOut);
            case HeartbeatDue due -> onHeartbeatDue();
            case Flush flush -> onFlush();
        }
    }

    /** A higher term makes any server a follower of that term (§5.1), but for what asks before it starts one. */
    private void onPeerMessage(PeerMessage message) {
        boolean ignored = message instanceof RequestVote request && !request.transfer() && hearsLeader();
        boolean asksOnly = message instanceof RequestPreVote;
        if (message.term() > term() && !ignored && !asksOnly) {
            persist(new TermStarted(message.term()));
            becomeFollower(Optional.empty());
        }
        switch (message) {
            case RequestPreVote request -> onRequestPreVote(request);
            case PreVote vote -> onPreVote(vote);
            case RequestVote request -> onRequestVote(request, ignored);
            case Vote vote -> onVote(vote);
            case AppendEntries append -> onAppendEntries(append);
            case Appended appended -> onAppended(appended);
            case AppendRefused refused -> onAppendRefused(refused);
            case InstallSnapshot chunk -> onInstallSnapshot(chunk);
            case SnapshotChunkReceived received -> onSnapshotChunkReceived(received);
            case TimeoutNow now -> onTimeoutNow(now);
        }
    }

    private void onRecovered(DurableState state) {
        step = new Step(state);
        store = KeyValueStore.of(state.log().snapshot().data());
        commitIndex = state.log().snapshot().lastIndex();
        incoming = Optional.empty();
        flushQueued = false;
        becomeFollower(Optional.empty());
        step.release();
        actor.getLog().info("{} recovered: term {}, {}", node.self(), state.term(), state.log());
    }

    // --- clients ---

    private void onExecute(Execute execute) {
        if (role instanceof Leader leader && leader.transfer().isEmpty()) {
            clients.propose(execute.command(), execute.replyTo());
            queueFlush();
        } else {
            reply(execute.replyTo(), new Reply.Redirect(leaderHint()));
        }
    }

    /**
     * ReadIndex (thesis, §6.4): the leader's commit index now, served once a round of messages confirmed the leader.
     */
    private void onRead(Read read) {
        if (role instanceof Leader leader) {
            long readIndex = Math.max(commitIndex, leader.firstIndex());
            clients.read(new Clients.Read(leader.round() + 1, readIndex, read.key(), read.replyTo()));
            queueFlush();
        } else {
            reply(read.replyTo(), new Reply.Redirect(leaderHint()));
        }
    }

    private void onTransferLeadership(TransferLeadership transfer) {
        if (!(role instanceof Leader leader)) {
            reply(transfer.replyTo(), new Reply.Redirect(leaderHint()));
            return;
        }
        Optional<NodeId> target = transfer.target().or(() -> mostUpToDate(leader));
        if (target.filter(leader.progress()::containsKey).isEmpty()) {
            reply(
                    transfer.replyTo(),
                    new Reply.Failed(
                            "there is no follower " + target.map(NodeId::value).orElse("")));
            return;
        }
        long untilNanos =
                node.clock().monotonicNanos() + settings.electionTimeoutMax().toNanos();
        role = leader.withTransfer(Optional.of(new Transfer(target.get(), untilNanos, false)));
        reply(transfer.replyTo(), new Reply.Ok(target.get().value()));
        replicate(target.get());
        handOverIfReady(target.get());
    }

    private void onInspect(Inspect inspect) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("commitIndex", commitIndex);
        details.put("lastIndex", log().lastIndex());
        details.put("lastTerm", log().lastTerm());
        details.put("snapshotIndex", log().snapshot().lastIndex());
        details.put("logLength", log().entries().size());
        details.put("votedFor", step.state().votedFor().map(NodeId::value).orElse(null));
        details.put("sessions", store.sessionCount());
        details.put("waitingClients", clients.waiting());
        String leader = leaderHint().map(NodeId::value).orElse(null);
        reply(inspect.replyTo(), new NodeView(role.name(), term(), leader, details));
    }

    /** Appends the proposals as one batch, and begins a round if reads wait for one. */
    private void onFlush() {
        flushQueued = false;
        if (!(role instanceof Leader leader)) {
            return;
        }
        List<Clients.Proposal> proposals = clients.takeProposals(settings.batchEntriesMax());
        if (!proposals.isEmpty()) {
            List<Entry> entries = new ArrayList<>();
            for (Clients.Proposal proposal : proposals) {
                entries.add(new Entry(term(), proposal.command()));
                clients.await(log().lastIndex() + entries.size(), proposal.replyTo());
            }
            persist(new EntriesAppended(log().lastIndex(), entries));
        }
        boolean newRound = clients.waitForRound(leader.round() + 1);
        if (newRound) {
            role = leader.withRound(leader.round() + 1);
        }
        for (NodeId follower : node.peers().others()) {
            boolean sent = progress(follower).pipelining() && pipeline(follower);
            if (newRound && !sent) {
                heartbeat(follower);
            }
        }
        afterAcknowledgement();
        if (clients.hasProposals()) {
            queueFlush();
        }
    }

    // --- election ---

    private void onElectionTimedOut(ElectionTimedOut timedOut) {
        if (timedOut.number() != electionTimer || role instanceof Leader) {
            return;
        }
        role = new PreCandidate(Set.of(node.self()));
        restartElectionTimer();
        for (NodeId peer : node.peers().others()) {
            send(peer, new RequestPreVote(term(), term() + 1, node.self(), log().lastIndex(), log().lastTerm()));
        }
        standIfWanted();
    }

    private void onRequestPreVote(RequestPreVote request) {
        boolean granted = request.nextTerm() > term()
                && !hearsLeader()
                && log().isCoveredBy(request.lastLogIndex(), request.lastLogTerm());
        send(request.candidate(), new PreVote(term(), request.nextTerm(), node.self(), granted));
    }

    private void onPreVote(PreVote vote) {
        if (role instanceof PreCandidate candidate && vote.granted() && vote.nextTerm() == term() + 1) {
            role = candidate.with(vote.voter());
            standIfWanted();
        }
    }

    private void standIfWanted() {
        if (role instanceof PreCandidate candidate
                && quorum.isReachedBy(candidate.votes().size())) {
            stand(false);
        }
    }

    /** Starts a term and asks for votes in it (§5.2). */
    private void stand(boolean transfer) {
        persist(new TermStarted(term() + 1));
        persist(new VoteCast(term(), node.self()));
        role = new Candidate(Set.of(node.self()));
        restartElectionTimer();
        for (NodeId peer : node.peers().others()) {
            send(peer, new RequestVote(term(), node.self(), log().lastIndex(), log().lastTerm(), transfer));
        }
        leadIfElected();
    }

    /**
     * At most one vote a term, for a candidate whose log holds all that is committed (§5.2, §5.4.1; thesis, §4.2.3).
     */
    private void onRequestVote(RequestVote request, boolean ignored) {
        if (ignored) {
            return;
        }
        boolean free = step.state()
                .votedFor()
                .filter(other -> !other.equals(request.candidate()))
                .isEmpty();
        boolean granted =
                request.term() == term() && free && log().isCoveredBy(request.lastLogIndex(), request.lastLogTerm());
        if (granted) {
            if (step.state().votedFor().isEmpty()) {
                persist(new VoteCast(term(), request.candidate()));
            }
            restartElectionTimer();
        }
        send(request.candidate(), new Vote(term(), node.self(), granted));
    }

    private void onVote(Vote vote) {
        if (role instanceof Candidate candidate && vote.granted() && vote.term() == term()) {
            role = candidate.with(vote.voter());
            leadIfElected();
        }
    }

    private void leadIfElected() {
        if (role instanceof Candidate candidate
                && quorum.isReachedBy(candidate.votes().size())) {
            lead();
        }
    }

    /** Begins with an entry of its own, without which it could not commit earlier terms' (§5.4.2, §8). */
    private void lead() {
        long now = node.clock().monotonicNanos();
        Map<NodeId, Progress> progress = new LinkedHashMap<>();
        for (NodeId follower : node.peers().others()) {
            progress.put(follower, Progress.assumed(log().lastIndex(), now));
        }
        persist(new EntriesAppended(log().lastIndex(), List.of(new Entry(term(), new Command.NoOp()))));
        role = new Leader(log().lastIndex(), 0, progress, Optional.empty());
        actor.getLog().info("{} leads term {} from index {}", node.self(), term(), log().lastIndex());
        timers.cancel("election");
        timers.startTimerWithFixedDelay("heartbeat", new HeartbeatDue(), settings.heartbeatInterval());
        node.peers().others().forEach(this::replicate);
        afterAcknowledgement();
    }

    private void becomeFollower(Optional<NodeId> leader) {
        if (role instanceof Leader) {
            actor.getLog().info("{} steps down; term {}", node.self(), term());
        }
        clients.dismiss(leader, this::reply);
        timers.cancel("heartbeat");
        role = new Follower(leader, node.clock().monotonicNanos());
        restartElectionTimer();
    }

    /** Whether a leader was heard within the shortest election timeout: then an election would only disturb. */
    private boolean hearsLeader() {
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

    /** A leader that a majority has not answered for an election timeout steps down (thesis, §6.2). */
    private void onHeartbeatDue() {
        if (!(role instanceof Leader leader)) {
            return;
        }
        long now = node.clock().monotonicNanos();
        long answered = leader.progress().values().stream()
                .filter(follower -> now - follower.ackedNanos()
                        < settings.electionTimeoutMax().toNanos())
                .count();
        if (!quorum.isReachedBy((int) answered + 1)) {
            becomeFollower(Optional.empty());
            return;
        }
        if (leader.transfer().filter(transfer -> now >= transfer.untilNanos()).isPresent()) {
            role = leader.withTransfer(Optional.empty());
        }
        for (NodeId follower : node.peers().others()) {
            if (progress(follower).pipelining()) {
                heartbeat(follower);
                pipeline(follower);
            } else {
                replicate(follower);
            }
        }
    }

    /** The leader handed over: no need to ask whether anyone misses it. */
    private void onTimeoutNow(TimeoutNow now) {
        if (now.term() == term() && role instanceof Follower) {
            stand(true);
        }
    }

    // --- replication: the follower ---

    /** Accepts entries whose predecessor it has, and removes what conflicts with them (§5.3, figure 2). */
    private void onAppendEntries(AppendEntries append) {
        if (append.term() < term()) {
            send(append.leader(), new AppendRefused(term(), node.self(), log().lastIndex() + 1, append.round()));
            return;
        }
        follow(append.leader());
        if (!log().matches(append.previousIndex(), append.previousTerm())) {
            long hint = append.previousIndex() > log().lastIndex()
                    ? log().lastIndex() + 1
                    : log().firstIndexOfTermAt(append.previousIndex());
            send(append.leader(), new AppendRefused(term(), node.self(), hint, append.round()));
            return;
        }
        long matchIndex = append.previousIndex() + append.entries().size();
        long known = append.previousIndex();
        while (known < matchIndex
                && log().matches(
                                known + 1,
                                append.entries()
                                        .get((int) (known - append.previousIndex()))
                                        .term())) {
            known++;
        }
        if (known < matchIndex) {
            if (known < commitIndex) {
                throw new IllegalStateException("a leader of term " + append.term()
                        + " contradicts the committed entry " + (known + 1) + ": " + log());
            }
            int from = (int) (known - append.previousIndex());
            persist(new EntriesAppended(
                    known, append.entries().subList(from, append.entries().size())));
        }
        commit(Math.min(append.commitIndex(), matchIndex));
        send(append.leader(), new Appended(term(), node.self(), matchIndex, append.round()));
    }

    /** The sender is the one leader of this term. */
    private void follow(NodeId leader) {
        if (role instanceof Leader) {
            throw new IllegalStateException("two leaders in term " + term() + ": " + node.self() + " and " + leader);
        }
        role = new Follower(Optional.of(leader), node.clock().monotonicNanos());
        restartElectionTimer();
    }

    private void onInstallSnapshot(InstallSnapshot chunk) {
        if (chunk.term() < term()) {
            send(chunk.leader(), new AppendRefused(term(), node.self(), log().lastIndex() + 1, 0));
            return;
        }
        follow(chunk.leader());
        if (chunk.lastIndex() <= commitIndex) {
            send(chunk.leader(), new Appended(term(), node.self(), chunk.lastIndex(), 0));
            return;
        }
        IncomingSnapshot snapshot = incoming.filter(begun -> begun.continuesWith(chunk))
                .orElseGet(() -> IncomingSnapshot.of(chunk))
                .plus(chunk);
        incoming = Optional.of(snapshot);
        if (!snapshot.complete()) {
            send(chunk.leader(), new SnapshotChunkReceived(term(), node.self(), chunk.lastIndex(), snapshot.size()));
            return;
        }
        incoming = Optional.empty();
        persist(new LogCompacted(snapshot.snapshot()));
        store = KeyValueStore.of(snapshot.snapshot().data());
        commitIndex = chunk.lastIndex();
        actor.getLog().info("{} installed the snapshot up to index {}", node.self(), chunk.lastIndex());
        send(chunk.leader(), new Appended(term(), node.self(), chunk.lastIndex(), 0));
    }

    // --- replication: the leader ---

    private void onAppended(Appended appended) {
        if (!(role instanceof Leader leader) || appended.term() != term()) {
            return;
        }
        Progress before = leader.progress().get(appended.follower());
        Progress now =
                before.heard(node.clock().monotonicNanos(), appended.round()).acknowledged(appended.matchIndex());
        role = leader.with(appended.follower(), now);
        afterAcknowledgement();
        pipeline(appended.follower());
        handOverIfReady(appended.follower());
    }

    private void onAppendRefused(AppendRefused refused) {
        if (!(role instanceof Leader leader) || refused.term() != term()) {
            return;
        }
        Progress before = leader.progress().get(refused.follower());
        Progress heard = before.heard(node.clock().monotonicNanos(), refused.round());
        boolean stale =
                refused.hintIndex() <= before.matchIndex() || before.sending().isPresent();
        role = leader.with(refused.follower(), stale ? heard : heard.refused(refused.hintIndex()));
        afterAcknowledgement();
        if (!stale) {
            replicate(refused.follower());
        }
    }

    private void onSnapshotChunkReceived(SnapshotChunkReceived received) {
        if (!(role instanceof Leader leader) || received.term() != term()) {
            return;
        }
        Progress heard =
                leader.progress().get(received.follower()).heard(node.clock().monotonicNanos(), 0);
        role = leader.with(received.follower(), heard);
        heard.sending()
                .filter(sending -> sending.snapshot().lastIndex() == received.lastIndex()
                        && received.nextOffset() > sending.offset())
                .ifPresent(sending -> {
                    role = leader.with(received.follower(), heard.sending(sending.snapshot(), received.nextOffset()));
                    sendSnapshotChunk(received.follower());
                });
    }

    /** What may have become possible: an entry committed, a read confirmed. */
    private void afterAcknowledgement() {
        if (!(role instanceof Leader leader)) {
            return;
        }
        long majorityIndex = quorum.reached(log().lastIndex(), leader.progress(), Progress::matchIndex);
        // Only entries of its own term are committed by counting; earlier ones with them (§5.4.2).
        if (majorityIndex > commitIndex && log().term(majorityIndex) == term()) {
            commit(majorityIndex);
        }
        long confirmedRound = quorum.reached(leader.round(), leader.progress(), Progress::ackedRound);
        for (Clients.Read read : clients.takeReads(confirmedRound, commitIndex)) {
            reply(read.replyTo(), new Reply.Ok(store.get(read.key())));
        }
    }

    /** Sends a follower what it lacks: a snapshot, or entries; one message until the logs are known to match. */
    private void replicate(NodeId follower) {
        Progress progress = progress(follower);
        if (progress.sending().isPresent() || progress.nextIndex() < log().firstIndex()) {
            sendSnapshotChunk(follower);
        } else if (progress.pipelining()) {
            pipeline(follower);
        } else {
            sendEntries(follower, progress.nextIndex(), settings.batchEntriesMax());
        }
    }

    /**
     * Sends all that is new and fits into the window, without waiting for answers. Returns whether anything went out.
     */
    private boolean pipeline(NodeId follower) {
        boolean sent = false;
        Progress progress = progress(follower);
        while (progress.pipelining()
                && progress.nextIndex() >= log().firstIndex()
                && progress.nextIndex() <= log().lastIndex()
                && progress.nextIndex() - progress.matchIndex() <= settings.inFlightEntriesMax()) {
            int count = sendEntries(follower, progress.nextIndex(), settings.batchEntriesMax());
            progress = progress.sentUpTo(progress.nextIndex() + count);
            role = ((Leader) role).with(follower, progress);
            sent = true;
        }
        return sent;
    }

    private void heartbeat(NodeId follower) {
        sendEntries(follower, Math.max(progress(follower).nextIndex(), log().firstIndex()), 0);
    }

    private int sendEntries(NodeId follower, long from, int entriesMax) {
        List<Entry> entries = List.copyOf(log().slice(from, entriesMax));
        long round = ((Leader) role).round();
        send(
                follower,
                new AppendEntries(term(), node.self(), from - 1, log().term(from - 1), entries, commitIndex, round));
        return entries.size();
    }

    private void sendSnapshotChunk(NodeId follower) {
        Progress progress = progress(follower);
        if (progress.sending().isEmpty()) {
            progress = progress.sending(log().snapshot(), 0);
            role = ((Leader) role).with(follower, progress);
        }
        Progress.SnapshotTransfer sending = progress.sending().orElseThrow();
        int bytesMax = settings.snapshotChunkBytes();
        send(
                follower,
                new InstallSnapshot(
                        term(),
                        node.self(),
                        sending.snapshot().lastIndex(),
                        sending.snapshot().lastTerm(),
                        sending.offset(),
                        sending.chunk(bytesMax),
                        sending.lastChunk(bytesMax)));
    }

    private void handOverIfReady(NodeId follower) {
        if (role instanceof Leader leader
                && leader.transfer().filter(transfer -> !transfer.ordered()).isPresent()
                && leader.transfer().get().target().equals(follower)
                && progress(follower).matchIndex() == log().lastIndex()) {
            Transfer transfer = leader.transfer().get();
            role = leader.withTransfer(Optional.of(new Transfer(follower, transfer.untilNanos(), true)));
            send(follower, new TimeoutNow(term()));
        }
    }

    private static Optional<NodeId> mostUpToDate(Leader leader) {
        return leader.progress().entrySet().stream()
                .max(Comparator.comparingLong(entry -> entry.getValue().matchIndex()))
                .map(Map.Entry::getKey);
    }

    // --- both ---

    /**
     * Applies what is newly committed, answers whoever waits for it, and compacts a log that has grown long (§5.3, §7).
     */
    private void commit(long index) {
        while (commitIndex < index) {
            commitIndex++;
            KeyValueStore.Result result =
                    store.apply(commitIndex, log().entry(commitIndex).command());
            clients.takeAppended(commitIndex).ifPresent(client -> reply(client, asReply(result)));
        }
        if (commitIndex - log().snapshot().lastIndex() >= settings.snapshotEntries()) {
            persist(new LogCompacted(new Snapshot(commitIndex, log().term(commitIndex), store.image())));
        }
    }

    private static Reply asReply(KeyValueStore.Result result) {
        return switch (result.outcome()) {
            case DONE -> new Reply.Ok(result.value());
            case REFUSED -> new Reply.Failed(result.value());
            case FORGOTTEN -> new Reply.Unknown(result.value());
        };
    }

    private void restartElectionTimer() {
        long min = settings.electionTimeoutMin().toNanos();
        long max = settings.electionTimeoutMax().toNanos();
        long wait = min + (max > min ? node.random().nextLong(max - min) : 0);
        electionTimer++;
        timers.startSingleTimer("election", new ElectionTimedOut(electionTimer), Duration.ofNanos(wait));
    }

    private void queueFlush() {
        if (!flushQueued) {
            flushQueued = true;
            actor.getSelf().tell(new Flush());
        }
    }

    private Optional<NodeId> leaderHint() {
        return switch (role) {
            case Leader leader -> leader.transfer().map(Transfer::target).or(() -> Optional.of(node.self()));
            case Follower follower -> follower.leader();
            case PreCandidate candidate -> Optional.empty();
            case Candidate candidate -> Optional.empty();
        };
    }

    private long term() {
        return step.state().term();
    }

    private Log log() {
        return step.state().log();
    }

    private Progress progress(NodeId follower) {
        return ((Leader) role).progress().get(follower);
    }

    private void persist(DurableState.Event event) {
        step.persist(event);
    }

    private void send(NodeId to, PeerMessage message) {
        step.afterwards(() -> node.peers().tell(to, message));
    }

    private void reply(ActorRef<Reply> to, Reply reply) {
        step.afterwards(() -> to.tell(reply));
    }

    private void reply(ActorRef<NodeView> to, NodeView view) {
        step.afterwards(() -> to.tell(view));
    }
}
