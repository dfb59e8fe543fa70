package dsc.concepts.foundations.consensus.paxos;

import dsc.concepts.foundations.consensus.Ballot;
import dsc.concepts.foundations.consensus.paxos.Acceptor.Vote;
import dsc.concepts.foundations.consensus.paxos.PaxosState.Event;
import dsc.concepts.foundations.consensus.paxos.PaxosState.Learned;
import dsc.concepts.foundations.consensus.paxos.PaxosState.Promised;
import dsc.concepts.foundations.consensus.paxos.PaxosState.RoundUsed;
import dsc.concepts.foundations.consensus.paxos.PaxosState.Voted;
import dsc.concepts.foundations.consensus.paxos.PaxosView.Happening;
import dsc.concepts.foundations.consensus.paxos.Proposal.Attempt;
import dsc.concepts.foundations.consensus.paxos.Proposal.Client;
import dsc.concepts.shared.DurablePeer;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Wire;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.persistence.typed.javadsl.Effect;

/**
 * Proposer, acceptor and learner of decisions, each of which is made once (Lamport 2001). A node asks itself as it asks
 * the others. Sections are those of the paper.
 *
 * <p>Legal transitions of a proposal: preparing → accepting → decided; preparing or accepting → refused → preparing,
 * with a greater ballot; preparing → nothing was accepted, for a client that wants to learn; any → decided, when
 * another node says so; any → given up, when no client waits any more.
 */
public final class Paxos extends DurablePeer<Paxos.Message, PaxosState.Event, PaxosState> {

    public sealed interface Message {}

    /**
     * A client's operation.
     *
     * @param value what it proposes; null if it wants to learn what was decided
     */
    public record Ask(String decision, String value, ActorRef<Reply> replyTo) implements Message {}

    /** Asks for the last decisions under {@code key} that this node has learned. */
    public record Decisions(String key, ActorRef<Reply> replyTo) implements Message {}

    public record Inspect(ActorRef<NodeView> replyTo) implements Message {}

    public sealed interface PeerMessage extends Message, Wire {}

    /** Phase 1: asks for a promise to accept nothing below {@code ballot} (§2.2). */
    public record Prepare(String decision, Ballot ballot) implements PeerMessage {}

    /** @param vote what {@code from} has accepted until now */
    public record Promise(String decision, Ballot ballot, NodeId from, Vote vote) implements PeerMessage {}

    /** Phase 2. */
    public record Accept(String decision, Ballot ballot, String value) implements PeerMessage {}

    public record Accepted(String decision, Ballot ballot, NodeId from) implements PeerMessage {}

    /** @param promised the greater ballot for which {@code ballot} is refused */
    public record Refused(String decision, Ballot ballot, Ballot promised) implements PeerMessage {}

    public record Decided(String decision, String value) implements PeerMessage {}

    private record RetryDue(String decision) implements Message {}

    /** A proposer that was refused may begin again. */
    private record BackoffOver(String decision) implements Message {}

    private record PauseTimer(String decision) {}

    private static final int REFUSALS_NOTED = 3;

    private final Options options;
    private final Tally<Happening> tally = new Tally<>(Happening.class);
    private final Map<String, Proposal> proposals = new HashMap<>();

    /** Decisions of which this node has promised something since it started. */
    private final Set<String> promisedSinceStart = new HashSet<>();

    /** The greatest round that this node has used or heard of since it started. */
    private long greatestRound;

    private PaxosView.Chosen chosen;

    public static Behavior<Message> create(NodeContext<Message> node) {
        return start(node, setup -> new Paxos(setup, Options.from(node.settings())));
    }

    private Paxos(Setup<Message> setup, Options options) {
        super(setup, PaxosState.EMPTY, PaxosState::after, options.snapshotEvents());
        this.options = options;
    }

    /** Proposals of an earlier life are forgotten, and their outcome is unknown. */
    @Override
    protected void onRecovered(PaxosState state) {
        proposals.clear();
        promisedSinceStart.clear();
        greatestRound = 0;
        chosen = null;
    }

    @Override
    protected Effect<Event, PaxosState> onMessage(PaxosState state, Message message) {
        return switch (message) {
            case Ask ask -> onAsk(state, ask);
            case Decisions asked -> Effect().reply(asked.replyTo(), new Reply.Ok(state.lastDecisions(asked.key())));
            case Inspect inspect -> Effect().reply(inspect.replyTo(), view(state));
            case Prepare prepare -> onPrepare(state, prepare);
            case Promise promise -> onPromise(promise);
            case Accept accept -> onAccept(state, accept);
            case Accepted accepted -> onAccepted(accepted);
            case Refused refused -> onRefused(state, refused);
            case Decided decided -> learn(state, decided.decision(), decided.value());
            case RetryDue due -> onRetryDue(due.decision());
            case BackoffOver over -> onBackoffOver(state, over.decision());
        };
    }

    private PaxosView view(PaxosState state) {
        tally.set(Happening.A_SNAPSHOT_WAS_TAKEN, snapshots());
        return new PaxosView(state, majority(), chosen, proposals.size(), tally.counts());
    }

    private Effect<Event, PaxosState> onAsk(PaxosState state, Ask ask) {
        String decided = state.decided().get(ask.decision());
        if (decided != null) {
            return Effect().reply(ask.replyTo(), new Reply.Ok(decided));
        }
        Proposal proposal = proposals.get(ask.decision());
        Client client = new Client(ask.value(), node.clock().monotonicNanos(), ask.replyTo());
        if (proposal != null) {
            proposal.clients().add(client);
            return Effect().none();
        }
        proposal = new Proposal(ask.decision());
        proposal.clients().add(client);
        proposals.put(ask.decision(), proposal);
        return begin(state, proposal);
    }

    /** The round is durable before a message bears it: used twice, a ballot would have two values. */
    private Effect<Event, PaxosState> begin(PaxosState state, Proposal proposal) {
        long round = Math.max(state.round(), greatestRound) + 1;
        return Effect().persist(new RoundUsed(round)).thenRun(now -> {
            greatestRound = round;
            Ballot ballot = new Ballot(round, node.self().value());
            proposal.begin(new Attempt(ballot, null, majorityRound(), majorityRound()));
            askAgain(proposal);
            timers.startTimerWithFixedDelay(
                    proposal.decision(), new RetryDue(proposal.decision()), options.retryInterval());
        });
    }

    /** Accept goes to all, not only to those that promised: any majority will do (§2.2). */
    private void askAgain(Proposal proposal) {
        String decision = proposal.decision();
        Attempt attempt = proposal.attempt();
        if (attempt.isPreparing()) {
            ask(attempt.promises(), new Prepare(decision, attempt.ballot()));
        } else {
            ask(attempt.votes(), new Accept(decision, attempt.ballot(), attempt.value()));
        }
    }

    private Effect<Event, PaxosState> onPrepare(PaxosState state, Prepare prepare) {
        String decision = prepare.decision();
        Ballot ballot = prepare.ballot();
        if (turnsAway(state, decision, ballot)) {
            return Effect().none();
        }
        Acceptor acceptor = state.acceptor(decision);
        return Effect()
                .persist(
                        acceptor.promised().equals(ballot)
                                ? List.<Event>of()
                                : List.<Event>of(new Promised(decision, ballot)))
                .thenRun(now -> {
                    promisedSinceStart.add(decision);
                    tell(
                            ballot.proposer(),
                            new Promise(
                                    decision,
                                    ballot,
                                    node.self(),
                                    now.acceptor(decision).vote()));
                });
    }

    /** Answers a proposer whose decision is made, or whose ballot is too small; returns whether it did. */
    private boolean turnsAway(PaxosState state, String decision, Ballot ballot) {
        String value = state.decided().get(decision);
        Acceptor acceptor = state.acceptor(decision);
        if (value != null) {
            tell(ballot.proposer(), new Decided(decision, value));
        } else if (acceptor.refuses(ballot)) {
            tell(ballot.proposer(), new Refused(decision, ballot, acceptor.promised()));
        } else {
            return false;
        }
        return true;
    }

    private Effect<Event, PaxosState> onPromise(Promise promise) {
        Proposal proposal = proposals.get(promise.decision());
        if (proposal == null
                || !proposal.is(promise.ballot())
                || !proposal.attempt().isPreparing()
                || !proposal.attempt().promises().add(promise.from(), promise.vote())) {
            return Effect().none();
        }
        note(proposal);
        Attempt prepared = proposal.attempt();
        Vote found = prepared.greatest();
        // Not the latest to arrive, and not one's own: a smaller ballot cannot have been chosen behind this one (P2c).
        String value = found.value() != null ? found.value() : proposal.ownValue();
        if (value == null) {
            // A majority has accepted nothing, and nothing was chosen before it was asked.
            tally.add(Happening.NOTHING_WAS_DECIDED_YET);
            return end(proposal, null);
        }
        proposal.begin(new Attempt(prepared.ballot(), value, prepared.promises(), prepared.votes()));
        askAgain(proposal);
        return Effect().none();
    }

    private void note(Proposal proposal) {
        Attempt attempt = proposal.attempt();
        String found = attempt.greatest().value();
        if (found != null && proposal.ownValue() != null && !found.equals(proposal.ownValue())) {
            tally.add(Happening.A_PROPOSER_TOOK_OVER_THE_VALUE_OF_ANOTHER);
        }
        if (attempt.values().size() > 1) {
            tally.add(Happening.A_MAJORITY_HAD_ACCEPTED_TWO_VALUES);
        }
        if (found != null
                && attempt.promises().nodes(attempt.greatest()::equals).size() >= majority()) {
            tally.add(Happening.A_VALUE_WAS_CHOSEN_AND_NOBODY_HAD_LEARNED_IT);
        }
    }

    private Effect<Event, PaxosState> onAccept(PaxosState state, Accept accept) {
        String decision = accept.decision();
        Ballot ballot = accept.ballot();
        if (turnsAway(state, decision, ballot)) {
            return Effect().none();
        }
        Acceptor acceptor = state.acceptor(decision);
        if (acceptor.promised().equals(ballot) && !promisedSinceStart.contains(decision)) {
            tally.add(Happening.AN_ACCEPTOR_STARTED_AGAIN_BETWEEN_THE_PHASES);
        }
        Vote vote = new Vote(ballot, accept.value());
        return Effect()
                .persist(acceptor.vote().equals(vote) ? List.<Event>of() : List.<Event>of(new Voted(decision, vote)))
                .thenRun(now -> tell(ballot.proposer(), new Accepted(decision, ballot, node.self())));
    }

    /** Chosen is what a majority accepted at one ballot; the same value at two ballots does not add up. */
    private Effect<Event, PaxosState> onAccepted(Accepted accepted) {
        Proposal proposal = proposals.get(accepted.decision());
        if (proposal == null
                || !proposal.is(accepted.ballot())
                || proposal.attempt().isPreparing()) {
            return Effect().none();
        }
        Attempt attempt = proposal.attempt();
        if (!attempt.votes().add(accepted.from(), new Vote(attempt.ballot(), attempt.value()))) {
            return Effect().none();
        }
        chosen = new PaxosView.Chosen(
                accepted.decision(),
                attempt.ballot(),
                Set.copyOf(attempt.votes().answers().keySet()));
        Decided decided = new Decided(accepted.decision(), attempt.value());
        return Effect()
                .persist(new Learned(decided.decision(), decided.value()))
                .thenRun(now -> {
                    answer(proposal, decided.value());
                    node.group().stream()
                            .filter(member -> !member.equals(node.self()))
                            .forEach(member -> tell(member, decided));
                });
    }

    /** Learned once: what was decided is not asked for again. */
    private Effect<Event, PaxosState> learn(PaxosState state, String decision, String value) {
        return Effect()
                .persist(
                        state.decided().containsKey(decision)
                                ? List.<Event>of()
                                : List.<Event>of(new Learned(decision, value)))
                .thenRun(now -> {
                    Proposal proposal = proposals.get(decision);
                    if (proposal != null) {
                        answer(proposal, now.decided().get(decision));
                    }
                });
    }

    private Effect<Event, PaxosState> end(Proposal proposal, String value) {
        return Effect().none().thenRun(now -> answer(proposal, value));
    }

    private void answer(Proposal proposal, String value) {
        forget(proposal);
        proposal.clients().forEach(client -> client.replyTo().tell(new Reply.Ok(value)));
    }

    private void forget(Proposal proposal) {
        proposals.remove(proposal.decision());
        timers.cancel(proposal.decision());
        timers.cancel(new PauseTimer(proposal.decision()));
    }

    /** Two proposers can stop each other for ever: each waits for a while that is drawn, and longer (§2.4). */
    private Effect<Event, PaxosState> onRefused(PaxosState state, Refused refused) {
        greatestRound = Math.max(greatestRound, refused.promised().round());
        Proposal proposal = proposals.get(refused.decision());
        if (proposal == null || !proposal.is(refused.ballot())) {
            return Effect().none();
        }
        int refusals = proposal.refused();
        if (refusals == REFUSALS_NOTED) {
            tally.add(Happening.RIVALS_STOPPED_A_PROPOSER_THREE_TIMES);
        }
        Duration pause = options.pause(refusals, node.random());
        if (pause.isZero()) {
            return begin(state, proposal);
        }
        timers.startSingleTimer(new PauseTimer(refused.decision()), new BackoffOver(refused.decision()), pause);
        return Effect().none();
    }

    private Effect<Event, PaxosState> onBackoffOver(PaxosState state, String decision) {
        Proposal proposal = proposals.get(decision);
        return proposal == null || proposal.attempt() != null ? Effect().none() : begin(state, proposal);
    }

    private Effect<Event, PaxosState> onRetryDue(String decision) {
        Proposal proposal = proposals.get(decision);
        if (proposal == null) {
            return Effect().none();
        }
        giveUp(proposal);
        if (proposal.clients().isEmpty()) {
            tally.add(Happening.A_PROPOSAL_WAS_GIVEN_UP);
            forget(proposal);
        } else if (proposal.attempt() != null) {
            askAgain(proposal);
        }
        return Effect().none();
    }

    /** Tells clients that have waited for too long. A value that was sent may be decided later. */
    private void giveUp(Proposal proposal) {
        long beganBefore =
                node.clock().monotonicNanos() - options.operationTimeout().toNanos();
        proposal.clients().removeIf(client -> {
            boolean isOver = client.sinceNanos() <= beganBefore;
            if (isOver) {
                String why = "no majority answered in time";
                client.replyTo()
                        .tell(proposal.wasSent(client.value()) ? new Reply.Unknown(why) : new Reply.Failed(why));
            }
            return isOver;
        });
    }
}
