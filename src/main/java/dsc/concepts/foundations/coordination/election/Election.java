package dsc.concepts.foundations.coordination.election;

import dsc.concepts.foundations.coordination.Act;
import dsc.concepts.foundations.coordination.FencedRegisters;
import dsc.concepts.foundations.coordination.Tenure;
import dsc.concepts.foundations.coordination.election.ElectionView.Ballot;
import dsc.concepts.foundations.coordination.election.ElectionView.Happening;
import dsc.concepts.foundations.coordination.election.ElectionView.Role;
import dsc.concepts.shared.DurablePeer;
import dsc.concepts.shared.Round;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EffectBuilder;

/**
 * A node that votes, follows and leads. Terms and votes are Raft's (§5.2), without a log; leases are those of Gray and
 * Cheriton 1989.
 *
 * <p>Legal transitions: follower → candidate, when no leader was heard for a while; candidate → leader, when a majority
 * voted for it; candidate or leader → follower, when a greater term is heard; leader → follower, when no majority
 * followed it for a lease.
 */
public final class Election extends DurablePeer<Election.Message, Election.Event, Election.State> {

    public sealed interface Message {}

    /** An act of the leader, which says who it is. */
    public record Write(String key, ActorRef<Reply> replyTo) implements Message {}

    /** A client's operation on a counter. */
    public record Ask(Act.Kind kind, String key, ActorRef<Reply> replyTo) implements Message {}

    public record WhoLeads(ActorRef<Reply> replyTo) implements Message {}

    public record Inspect(ActorRef<NodeView> replyTo) implements Message {}

    public sealed interface PeerMessage extends Message, Wire {}

    /** @param isProbe asks whether there would be a vote; nobody's term is raised by that */
    public record Stand(NodeId candidate, long term, boolean isProbe) implements PeerMessage {}

    public record Vote(NodeId from, long term, boolean isProbe) implements PeerMessage {}

    /** {@code leader} leads in {@code term}, and asks who follows. */
    public record Lead(long term, long round, NodeId leader) implements PeerMessage {}

    public record Followed(NodeId from, long term, long round) implements PeerMessage {}

    /** {@code term}, which the receiver does not know of, has begun. */
    public record Superseded(long term) implements PeerMessage {}

    /** {@code leader} leads no longer: its lease may be forgotten. */
    public record Resign(NodeId leader, long term) implements PeerMessage {}

    public record Register(FencedRegisters.Message message) implements PeerMessage {}

    private record TickDue() implements Message {}

    public sealed interface Event extends Wire {}

    /** @param votedFor null for nobody yet */
    public record TermBegan(long term, NodeId votedFor) implements Event {}

    public record RegisterChanged(FencedRegisters.Changed change) implements Event {}

    /** What survives a crash. */
    public record State(long term, NodeId votedFor, FencedRegisters registers) implements Wire {
        static final State EMPTY = new State(0, null, FencedRegisters.EMPTY);

        State after(Event event) {
            return switch (event) {
                case TermBegan began -> new State(began.term(), began.votedFor(), registers);
                case RegisterChanged changed -> new State(term, votedFor, registers.after(changed.change()));
            };
        }

        boolean canVoteFor(NodeId candidate, long newTerm) {
            return newTerm > term || newTerm == term && (votedFor == null || votedFor.equals(candidate));
        }
    }

    /** Asks for votes, or first whether there would be some. */
    private record Candidacy(long term, boolean isProbe, Round<Boolean> votes) {}

    private static final String TICK = "tick";

    private final Options options;
    private final Tally<Happening> tally = new Tally<>(Happening.class);
    private boolean promisedBefore;
    private long startedNanos;
    private NodeId following;
    private Optional<Long> heardNanos = Optional.empty();
    private long standNanos;
    private Candidacy candidacy;
    private Reign reign;
    private Ballot ballot;
    private Tenure.Kept lastKept;

    public static Behavior<Message> create(NodeContext<Message> node) {
        return start(node, setup -> new Election(setup, Options.from(node.settings())));
    }

    private Election(Setup<Message> setup, Options options) {
        super(setup, State.EMPTY, State::after, options.snapshotEvents());
        this.options = options;
    }

    /** The leader, and what was promised to it, are forgotten: only that something may have been promised is not. */
    @Override
    protected void onRecovered(State state) {
        promisedBefore = state.term() > 0;
        startedNanos = now();
        following = null;
        heardNanos = Optional.empty();
        candidacy = null;
        reign = null;
        ballot = null;
        lastKept = null;
        standLater();
        timers.startTimerWithFixedDelay(TICK, new TickDue(), options.heartbeat());
    }

    // Rule 3: leases run by the monotonic clock; the time of day may be set.
    private long now() {
        return node.clock().monotonicNanos();
    }

    private void standLater() {
        standNanos = now() + options.missedNanos(node.random());
    }

    @Override
    protected Effect<Event, State> onMessage(State state, Message message) {
        return switch (message) {
            case Write write -> onWrite(write);
            case Ask ask -> onAsk(ask);
            case WhoLeads who -> Effect().reply(who.replyTo(), new Reply.Ok(leader(state)));
            case Inspect inspect -> Effect().reply(inspect.replyTo(), view(state));
            case Stand stand -> onStand(state, stand);
            case Vote vote -> onVote(state, vote);
            case Lead lead -> onLead(state, lead);
            case Followed followed -> onFollowed(followed);
            case Superseded superseded -> onSuperseded(state, superseded);
            case Resign resign -> onResign(state, resign);
            case Register register -> onRegister(state, register.message());
            case TickDue tick -> onTickDue(state);
        };
    }

    private ElectionView view(State state) {
        tally.set(Happening.A_SNAPSHOT_WAS_TAKEN, snapshots());
        Role role = reign != null ? Role.LEADER : candidacy != null ? Role.CANDIDATE : Role.FOLLOWER;
        return new ElectionView(
                node.self(),
                state,
                role,
                following,
                options.lease().toNanos(),
                ballot,
                Optional.ofNullable(lastKept),
                tally.counts());
    }

    /** Null if it knows of none. */
    private Map<String, Object> leader(State state) {
        if (following == null) {
            return null;
        }
        Map<String, Object> leader = new LinkedHashMap<>();
        leader.put("node", following.value());
        leader.put("term", state.term());
        return leader;
    }

    private Effect<Event, State> onWrite(Write write) {
        if (reign == null) {
            redirect(write.replyTo());
        } else {
            reign.write(write.replyTo(), now());
        }
        return Effect().none();
    }

    private Effect<Event, State> onAsk(Ask ask) {
        if (reign == null) {
            redirect(ask.replyTo());
        } else {
            long deadlineNanos = now() + options.operationTimeout().toNanos();
            reign.count(ask.key(), new Act(ask.kind(), null, ask.replyTo(), deadlineNanos), now());
        }
        return Effect().none();
    }

    private void redirect(ActorRef<Reply> replyTo) {
        replyTo.tell(new Reply.Redirect(Optional.ofNullable(following)));
    }

    private Effect<Event, State> onStand(State state, Stand stand) {
        NodeId candidate = stand.candidate();
        if (candidacy != null
                && !candidacy.isProbe()
                && stand.term() == candidacy.term()
                && !candidate.equals(node.self())) {
            tally.add(Happening.A_VOTE_WAS_SPLIT);
        }
        if (stand.term() < state.term()) {
            tell(candidate, new Superseded(state.term()));
            return Effect().none();
        }
        if (!state.canVoteFor(candidate, stand.term()) || hasPromised(candidate)) {
            return Effect().none();
        }
        if (stand.isProbe()) {
            tell(candidate, new Vote(node.self(), stand.term(), true));
            return Effect().none();
        }
        boolean isNew = stand.term() > state.term() || state.votedFor() == null;
        EffectBuilder<Event, State> voted = isNew
                ? Effect().persist(new TermBegan(stand.term(), candidate))
                : Effect().none();
        Optional<Long> heard = candidate.equals(following) ? Optional.empty() : heardNanos;
        // Rule 1: a vote is durable before it is sent.
        return voted.thenRun(now -> {
            if (isNew && stand.term() > state.term()) {
                forgetTerm(candidate.equals(node.self()));
            }
            if (!candidate.equals(node.self())) {
                ballot = new Ballot(
                        stand.term(),
                        candidate,
                        heard.map(nanos -> now() - nanos),
                        promisedBefore ? Optional.of(now() - startedNanos) : Optional.empty());
            }
            standLater();
            tell(candidate, new Vote(node.self(), stand.term(), false));
        });
    }

    /** Whether another leader may count on this node now. */
    private boolean hasPromised(NodeId candidate) {
        long leaseNanos = options.lease().toNanos();
        if (reign != null && !candidate.equals(node.self())) {
            return reign.hasLease(now());
        }
        boolean toLeader =
                heardNanos.filter(heard -> now() - heard < leaseNanos).isPresent() && !candidate.equals(following);
        // Rule 2: a node that was restarted may have promised a lease just before.
        boolean inEarlierLife = promisedBefore && now() - startedNanos < leaseNanos;
        if (inEarlierLife && !toLeader) {
            tally.add(Happening.A_RESTARTED_NODE_HELD_ITS_VOTE_BACK);
        }
        return toLeader || inEarlierLife;
    }

    /** A greater term has begun: whatever belonged to the one before is over. */
    private void forgetTerm(boolean keepCandidacy) {
        if (reign != null) {
            if (reign.hasWrites()) {
                tally.add(Happening.AN_ACT_WAS_REFUSED_BY_A_ROUND);
            }
            reign.end("another term has begun");
            reign = null;
        }
        if (!keepCandidacy) {
            candidacy = null;
        }
        following = null;
    }

    private Effect<Event, State> onVote(State state, Vote vote) {
        if (candidacy == null || candidacy.term() != vote.term() || candidacy.isProbe() != vote.isProbe()) {
            return Effect().none();
        }
        if (!candidacy.votes().add(vote.from(), true)) {
            return Effect().none();
        }
        if (vote.isProbe()) {
            stand(vote.term(), false);
            return Effect().none();
        }
        candidacy = null;
        following = node.self();
        reign = new Reign(node.self(), vote.term(), options, group(message -> message), group(Register::new), now());
        reign.beginRound(now());
        return Effect().none();
    }

    /** Rule 6: who cannot win does not raise the terms of all; it asks first whether it would. */
    private void stand(long term, boolean isProbe) {
        candidacy = new Candidacy(term, isProbe, majorityRound());
        standLater();
        ask(candidacy.votes(), new Stand(node.self(), term, isProbe));
    }

    private Effect<Event, State> onLead(State state, Lead lead) {
        if (lead.leader().equals(node.self()) && (reign == null || reign.term() != lead.term())) {
            return Effect().none();
        }
        if (lead.term() < state.term()) {
            tell(lead.leader(), new Superseded(state.term()));
            return Effect().none();
        }
        EffectBuilder<Event, State> began = lead.term() > state.term()
                ? Effect().persist(new TermBegan(lead.term(), null))
                : Effect().none();
        return began.thenRun(now -> {
            if (lead.term() > state.term()) {
                if (reign != null) {
                    tally.add(Happening.AN_OLD_AND_A_NEW_LEADER_WERE_THERE_AT_ONCE);
                }
                forgetTerm(false);
            }
            if (!lead.leader().equals(node.self())) {
                candidacy = null;
                heardNanos = Optional.of(now());
            }
            following = lead.leader();
            standLater();
            tell(lead.leader(), new Followed(node.self(), lead.term(), lead.round()));
        });
    }

    private Effect<Event, State> onFollowed(Followed followed) {
        if (reign != null && reign.term() == followed.term()) {
            reign.onFollowed(followed.from(), followed.round(), now());
        }
        return Effect().none();
    }

    private Effect<Event, State> onSuperseded(State state, Superseded superseded) {
        return superseded.term() <= state.term()
                ? Effect().none()
                : Effect().persist(new TermBegan(superseded.term(), null)).thenRun(now -> forgetTerm(false));
    }

    private Effect<Event, State> onResign(State state, Resign resign) {
        if (resign.term() == state.term() && resign.leader().equals(following)) {
            following = null;
            heardNanos = Optional.empty();
        }
        return Effect().none();
    }

    private Effect<Event, State> onRegister(State state, FencedRegisters.Message message) {
        if (message instanceof FencedRegisters.Answer answer) {
            if (reign != null) {
                reign.onAnswer(answer).ifPresent(kept -> lastKept = kept);
            }
            return Effect().none();
        }
        FencedRegisters.Request request = (FencedRegisters.Request) message;
        FencedRegisters.Outcome outcome = state.registers().outcome(request, true, node.self());
        List<Event> events = new ArrayList<>();
        outcome.change().map(RegisterChanged::new).ifPresent(events::add);
        return Effect().persist(events).thenRun(now -> tell(request.from(), new Register(outcome.answer())));
    }

    private Effect<Event, State> onTickDue(State state) {
        if (reign != null && reign.isForgotten(now())) {
            tally.add(Happening.A_LEADER_RESIGNED);
            reign.end("no majority follows " + node.self());
            reign = null;
            following = null;
            standLater();
            node.group().forEach(member -> tell(member, new Resign(node.self(), state.term())));
        } else if (reign != null) {
            reign.tick(now());
        } else if (now() - standNanos >= 0) {
            following = null;
            stand(state.term() + 1, true);
        }
        return Effect().none();
    }
}
