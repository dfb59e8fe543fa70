package dsc.concepts.foundations.consensus.multipaxos;

import dsc.concepts.foundations.consensus.Ballot;
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

    private record ElectionTimedOut() implements Message {}

    private record TickDue() implements Message {}

    /** Commands and reads that arrived together go out together. */
    private record Flush() implements Message {}

    private static final String ELECTION = "election";
    private static final String TICK = "tick";

    private final Options options;
    private final Tally<Happening> tally = new Tally<>(Happening.class);
    private final Replica replica;
    private final StateTransfer transfer;
    private Role role = Role.Follower.NEW;

    /** The greatest round heard of, so that the next ballot is greater. */
    private long greatestRound;

    private boolean flushQueued;

    public static Behavior<Message> create(NodeContext<Message> node) {
        return start(node, setup -> new MultiPaxos(setup, Options.from(node.settings())));
    }

    private MultiPaxos(Setup<Message> setup, Options options) {
        super(setup, State.EMPTY, State::after, options.snapshotEntries());
        this.options = options;
        this.replica = new Replica(options);
        this.transfer = new StateTransfer(setup.node().self(), options.imagePieceBytes());
    }

    @Override
    protected void onRecovered(State state) {
        replica.restore(state.image());
        transfer.forget();
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
            case HeartbeatAnswered answered -> onHeartbeatAnswered(answered);
            case AskChosen asked -> onAskChosen(state, asked);
            case Chosen chosen -> onChosen(state, chosen);
            case FetchImage fetch -> onFetchImage(state, fetch);
            case ImagePiece piece -> onImagePiece(piece);
            case ElectionTimedOut timedOut -> stand(state);
            case TickDue due -> onTickDue();
            case Flush flush -> onFlush();
        };
    }

    private MultiPaxosView view(State state) {
        tally.set(Happening.A_SNAPSHOT_WAS_TAKEN, snapshots());
        replica.note(tally);
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

    private void restartElectionTimer() {
        timers.startSingleTimer(ELECTION, new ElectionTimedOut(), options.electionTimeout(node.random()));
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
            timers.cancel(ELECTION);
        } else {
            restartElectionTimer();
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

    private Effect<Event, State> onFlush() {
        flushQueued = false;
        if (role instanceof Leader leader) {
            leader.flush(replica.executed(), node.clock().monotonicNanos());
        }
        return Effect().none();
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
        candidate.asked(member).ifPresent(first -> tell(member, new Prepare(candidate.standsAt(), first)));
        Optional<Long> image = candidate.image(member);
        image.flatMap(last -> transfer.ask(member, last)).ifPresent(fetch -> tell(member, fetch));
    }

    /** Answers a server whose ballot is too small; returns whether it did. */
    private boolean turnsAway(State state, Ballot ballot) {
        if (state.refuses(ballot)) {
            tell(ballot.proposer(), new Refused(ballot, state.promised()));
        }
        return state.refuses(ballot);
    }

    /** Rule 3: one promise is for all indexes, those that nobody has proposed anything for included. */
    private Effect<Event, State> onPrepare(State state, Prepare prepare) {
        Ballot ballot = prepare.ballot();
        if (turnsAway(state, ballot)) {
            return Effect().none();
        }
        heardOf(ballot, Optional.empty());
        return Effect()
                .persist(state.promised().equals(ballot) ? List.<Event>of() : List.<Event>of(new Promised(ballot)))
                .thenRun(now -> tell(ballot.proposer(), now.promise(prepare, node.self(), options.batchBytesMax())));
    }

    /** A server with a greater ballot than this one has taken over, or will. */
    private void heardOf(Ballot ballot, Optional<NodeId> leader) {
        if (ballot.proposer().equals(node.self())) {
            return;
        }
        if (role instanceof Leader && leader.isPresent()) {
            tally.add(Happening.A_LEADER_MET_A_LATER_ONE);
        }
        if (!(role instanceof Role.Follower follower)
                || leader.isPresent() && !follower.leader().equals(leader)) {
            become(new Role.Follower(leader));
        } else {
            restartElectionTimer();
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
            candidate.executed(replica.executed());
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
        if (turnsAway(state, ballot)) {
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

    /** Makes an image, if it is due. */
    private Effect<Event, State> compact(State state) {
        return persist(List.of(), state, () -> {});
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
        return compact(state);
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
        if (turnsAway(state, ballot)) {
            return Effect().none();
        }
        heardOf(ballot, Optional.of(ballot.proposer()));
        tell(ballot.proposer(), new HeartbeatAnswered(ballot, node.self(), heartbeat.round()));
        replica.executeUpTo(heartbeat.commitIndex(), ballot, state);
        if (replica.executed() < heartbeat.commitIndex()) {
            tally.add(Happening.A_FOLLOWER_ASKED_FOR_WHAT_WAS_CHOSEN);
            tell(ballot.proposer(), new AskChosen(node.self(), replica.executed() + 1));
        }
        return compact(state);
    }

    private Effect<Event, State> onHeartbeatAnswered(HeartbeatAnswered answered) {
        if (role instanceof Leader leader && leader.leadsAt().equals(answered.ballot())) {
            leader.onAnswered(answered.from(), answered.round(), node.clock().monotonicNanos(), replica);
        }
        return Effect().none();
    }

    private Effect<Event, State> onAskChosen(State state, AskChosen asked) {
        replica.answer(asked, node.self())
                .or(() -> transfer.answer(asked, state.image()))
                .ifPresent(answer -> tell(asked.from(), answer));
        return Effect().none();
    }

    /** Any server may say what was chosen; a leader executes what it has itself seen chosen. */
    private Effect<Event, State> onChosen(State state, Chosen chosen) {
        if (!(role instanceof Leader)) {
            replica.execute(chosen);
        }
        return compact(state);
    }

    private Effect<Event, State> onFetchImage(State state, FetchImage fetch) {
        if (state.image().lastIndex() > 0) {
            tell(fetch.from(), transfer.answer(fetch, state.image()));
        }
        return Effect().none();
    }

    private Effect<Event, State> onImagePiece(ImagePiece piece) {
        if (role instanceof Leader || piece.lastIndex() <= replica.executed() || !transfer.take(piece)) {
            return Effect().none();
        }
        Optional<Image> image = transfer.completedBy(piece);
        if (image.isEmpty()) {
            tally.add(Happening.AN_IMAGE_CAME_IN_PARTS);
            transfer.ask(piece.from(), piece.lastIndex()).ifPresent(fetch -> tell(piece.from(), fetch));
            return Effect().none();
        }
        replica.restore(image.get());
        return Effect().persist(new Compacted(image.get())).thenRun(now -> {
            if (role instanceof Candidate candidate) {
                tally.add(Happening.A_CANDIDATE_TOOK_AN_IMAGE);
                candidate.executed(replica.executed());
                askAgain(candidate);
            }
        });
    }

    private Effect<Event, State> onTickDue() {
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
            // Without a majority it can serve nobody, and clients look for another.
            case Leader leader -> become(Role.Follower.NEW);
        }
        return Effect().none();
    }
}
