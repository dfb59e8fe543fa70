package dsc.concepts.foundations.consensus.multipaxos;

import dsc.concepts.foundations.consensus.Ballot;
import dsc.concepts.foundations.consensus.ElectionTimer;
import dsc.concepts.foundations.consensus.Image;
import dsc.concepts.foundations.consensus.LogOptions;
import dsc.concepts.foundations.consensus.multipaxos.MultiPaxosView.Happening;
import dsc.concepts.foundations.consensus.multipaxos.PeerMessage.Accept;
import dsc.concepts.foundations.consensus.multipaxos.PeerMessage.Accepted;
import dsc.concepts.foundations.consensus.multipaxos.PeerMessage.AskChosen;
import dsc.concepts.foundations.consensus.multipaxos.PeerMessage.Chosen;
import dsc.concepts.foundations.consensus.multipaxos.PeerMessage.FetchImage;
import dsc.concepts.foundations.consensus.multipaxos.PeerMessage.Heartbeat;
import dsc.concepts.foundations.consensus.multipaxos.PeerMessage.HeartbeatAnswered;
import dsc.concepts.foundations.consensus.multipaxos.PeerMessage.ImagePiece;
import dsc.concepts.foundations.consensus.multipaxos.PeerMessage.Prepare;
import dsc.concepts.foundations.consensus.multipaxos.PeerMessage.Promise;
import dsc.concepts.foundations.consensus.multipaxos.PeerMessage.PromiseWithImage;
import dsc.concepts.foundations.consensus.multipaxos.PeerMessage.Refused;
import dsc.concepts.foundations.consensus.multipaxos.State.Compacted;
import dsc.concepts.foundations.consensus.multipaxos.State.Event;
import dsc.concepts.foundations.consensus.multipaxos.State.Promised;
import dsc.concepts.shared.DurablePeer;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.persistence.typed.javadsl.Effect;

/**
 * Acceptor, leader and replica of a log of decisions (Lamport 2001 §3). A server asks itself as it asks the others.
 *
 * <p>Legal transitions: follower → candidate, of a greater ballot, when it has not heard a leader for a drawn time;
 * candidate → candidate, of a greater ballot, when that time passes again; candidate → leader, when a majority has
 * promised; candidate, leader → follower, when a greater ballot is heard of; leader → follower, when a majority was
 * silent for an election timeout.
 */
public final class MultiPaxos extends DurablePeer<MultiPaxos.Message, Event, State> {

    public sealed interface Message permits Execute, Read, Inspect, PeerMessage, ElectionTimedOut, TickDue, Flush {}

    /** A client's command, answered when it is chosen and executed. */
    public record Execute(Command command, ActorRef<Reply> replyTo) implements Message {}

    /** A client's linearizable read, which is not in the log. */
    public record Read(String key, ActorRef<Reply> replyTo) implements Message {}

    public record Inspect(ActorRef<NodeView> replyTo) implements Message {}

    /** @param number which timer it was: one that was started anew may have left a message that waits */
    private record ElectionTimedOut(long number) implements Message {}

    private record TickDue() implements Message {}

    /** Commands and reads that arrived together go out together. */
    private record Flush() implements Message {}

    private static final String TICK = "tick";

    private final LogOptions options;
    private final Tally<Happening> tally = new Tally<>(Happening.class);
    private final Replica replica;
    private final CatchUp catchUp;
    private final ElectionTimer<Message> electionTimer;
    private Role role = Role.Follower.NEW;

    /** When it last heard the leader in which it believes. */
    private long heardNanos;

    /** The greatest round heard of, so that the next ballot is greater. */
    private long greatestRound;

    private boolean flushQueued;

    public static Behavior<Message> create(NodeContext<Message> node) {
        return start(node, setup -> new MultiPaxos(setup, LogOptions.from(node.settings())));
    }

    private MultiPaxos(Setup<Message> setup, LogOptions options) {
        super(setup, State.EMPTY, State::after, options.snapshotEntries());
        this.options = options;
        this.replica = new Replica(options, tally);
        this.catchUp = new CatchUp(setup.node().self(), replica, options, tally, this::tell);
        this.electionTimer = new ElectionTimer<>(
                timers, ElectionTimedOut::new, options, setup.node().random());
    }

    @Override
    protected void onRecovered(State state) {
        replica.restore(state.image());
        catchUp.forget();
        greatestRound = 0;
        flushQueued = false;
        become(Role.Follower.NEW);
    }

    @Override
    protected Effect<Event, State> onMessage(State state, Message message) {
        return switch (message) {
            case Execute execute ->
                atLeader(execute.replyTo(), leader -> leader.add(execute.command(), execute.replyTo()));
            case Read read ->
                atLeader(read.replyTo(), leader -> leader.read(read.key(), replica.executed(), read.replyTo()));
            case Inspect inspect -> Effect().reply(inspect.replyTo(), view(state));
            case Prepare prepare -> onPrepare(state, prepare);
            case Promise promise -> onPromise(promise);
            case PromiseWithImage promise -> onPromiseWithImage(promise);
            case Accept accept -> onAccept(state, accept);
            case Accepted accepted -> onAccepted(state, accepted);
            case Refused refused -> onRefused(refused);
            case Heartbeat heartbeat -> onHeartbeat(state, heartbeat);
            case HeartbeatAnswered answered -> does(() -> onHeartbeatAnswered(answered));
            case AskChosen asked -> does(() -> catchUp.onAskChosen(asked, state.image()));
            case Chosen chosen -> onChosen(state, chosen);
            case FetchImage fetch -> does(() -> catchUp.onFetchImage(fetch.what(), state.image()));
            case ImagePiece piece -> onImagePiece(piece);
            case ElectionTimedOut timedOut ->
                electionTimer.isDue(timedOut.number()) ? stand(state) : Effect().none();
            case TickDue due -> does(this::onTickDue);
            case Flush flush -> does(this::onFlush);
        };
    }

    private Effect<Event, State> does(Runnable action) {
        action.run();
        return Effect().none();
    }

    private MultiPaxosView view(State state) {
        tally.set(Happening.A_SNAPSHOT_WAS_TAKEN, snapshots());
        return new MultiPaxosView(
                state,
                role.title(),
                role.ballot(),
                role.leader(node.self()),
                majority(),
                replica.executed(),
                replica.recent(),
                role instanceof Leader leader ? leader.counted() : List.of(),
                role instanceof Leader leader ? leader.waiting() : 0,
                tally.counts());
    }

    private void become(Role next) {
        if (role instanceof Leader leader) {
            leader.dismiss(next instanceof Role.Follower follower ? follower.leader() : Optional.empty());
        }
        role = next;
        if (next instanceof Role.Follower) {
            timers.cancel(TICK);
        } else {
            timers.startTimerWithFixedDelay(TICK, new TickDue(), options.heartbeatInterval());
        }
        if (next instanceof Leader) {
            electionTimer.stop();
            catchUp.stop();
        } else {
            electionTimer.restart();
        }
    }

    private Effect<Event, State> atLeader(ActorRef<Reply> replyTo, Consumer<Leader> action) {
        if (role instanceof Leader leader) {
            action.accept(leader);
            if (!flushQueued) {
                flushQueued = true;
                tell(node.self(), new Flush());
            }
        } else {
            replyTo.tell(new Reply.Redirect(role.leader(node.self())));
        }
        return Effect().none();
    }

    private void onFlush() {
        flushQueued = false;
        if (role instanceof Leader leader) {
            leader.flush(replica.executed(), node.clock().monotonicNanos());
        }
    }

    /** The ballot is promised, and durable, before a message bears it: so it is never used again. */
    private Effect<Event, State> stand(State state) {
        long round = Math.max(state.promised().round(), greatestRound) + 1;
        Ballot ballot = new Ballot(round, node.self().value());
        return Effect().persist(new Promised(ballot)).thenRun(now -> {
            Candidate candidate = new Candidate(ballot, node.group(), majority(), replica.executed() + 1);
            become(candidate);
            askAgain(candidate);
        });
    }

    private void askAgain(Candidate candidate) {
        node.group().forEach(member -> askAgain(candidate, member));
    }

    private void askAgain(Candidate candidate, NodeId member) {
        candidate.executed(replica.executed());
        candidate.asked(member).ifPresent(first -> tell(member, new Prepare(candidate.standsAt(), first)));
        candidate.image(member).ifPresent(last -> catchUp.fetch(member, last));
    }

    /** Whether {@code ballot} is too small; its server is told so. */
    private boolean refuses(State state, Ballot ballot) {
        if (state.refuses(ballot)) {
            tell(ballot.proposer(), new Refused(ballot, state.promised()));
        }
        return state.refuses(ballot);
    }

    /**
     * Whether there is a leader, as far as this server knows. Then it promises nothing to another, which an acceptor is
     * free to do: a server that only does not hear the leader would depose it (as in Raft: Ongaro 2014, §4.2.3).
     */
    private boolean hasLeaderBeside(NodeId other) {
        long since =
                node.clock().monotonicNanos() - options.electionTimeoutMin().toNanos();
        return switch (role) {
            case Role.Follower follower ->
                follower.leader().filter(leader -> !leader.equals(other)).isPresent() && heardNanos - since > 0;
            case Candidate candidate -> false;
            case Leader leader -> leader.isFollowedSince(since);
        };
    }

    /** Rule 3: one promise is for all indexes, those for which no server has proposed anything included. */
    private Effect<Event, State> onPrepare(State state, Prepare prepare) {
        Ballot ballot = prepare.ballot();
        if (refuses(state, ballot) || hasLeaderBeside(ballot.proposer())) {
            return Effect().none();
        }
        heardOf(ballot, Optional.empty());
        return Effect()
                .persist(state.promised().equals(ballot) ? List.<Event>of() : List.<Event>of(new Promised(ballot)))
                .thenRun(now -> tell(ballot.proposer(), now.promise(prepare, node.self(), options.batchBytesMax())));
    }

    /** Another server leads at {@code ballot}, or stands. */
    private void heardOf(Ballot ballot, Optional<NodeId> leader) {
        if (ballot.proposer().equals(node.self())) {
            return;
        }
        if (leader.isPresent()) {
            heardNanos = node.clock().monotonicNanos();
        }
        if (role instanceof Leader && leader.isPresent()) {
            tally.add(Happening.A_LEADER_MET_A_LATER_ONE);
        }
        if (!(role instanceof Role.Follower follower)
                || leader.isPresent() && !follower.leader().equals(leader)) {
            become(new Role.Follower(leader));
        } else {
            electionTimer.restart();
        }
    }

    private Effect<Event, State> onPromise(Promise promise) {
        if (!(role instanceof Candidate candidate) || !candidate.standsAt().equals(promise.ballot())) {
            return Effect().none();
        }
        candidate
                .add(promise.from(), promise.first(), promise.votes(), promise.next())
                .ifPresent(next -> {
                    tally.add(Happening.A_PROMISE_CAME_IN_PARTS);
                    electionTimer.restart();
                    tell(promise.from(), new Prepare(candidate.standsAt(), next));
                });
        if (candidate.isElected()) {
            lead(candidate);
        }
        return Effect().none();
    }

    private Effect<Event, State> onPromiseWithImage(PromiseWithImage promise) {
        if (role instanceof Candidate candidate && candidate.standsAt().equals(promise.ballot())) {
            candidate.addImage(promise.from(), promise.lastIndex());
            askAgain(candidate, promise.from());
        }
        return Effect().none();
    }

    private void lead(Candidate candidate) {
        long executed = replica.executed();
        List<Command> recovered = candidate.recovered(executed);
        candidate.note(tally, executed);
        Leader leader =
                new Leader(candidate.standsAt(), node.self(), node.group(), majority(), options, tally, this::tell);
        become(leader);
        leader.begin(executed, recovered, node.clock().monotonicNanos());
    }

    private Effect<Event, State> onAccept(State state, Accept accept) {
        Ballot ballot = accept.ballot();
        if (refuses(state, ballot)) {
            return Effect().none();
        }
        heardOf(ballot, Optional.of(ballot.proposer()));
        List<Event> events = new ArrayList<>();
        state.newVotes(accept).ifPresent(events::add);
        State after = events.isEmpty() ? state : state.after(events.getFirst());
        if (!(role instanceof Leader)) {
            replica.executeUpTo(accept.commitIndex(), ballot, after);
        }
        long last = accept.first() + accept.commands().size() - 1;
        return persist(
                events, after, () -> tell(ballot.proposer(), new Accepted(ballot, node.self(), accept.first(), last)));
    }

    /** Makes events durable, and the image that is due after them, and does {@code then}. */
    private Effect<Event, State> persist(List<Event> events, State after, Runnable then) {
        List<Event> all = new ArrayList<>(events);
        replica.due(after.image()).ifPresent(image -> all.add(new Compacted(image)));
        return Effect().persist(all).thenRun(now -> {
            replica.forget(now.image());
            then.run();
        });
    }

    private Effect<Event, State> onAccepted(State state, Accepted accepted) {
        if (!(role instanceof Leader leader) || !leader.leadsAt().equals(accepted.ballot())) {
            return Effect().none();
        }
        leader.onAccepted(accepted, replica);
        return persist(List.of(), state, () -> {});
    }

    private Effect<Event, State> onRefused(Refused refused) {
        greatestRound = Math.max(greatestRound, refused.promised().round());
        if (role.ballot().filter(refused.ballot()::equals).isPresent()) {
            become(Role.Follower.NEW);
        }
        return Effect().none();
    }

    private Effect<Event, State> onHeartbeat(State state, Heartbeat heartbeat) {
        Ballot ballot = heartbeat.ballot();
        if (refuses(state, ballot)) {
            return Effect().none();
        }
        heardOf(ballot, Optional.of(ballot.proposer()));
        tell(ballot.proposer(), new HeartbeatAnswered(ballot, node.self(), heartbeat.round()));
        replica.executeUpTo(heartbeat.commitIndex(), ballot, state);
        catchUp.known(ballot.proposer(), heartbeat.commitIndex(), node.clock().monotonicNanos());
        return persist(List.of(), state, () -> {});
    }

    private void onHeartbeatAnswered(HeartbeatAnswered answered) {
        if (role instanceof Leader leader && leader.leadsAt().equals(answered.ballot())) {
            leader.onAnswered(answered.from(), answered.round(), node.clock().monotonicNanos(), replica);
        }
    }

    /** Any server may say what was chosen; a leader executes what it has itself seen chosen. */
    private Effect<Event, State> onChosen(State state, Chosen chosen) {
        if (!(role instanceof Leader)) {
            catchUp.onChosen(chosen, node.clock().monotonicNanos());
        }
        return persist(List.of(), state, () -> {});
    }

    private Effect<Event, State> onImagePiece(ImagePiece piece) {
        Optional<Image> image = role instanceof Leader ? Optional.empty() : catchUp.onImagePiece(piece.what());
        if (role instanceof Candidate) {
            electionTimer.restart();
        }
        if (image.isEmpty()) {
            return Effect().none();
        }
        replica.restore(image.get());
        return Effect().persist(new Compacted(image.get())).thenRun(now -> {
            if (role instanceof Candidate candidate) {
                tally.add(Happening.A_CANDIDATE_TOOK_AN_IMAGE);
                askAgain(candidate);
            }
        });
    }

    private void onTickDue() {
        long now = node.clock().monotonicNanos();
        switch (role) {
            case Role.Follower follower -> {}
            case Candidate candidate -> askAgain(candidate);
            case Leader leader
            when leader.isFollowedSince(now - options.electionTimeoutMax().toNanos()) -> {
                // A message to oneself is lost when too many wait for a write to the journal.
                onFlush();
                leader.askAgain(replica.executed(), now);
            }
            // Without a majority it can serve no client, and clients look for another.
            case Leader leader -> become(Role.Follower.NEW);
        }
    }
}
