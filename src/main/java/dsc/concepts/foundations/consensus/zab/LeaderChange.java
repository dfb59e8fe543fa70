package dsc.concepts.foundations.consensus.zab;

import dsc.concepts.foundations.consensus.ElectionTimer;
import dsc.concepts.foundations.consensus.Image;
import dsc.concepts.foundations.consensus.LogOptions;
import dsc.concepts.foundations.consensus.StateTransfer;
import dsc.concepts.foundations.consensus.zab.PeerMessage.Ack;
import dsc.concepts.foundations.consensus.zab.PeerMessage.AckEpoch;
import dsc.concepts.foundations.consensus.zab.PeerMessage.AckNewLeader;
import dsc.concepts.foundations.consensus.zab.PeerMessage.AskHistory;
import dsc.concepts.foundations.consensus.zab.PeerMessage.Candidacy;
import dsc.concepts.foundations.consensus.zab.PeerMessage.Cepoch;
import dsc.concepts.foundations.consensus.zab.PeerMessage.Elected;
import dsc.concepts.foundations.consensus.zab.PeerMessage.EpochRefused;
import dsc.concepts.foundations.consensus.zab.PeerMessage.FetchImage;
import dsc.concepts.foundations.consensus.zab.PeerMessage.History;
import dsc.concepts.foundations.consensus.zab.PeerMessage.ImagePiece;
import dsc.concepts.foundations.consensus.zab.PeerMessage.NewEpoch;
import dsc.concepts.foundations.consensus.zab.PeerMessage.NewLeader;
import dsc.concepts.foundations.consensus.zab.PeerMessage.Part;
import dsc.concepts.foundations.consensus.zab.PeerMessage.Supported;
import dsc.concepts.foundations.consensus.zab.State.Event;
import dsc.concepts.foundations.consensus.zab.ZabView.Happening;
import dsc.concepts.shared.DurablePeer;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.NodeId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.pekko.persistence.typed.javadsl.Effect;

/**
 * How a server gets a leader, or becomes one: the oracle, discovery and synchronization (DSN 2011 §IV.A). A prospective
 * leader is a follower of itself as well.
 */
abstract class LeaderChange extends DurablePeer<Zab.Message, Event, State> {

    private static final String TICK = "tick";

    final LogOptions options;
    final Tally<Happening> tally = new Tally<>(Happening.class);
    final Requests requests;
    final Replica replica;
    Role role = Role.Follower.NEW;

    private final StateTransfer transfer;
    private final ElectionTimer<Zab.Message> electionTimer;
    private long attempt;

    /** The greatest epoch heard of, so that the next is greater. */
    private long greatestEpoch;

    /** When the leader was heard last. */
    private long heardNanos;

    /** Whether it has a part of a leader's history since before a crash, and has not followed a leader since. */
    private boolean startedBetween;

    LeaderChange(Setup<Zab.Message> setup, LogOptions options) {
        super(setup, State.EMPTY, State::after, options.snapshotEntries());
        this.options = options;
        this.requests = new Requests(setup.node().self());
        this.replica = new Replica(options, requests);
        this.transfer = new StateTransfer(setup.node().self(), options.imagePieceBytes());
        this.electionTimer = new ElectionTimer<>(
                timers, Zab.ElectionTimedOut::new, options, setup.node().random());
    }

    /** What a crash makes a server forget; what was proposed to it and not committed is in no store (rule 2). */
    @Override
    protected void onRecovered(State state) {
        startedBetween = state.takenEpoch() > state.currentEpoch();
        requests.begin(node.random().nextLong());
        replica.restore(state.image());
        transfer.forget();
        greatestEpoch = 0;
        heardNanos = node.clock().monotonicNanos();
        role = Role.Follower.NEW;
        become(Role.Follower.NEW);
    }

    /** Asks those that have not answered. */
    final void askAgain(State state) {
        if (role instanceof Role.Looking looking) {
            Candidacy candidacy = new Candidacy(node.self(), looking.attempt(), state.credentials());
            node.group().stream()
                    .filter(member -> !looking.supporters().contains(member))
                    .forEach(member -> tell(member, candidacy));
        } else if (role instanceof Prospect prospect) {
            prospect.onTick(node.group(), state);
        }
    }

    final Effect<Event, State> done() {
        return Effect().none();
    }

    final void become(Role next) {
        if (!role.leader(node.self()).equals(next.leader(node.self()))) {
            requests.giveUp();
        }
        role = next;
        if (next instanceof Role.Follower) {
            timers.cancel(TICK);
        } else {
            timers.startTimerWithFixedDelay(TICK, new Zab.TickDue(), options.heartbeatInterval());
        }
        if (next instanceof Primary) {
            electionTimer.stop();
        } else {
            electionTimer.restart();
        }
    }

    /** The leader was heard: this server follows it from now on, if it did not before. */
    final void follow(NodeId leader) {
        if (leader.equals(node.self())) {
            return;
        }
        heardNanos = node.clock().monotonicNanos();
        if (startedBetween) {
            startedBetween = false;
            tally.add(Happening.A_SERVER_STARTED_AGAIN_BETWEEN_HISTORY_AND_EPOCH);
        }
        if (role.leader(node.self()).equals(Optional.of(leader))) {
            electionTimer.restart();
        } else {
            become(new Role.Follower(Optional.of(leader)));
        }
    }

    final Effect<Event, State> onElectionTimedOut(State state, Zab.ElectionTimedOut timedOut) {
        if (electionTimer.isDue(timedOut.number())) {
            become(Role.Looking.begin(++attempt));
            askAgain(state);
        }
        return done();
    }

    /**
     * The oracle: nothing but progress rests on it. A server that hears its leader, or knows more, gives no support.
     */
    final Effect<Event, State> onCandidacy(State state, Candidacy candidacy) {
        boolean isSilent = node.clock().monotonicNanos() - heardNanos
                >= options.electionTimeoutMin().toNanos();
        boolean hasNoLeader = role instanceof Role.Looking || role instanceof Role.Follower && isSilent;
        if (hasNoLeader && candidacy.credentials().compareTo(state.credentials()) >= 0) {
            tell(candidacy.from(), new Supported(node.self(), candidacy.attempt()));
        }
        return done();
    }

    final Effect<Event, State> onSupported(State state, Supported supported) {
        if (role instanceof Role.Looking looking
                && looking.attempt() == supported.attempt()
                && looking.supporters().add(supported.from())
                && looking.supporters().size() == majority()) {
            become(new Prospect(node.self(), majority(), options, this::tell));
            askAgain(state);
        }
        return done();
    }

    final Effect<Event, State> onElected(State state, Elected elected) {
        if (!elected.from().equals(node.self()) && !role.follows(elected, node.self(), state)) {
            return done();
        }
        follow(elected.from());
        tell(elected.from(), new Cepoch(node.self(), state.acceptedEpoch()));
        return done();
    }

    final Effect<Event, State> onCepoch(Cepoch cepoch) {
        if (role instanceof Prospect prospect) {
            prospect.onCepoch(cepoch, greatestEpoch);
        } else if (role instanceof Primary primary) {
            tell(cepoch.from(), new NewEpoch(node.self(), primary.epoch()));
        }
        return done();
    }

    final boolean isLedBy(NodeId from) {
        return role.leader(node.self()).equals(Optional.of(from));
    }

    /** Rule 5: the promise is durable before it is given, and is given for one prospective leader of an epoch. */
    final Effect<Event, State> onNewEpoch(State state, NewEpoch newEpoch) {
        NodeId from = newEpoch.from();
        long epoch = newEpoch.epoch();
        if (!isLedBy(from)) {
            return done();
        }
        follow(from);
        if (epoch > state.acceptedEpoch()) {
            return Effect().persist(new State.EpochAccepted(epoch, from)).thenRun(this::acknowledgeEpoch);
        }
        if (state.isAccepted(from, epoch)) {
            acknowledgeEpoch(state);
        } else {
            tell(from, new EpochRefused(node.self(), epoch, state.acceptedEpoch()));
        }
        return done();
    }

    private void acknowledgeEpoch(State state) {
        AckEpoch ack = new AckEpoch(node.self(), state.acceptedEpoch(), state.currentEpoch(), state.ends());
        tell(state.acceptedFrom(), ack);
    }

    final Effect<Event, State> onEpochRefused(EpochRefused refused) {
        greatestEpoch = Math.max(greatestEpoch, refused.accepted());
        if (leads(refused.epoch())) {
            tally.add(Happening.A_LEADER_MET_A_LATER_EPOCH);
            become(Role.Follower.NEW);
        }
        return done();
    }

    final boolean leads(long epoch) {
        return role instanceof Prospect prospect && prospect.epoch() == epoch
                || role instanceof Primary primary && primary.epoch() == epoch;
    }

    final Effect<Event, State> onAckEpoch(State state, AckEpoch ack) {
        if (role instanceof Prospect prospect && leads(ack.epoch())) {
            prospect.onAckEpoch(ack, state);
        } else if (leads(ack.epoch())) {
            tell(ack.from(), new NewLeader(node.self(), ack.epoch(), state.lackedBy(ack.ends(), options)));
        }
        return done();
    }

    /** It has promised itself to the epoch, so its history does not change until it is that leader's. */
    final Effect<Event, State> onAskHistory(State state, AskHistory asked) {
        if (state.isAccepted(asked.from(), asked.epoch()) && state.currentEpoch() < asked.epoch()) {
            tell(asked.from(), new History(node.self(), asked.epoch(), state.lackedBy(asked.ends(), options)));
        }
        return done();
    }

    /** The prospective leader takes over the history with which its epoch begins. */
    final Effect<Event, State> onHistory(State state, History history) {
        return role instanceof Prospect prospect && leads(history.epoch()) && prospect.takesFrom(history.from())
                ? take(state, history.from(), history.part(), now -> {
                    if (now.last().equals(history.part().end())) {
                        tally.add(Happening.A_LEADER_TOOK_OVER_A_LONGER_HISTORY);
                        prospect.begin(now);
                    } else {
                        tally.add(Happening.A_HISTORY_CAME_IN_PARTS);
                        prospect.askHistory(now);
                    }
                })
                : done();
    }

    /** Makes a part of a history durable, and cuts off what is not in it (rule 2). */
    private Effect<Event, State> take(State state, NodeId from, Part part, Consumer<State> then) {
        electionTimer.restart();
        if (part.isImage()) {
            fetchImage(from, part.after().packed());
            return done();
        }
        if (!state.has(part.after())) {
            return done();
        }
        if (part.after().equals(state.last()) && part.entries().isEmpty()) {
            then.accept(state);
            return done();
        }
        if (state.last().isAfter(part.after()) && !(role instanceof Prospect)) {
            tally.add(Happening.A_FOLLOWER_WAS_CUT_OFF_BEHIND_WHAT_IT_HAD);
        }
        return Effect()
                .persist(new State.HistoryTaken(state.acceptedEpoch(), part.after(), part.entries()))
                .thenRun(then::accept);
    }

    final Effect<Event, State> onNewLeader(State state, NewLeader newLeader) {
        NodeId from = newLeader.from();
        Part part = newLeader.part();
        if (!isLedBy(from) || !state.isAccepted(from, newLeader.epoch())) {
            return done();
        }
        follow(from);
        if (state.isEntered(from, newLeader.epoch())) {
            if (part.isImage() && part.after().isAfter(state.last())) {
                fetchImage(from, part.after().packed());
            } else {
                tell(from, new AckNewLeader(node.self(), newLeader.epoch(), state.last()));
            }
            return done();
        }
        return take(state, from, part, now -> {
            if (now.last().equals(part.end())) {
                tell(node.self(), new Zab.HistoryDurable(newLeader.epoch(), part.end()));
            } else {
                tally.add(Happening.A_HISTORY_CAME_IN_PARTS);
                acknowledgeEpoch(now);
            }
        });
    }

    /** Rule 1: the history is durable, and nothing else came in between; then the epoch is; then the leader knows. */
    final Effect<Event, State> onHistoryDurable(State state, Zab.HistoryDurable durable) {
        return durable.epoch() != state.acceptedEpoch() || !durable.end().equals(state.last())
                ? done()
                : Effect()
                        .persist(new State.EpochEntered(durable.epoch()))
                        .thenRun(now ->
                                tell(now.acceptedFrom(), new AckNewLeader(node.self(), durable.epoch(), now.last())));
    }

    final Effect<Event, State> onAckNewLeader(State state, AckNewLeader ack) {
        if (role instanceof Primary primary && leads(ack.epoch())) {
            primary.addFollower(ack.from(), ack.last(), state, node.clock().monotonicNanos());
        } else if (role instanceof Prospect prospect && leads(ack.epoch()) && prospect.isEstablishedBy(ack)) {
            lead(state, prospect);
            return compact(state);
        }
        return done();
    }

    /** Rule 3: a majority is synchronized, so all of the history is committed, and new changes may come. */
    private void lead(State state, Prospect prospect) {
        if (state.last().isAfter(replica.delivered())) {
            tally.add(Happening.A_CHANGE_OF_AN_EARLIER_EPOCH_WAS_COMMITTED_BY_SYNCHRONIZATION);
        }
        replica.deliver(state, state.last());
        Primary primary = new Primary(
                prospect.epoch(),
                node.self(),
                majority(),
                options,
                state.last(),
                prospect.synchronizedTo(),
                replica.copy(),
                tally,
                this::tell);
        become(primary);
        primary.begin(node.clock().monotonicNanos());
    }

    /** Makes an image, if it is due. */
    final Effect<Event, State> compact(State state) {
        return Effect()
                .persist(replica.due(state)
                        .map(image -> List.<Event>of(new State.Compacted(image)))
                        .orElse(List.of()));
    }

    private void fetchImage(NodeId from, long end) {
        transfer.ask(from, end).ifPresent(fetch -> tell(from, new FetchImage(fetch)));
    }

    final Effect<Event, State> onFetchImage(State state, StateTransfer.Fetch fetch) {
        if (state.image().lastIndex() > 0) {
            tell(fetch.from(), new ImagePiece(transfer.answer(fetch, state.image())));
        }
        return done();
    }

    final Effect<Event, State> onImagePiece(State state, StateTransfer.Piece piece) {
        boolean isAsked = role instanceof Prospect prospect && prospect.takesFrom(piece.from())
                || role instanceof Role.Follower && isLedBy(piece.from());
        if (!isAsked || !Zxid.of(piece.lastIndex()).isAfter(replica.delivered()) || !transfer.take(piece)) {
            return done();
        }
        electionTimer.restart();
        Optional<Image> image = transfer.completedBy(piece);
        if (image.isEmpty()) {
            tally.add(Happening.AN_IMAGE_CAME_IN_PARTS);
            fetchImage(piece.from(), piece.lastIndex());
            return done();
        }
        replica.restore(image.get());
        return Effect()
                .persist(new State.ImageTaken(state.acceptedEpoch(), image.get()))
                .thenRun(now -> {
                    if (role instanceof Prospect prospect) {
                        prospect.askHistory(now);
                    } else if (now.isEntered(piece.from(), now.acceptedEpoch())) {
                        tell(piece.from(), new Ack(node.self(), now.acceptedEpoch(), now.last()));
                    } else {
                        acknowledgeEpoch(now);
                    }
                });
    }
}
