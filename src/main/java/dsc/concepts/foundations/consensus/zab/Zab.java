package dsc.concepts.foundations.consensus.zab;

import dsc.concepts.foundations.consensus.LogOptions;
import dsc.concepts.foundations.consensus.zab.PeerMessage.Ack;
import dsc.concepts.foundations.consensus.zab.PeerMessage.AckEpoch;
import dsc.concepts.foundations.consensus.zab.PeerMessage.AckNewLeader;
import dsc.concepts.foundations.consensus.zab.PeerMessage.AskHistory;
import dsc.concepts.foundations.consensus.zab.PeerMessage.Candidacy;
import dsc.concepts.foundations.consensus.zab.PeerMessage.Cepoch;
import dsc.concepts.foundations.consensus.zab.PeerMessage.Commit;
import dsc.concepts.foundations.consensus.zab.PeerMessage.Elected;
import dsc.concepts.foundations.consensus.zab.PeerMessage.EpochRefused;
import dsc.concepts.foundations.consensus.zab.PeerMessage.FetchImage;
import dsc.concepts.foundations.consensus.zab.PeerMessage.History;
import dsc.concepts.foundations.consensus.zab.PeerMessage.ImagePiece;
import dsc.concepts.foundations.consensus.zab.PeerMessage.NewEpoch;
import dsc.concepts.foundations.consensus.zab.PeerMessage.NewLeader;
import dsc.concepts.foundations.consensus.zab.PeerMessage.Propose;
import dsc.concepts.foundations.consensus.zab.PeerMessage.Request;
import dsc.concepts.foundations.consensus.zab.PeerMessage.Supported;
import dsc.concepts.foundations.consensus.zab.State.Event;
import dsc.concepts.foundations.consensus.zab.ZabView.Happening;
import dsc.concepts.shared.KeyValue;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.persistence.typed.javadsl.Effect;

/**
 * A server of Zab: a primary broadcasts changes of state, and followers deliver them in its order.
 *
 * <p>Legal transitions: follower → looking, when it has not heard its leader for a drawn time; looking → looking, when
 * that time passes again; looking → prospect, with the support of a majority; prospect → leader of an epoch, when a
 * majority has accepted the epoch, has the history with which it begins, and has entered it; prospect → looking, when
 * the drawn time passes; looking, prospect, leader → follower, when it hears one that leads, of a greater epoch if it
 * leads itself; leader → follower, when a majority was silent for an election timeout.
 */
public final class Zab extends LeaderChange {

    public sealed interface Message
            permits Ask, Execute, Inspect, PeerMessage, HistoryDurable, ElectionTimedOut, TickDue, Flush {}

    /** @param context the zxid that the client has seen, or null */
    public record Ask(KeyValue.Operation operation, String context, ActorRef<Reply> replyTo) implements Message {}

    /** A request that gets a place in the order, answered when it is delivered here. */
    public record Execute(Command command, ActorRef<Reply> replyTo) implements Message {}

    public record Inspect(ActorRef<NodeView> replyTo) implements Message {}

    record HistoryDurable(long epoch, Zxid end) implements Message {}

    /** @param number which timer it was: one that was started anew may have left a message that waits */
    record ElectionTimedOut(long number) implements Message {}

    record TickDue() implements Message {}

    /** Requests that arrived together go out together. */
    private record Flush() implements Message {}

    private final Reads reads;
    private final Proposals proposals;
    private boolean flushQueued;

    public static Behavior<Message> create(NodeContext<Message> node) {
        return start(node, setup -> new Zab(setup, LogOptions.from(node.settings()), Reads.from(node.settings())));
    }

    private Zab(Setup<Message> setup, LogOptions options, Reads reads) {
        super(setup, options);
        this.reads = reads;
        this.proposals = new Proposals(options.inFlightEntriesMax());
    }

    @Override
    protected void onRecovered(State state) {
        super.onRecovered(state);
        proposals.forget();
        flushQueued = false;
    }

    @Override
    protected Effect<Event, State> onMessage(State state, Message message) {
        return switch (message) {
            case Ask ask -> onAsk(state, ask);
            case Execute execute -> request(state, execute.command(), execute.replyTo());
            case Inspect inspect -> Effect().reply(inspect.replyTo(), view(state));
            case Candidacy candidacy -> onCandidacy(state, candidacy);
            case Supported supported -> onSupported(state, supported);
            case Elected elected -> onElected(state, elected);
            case Cepoch cepoch -> onCepoch(cepoch);
            case NewEpoch newEpoch -> onNewEpoch(state, newEpoch);
            case AckEpoch ack -> onAckEpoch(state, ack);
            case EpochRefused refused -> onEpochRefused(refused);
            case AskHistory asked -> onAskHistory(state, asked);
            case History history -> onHistory(state, history);
            case NewLeader newLeader -> onNewLeader(state, newLeader);
            case HistoryDurable durable -> onHistoryDurable(state, durable);
            case AckNewLeader ack -> onAckNewLeader(state, ack);
            case Request request -> onRequest(request);
            case Propose propose -> onPropose(state, propose);
            case Ack ack -> onAck(state, ack);
            case Commit commit -> onCommit(state, commit);
            case FetchImage fetch -> onFetchImage(state, fetch.what());
            case ImagePiece piece -> onImagePiece(state, piece.what());
            case ElectionTimedOut timedOut -> onElectionTimedOut(state, timedOut);
            case TickDue due -> onTickDue(state);
            case Flush flush -> onFlush();
        };
    }

    private ZabView view(State state) {
        tally.set(Happening.A_SNAPSHOT_WAS_TAKEN, snapshots());
        return new ZabView(
                state,
                role.title(),
                node.self(),
                role.leader(node.self()),
                replica.delivered(),
                role instanceof Primary primary
                        ? Optional.of(new ZabView.Broadcast(primary.epoch(), primary.initialEnd(), primary.counted()))
                        : Optional.empty(),
                requests.count(),
                tally.counts());
    }

    private Effect<Event, State> onAsk(State state, Ask ask) {
        Optional<Zxid> seen = Zxid.ofContext(ask.context());
        if (seen.isEmpty()) {
            String why = "this store gave nobody the context \"" + ask.context()
                    + "\"; its contexts are zxids, such as 2.17";
            return Effect().reply(ask.replyTo(), new Reply.Failed(why));
        }
        return switch (ask.operation()) {
            case KeyValue.Update update -> request(state, new Command.Update(update), ask.replyTo());
            case KeyValue.Read read
            when reads == Reads.SYNC -> request(state, new Command.Sync(read.key()), ask.replyTo());
            case KeyValue.Read read -> Effect().reply(ask.replyTo(), localRead(read.key(), seen.get()));
        };
    }

    /**
     * Rule 9: what a client has seen is there, or it is not served. It may ask another server, so the read is unknown.
     */
    private Reply localRead(String key, Zxid seen) {
        if (seen.isAfter(replica.delivered())) {
            tally.add(Happening.A_READ_WAS_REFUSED_FOR_ITS_ZXID);
            return new Reply.Unknown("it has delivered up to " + replica.delivered() + ", and you have seen " + seen);
        }
        return Requests.result(replica.store().get(key), replica.delivered());
    }

    private Effect<Event, State> request(State state, Command command, ActorRef<Reply> replyTo) {
        if (role instanceof Primary || role instanceof Role.Follower && followsPrimary(state)) {
            send(state, requests.add(command, replyTo), command);
        } else {
            replyTo.tell(new Reply.Redirect(Optional.empty()));
        }
        return done();
    }

    private boolean followsPrimary(State state) {
        return role.leader(node.self())
                .filter(leader -> state.isEntered(leader, state.acceptedEpoch()))
                .isPresent();
    }

    private void send(State state, Entry.RequestId id, Command command) {
        tell(state.acceptedFrom(), new Request(state.currentEpoch(), id, requests.oldest(), command));
    }

    private Effect<Event, State> onRequest(Request request) {
        if (role instanceof Primary primary && leads(request.epoch())) {
            primary.add(request);
            if (!flushQueued) {
                flushQueued = true;
                tell(node.self(), new Flush());
            }
        }
        return done();
    }

    private Effect<Event, State> onFlush() {
        flushQueued = false;
        if (role instanceof Primary primary) {
            primary.propose();
        }
        return done();
    }

    /** Rule 6: only what comes next; what is here already is acknowledged again. */
    private Effect<Event, State> onPropose(State state, Propose propose) {
        if (!state.isEntered(propose.from(), propose.epoch())) {
            return done();
        }
        follow(propose.from());
        List<Entry> next = proposals.next(propose, state.last());
        if (proposals.areEarly()) {
            tally.add(Happening.A_PROPOSAL_CAME_BEFORE_AN_EARLIER_ONE);
        }
        return Effect()
                .persist(next.isEmpty() ? List.<Event>of() : List.<Event>of(new State.Appended(next)))
                .thenRun(now -> {
                    if (!(role instanceof Primary)) {
                        replica.deliver(now, propose.committed());
                    }
                    tell(propose.from(), new Ack(node.self(), propose.epoch(), now.last()));
                });
    }

    private Effect<Event, State> onAck(State state, Ack ack) {
        if (role instanceof Primary primary
                && leads(ack.epoch())
                && primary.onAck(ack.from(), ack.last(), state, node.clock().monotonicNanos())) {
            replica.deliver(state, primary.committed());
            primary.propose();
            primary.sayCommitted();
        } else if (role instanceof Primary primary) {
            replica.deliver(state, primary.committed());
        }
        return compact(state);
    }

    private Effect<Event, State> onCommit(State state, Commit commit) {
        if (!state.isEntered(commit.from(), commit.epoch())) {
            return done();
        }
        follow(commit.from());
        replica.deliver(state, commit.committed());
        tell(commit.from(), new Ack(node.self(), commit.epoch(), state.last()));
        sendAgain(state);
        return compact(state);
    }

    private Effect<Event, State> onTickDue(State state) {
        if (!(role instanceof Primary primary)) {
            askAgain(state);
            return done();
        }
        long since =
                node.clock().monotonicNanos() - options.electionTimeoutMax().toNanos();
        if (!primary.isFollowedSince(since)) {
            // Rule 8: without a majority it can commit nothing, and followers look for another.
            become(Role.Follower.NEW);
            return done();
        }
        // A message to oneself is lost when too many wait for a write to the journal.
        onFlush();
        primary.onTick(state);
        sendAgain(state);
        Elected elected = new Elected(node.self(), primary.epoch(), state.credentials());
        node.group().stream()
                .filter(member -> !primary.isSynchronized(member))
                .forEach(member -> tell(member, elected));
        return done();
    }

    /** Requests may get lost on their way to the primary. */
    private void sendAgain(State state) {
        requests.due().forEach((id, command) -> send(state, id, command));
    }
}
