package dsc.concepts.foundations.coordination.lock;

import dsc.concepts.foundations.coordination.Act;
import dsc.concepts.foundations.coordination.FencedRegisters;
import dsc.concepts.foundations.coordination.Tenure;
import dsc.concepts.foundations.coordination.Token;
import dsc.concepts.foundations.coordination.lock.Grants.Grant;
import dsc.concepts.foundations.coordination.lock.LockView.Happening;
import dsc.concepts.shared.DurablePeer;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.persistence.typed.javadsl.Effect;

/**
 * A node that grants locks, keeps the registers that they protect, and takes locks for its clients ({@link Contender}).
 *
 * <p>Legal transitions of a lock at a node that grants it: free → held by a token → free, when that token releases it
 * or its time is over → held by a greater token.
 */
public final class Lock extends DurablePeer<Lock.Message, Lock.Event, Lock.State> {

    public sealed interface Message {}

    /** A client's operation on the register that the lock {@code key} protects. */
    public record Ask(Act.Kind kind, String key, ActorRef<Reply> replyTo) implements Message {}

    /** Takes a lock by hand. */
    public record Take(String key, ActorRef<Reply> replyTo) implements Message {}

    /** Releases it. */
    public record GiveBack(String key, Token token, ActorRef<Reply> replyTo) implements Message {}

    /** Puts a value with a token, which need not be that of the holder. */
    public record PutWith(String key, String value, Token token, ActorRef<Reply> replyTo) implements Message {}

    /** Asks for this node's own copy. */
    public record Get(String key, ActorRef<Reply> replyTo) implements Message {}

    public record Inspect(ActorRef<NodeView> replyTo) implements Message {}

    public sealed interface PeerMessage extends Message, Wire {}

    /** {@code token.node()} wants the lock. */
    public record Acquire(String key, Token token) implements PeerMessage {}

    /** @param renewal 0 for an {@link Acquire}, else the number of the {@link Renew} */
    public record Granted(NodeId from, String key, Token token, long renewal) implements PeerMessage {}

    /** @param greatest what was granted to the holder, present or past */
    public record Held(NodeId from, String key, Token token, Token greatest, long leftMillis) implements PeerMessage {}

    /** @param number of this holder's renewals, from 1 */
    public record Renew(String key, Token token, long number) implements PeerMessage {}

    /** {@code token} has the lock no longer, if it ever had. */
    public record Release(String key, Token token) implements PeerMessage {}

    public record Register(FencedRegisters.Message message) implements PeerMessage {}

    private record TickDue(String key) implements Message {}

    private record LockIsFree(String key) implements Message {}

    public sealed interface Event extends Wire {}

    /** The node asks with that number next. */
    public record Numbered(long number) implements Event {}

    public record GrantedTo(String key, Token token) implements Event {}

    public record ReleasedBy(String key, Token token) implements Event {}

    public record RegisterChanged(FencedRegisters.Changed change) implements Event {}

    /**
     * What survives a crash.
     *
     * @param lastNumber of the last token that this node asked with
     */
    public record State(long lastNumber, Grants grants, FencedRegisters registers) implements Wire {
        static final State EMPTY = new State(0, Grants.EMPTY, FencedRegisters.EMPTY);

        State after(Event event) {
            return switch (event) {
                case Numbered numbered -> new State(numbered.number(), grants, registers);
                case GrantedTo granted ->
                    new State(lastNumber, grants.with(granted.key(), granted.token(), true), registers);
                case ReleasedBy released ->
                    new State(
                            lastNumber,
                            grants.with(
                                    released.key(), grants.of(released.key()).token(), false),
                            registers);
                case RegisterChanged changed -> new State(lastNumber, grants, registers.after(changed.change()));
            };
        }
    }

    private final Options options;
    private final Tally<Happening> tally = new Tally<>(Happening.class);
    private final Map<String, Contender> contenders = new TreeMap<>();
    private final Map<String, Tenure> byHand = new HashMap<>();
    private final Leases leases;
    private final Map<String, Long> heard = new HashMap<>();
    private Tenure.Kept lastKept;

    public static Behavior<Message> create(NodeContext<Message> node) {
        return start(node, setup -> new Lock(setup, Options.from(node.settings())));
    }

    private Lock(Setup<Message> setup, Options options) {
        super(setup, State.EMPTY, State::after, options.snapshotEvents());
        this.options = options;
        this.leases = new Leases(options.ttl().toNanos());
    }

    @Override
    protected void onRecovered(State state) {
        contenders.clear();
        byHand.clear();
        heard.clear();
        lastKept = null;
        leases.restart(now());
    }

    private long now() {
        return options.clock().nanos(node.clock());
    }

    @Override
    protected Effect<Event, State> onMessage(State state, Message message) {
        return switch (message) {
            case Ask ask -> onAsk(state, ask);
            case Take take -> onTake(state, take);
            case GiveBack back -> onGiveBack(state, back);
            case PutWith put -> onPutWith(state, put);
            case Get get ->
                Effect().reply(get.replyTo(), new Reply.Ok(state.registers().value(get.key())));
            case Inspect inspect -> Effect().reply(inspect.replyTo(), view(state));
            case Acquire acquire -> onAcquire(state, acquire);
            case Granted granted -> onGranted(granted);
            case Held held -> onHeld(held);
            case Renew renew -> onRenew(state, renew);
            case Release release -> onRelease(state, release);
            case Register register -> onRegister(state, register.message());
            case LockIsFree free -> proceed(state, free.key());
            case TickDue tick -> onTickDue(state, tick.key());
        };
    }

    private LockView view(State state) {
        tally.set(Happening.A_SNAPSHOT_WAS_TAKEN, snapshots());
        Map<String, Token> holds = new TreeMap<>();
        contenders.forEach(
                (lock, contender) -> contender.tenure().ifPresent(tenure -> holds.put(lock, tenure.token())));
        return new LockView(
                state,
                options.fencing(),
                options.ttl().toNanos(),
                leases.turns(),
                holds,
                Optional.ofNullable(lastKept),
                tally.counts());
    }

    private Effect<Event, State> onAsk(State state, Ask ask) {
        contender(ask.key()).add(act(ask.kind(), null, ask.replyTo()));
        return proceed(state, ask.key());
    }

    private Act act(Act.Kind kind, String value, ActorRef<Reply> replyTo) {
        return new Act(
                kind,
                value,
                replyTo,
                node.clock().monotonicNanos() + options.operationTimeout().toNanos());
    }

    private Contender contender(String key) {
        if (!timers.isTimerActive(key)) {
            timers.startTimerWithFixedDelay(key, new TickDue(key), options.retryInterval());
        }
        return contenders.computeIfAbsent(
                key,
                first -> new Contender(
                        key,
                        node.self(),
                        node.group().size(),
                        options,
                        group(message -> message),
                        group(Register::new),
                        tally,
                        now()));
    }

    /** Asks for the lock, if a client waits and this node itself could grant it. */
    private Effect<Event, State> proceed(State state, String key) {
        Contender contender = contenders.get(key);
        return contender != null && contender.wantsLock(now()) && leftNanos(state, key) == 0
                ? acquire(state, key, null)
                : Effect().none();
    }

    /** The number is durable before it is asked with: else one token could belong to two holders. */
    private Effect<Event, State> acquire(State state, String key, ActorRef<Reply> byHand) {
        long granted = state.grants().of(key).token().number();
        long number = Math.max(state.lastNumber(), Math.max(granted, heard.getOrDefault(key, 0L))) + 1;
        return Effect()
                .persist(new Numbered(number))
                .thenRun(now -> contender(key).begin(new Token(number, node.self()), byHand, now()));
    }

    private Effect<Event, State> onTake(State state, Take take) {
        String key = take.key();
        long left = leftNanos(state, key);
        if (left > 0 || contender(key).isAsking()) {
            take.replyTo()
                    .tell(new Reply.Failed(Grants.heldBy(state.grants().of(key).token(), left / 1_000_000)));
            return Effect().none();
        }
        return acquire(state, key, take.replyTo());
    }

    private Effect<Event, State> onGiveBack(State state, GiveBack back) {
        Optional<String> other = state.grants().otherLock(back.key(), back.token());
        if (other.isPresent()) {
            back.replyTo().tell(new Reply.Failed(other.get()));
        } else {
            node.group().forEach(member -> tell(member, new Release(back.key(), back.token())));
            back.replyTo().tell(new Reply.Ok(null));
        }
        return Effect().none();
    }

    private Effect<Event, State> onPutWith(State state, PutWith put) {
        Optional<String> other = state.grants().otherLock(put.key(), put.token());
        if (other.isPresent() || byHand.containsKey(put.key())) {
            put.replyTo()
                    .tell(new Reply.Failed(other.orElse("another put to " + put.key() + " is under way on this node")));
            return Effect().none();
        }
        Tenure tenure = new Tenure(node.self(), put.token(), put.key(), options.fencing(), group(Register::new));
        contender(put.key());
        byHand.put(put.key(), tenure);
        tenure.enterFor(act(Act.Kind.PUT, put.value(), put.replyTo()));
        return Effect().none();
    }

    /** Nothing is granted while another token may count on the lock; repeated questions get the same answer. */
    private Effect<Event, State> onAcquire(State state, Acquire acquire) {
        Grant grant = state.grants().of(acquire.key());
        Token token = acquire.token();
        long left = leftNanos(state, acquire.key());
        if (grant.token().equals(token) && grant.isHeld()) {
            tell(token.node(), new Granted(node.self(), acquire.key(), token, 0));
            return Effect().none();
        }
        // Rule 3: also a lock that is free is refused to a token that is not greater than all before.
        if (left > 0 || !grant.token().isBefore(token)) {
            if (left > 0 && leases.isOfEarlierLife(acquire.key())) {
                tally.add(Happening.A_RESTARTED_NODE_HELD_A_GRANT_BACK);
            }
            tell(token.node(), new Held(node.self(), acquire.key(), token, grant.token(), left / 1_000_000));
            return Effect().none();
        }
        return Effect().persist(new GrantedTo(acquire.key(), token)).thenRun(now -> {
            leases.granted(acquire.key(), grant, token, now());
            tell(token.node(), new Granted(node.self(), acquire.key(), token, 0));
        });
    }

    private long leftNanos(State state, String key) {
        return leases.leftNanos(key, state.grants().of(key), now());
    }

    private Effect<Event, State> onGranted(Granted granted) {
        Contender contender = contenders.get(granted.key());
        if (contender != null) {
            contender.onGranted(granted.from(), granted.token(), granted.renewal(), now());
        }
        return Effect().none();
    }

    private Effect<Event, State> onHeld(Held held) {
        heard.merge(held.key(), held.greatest().number(), Math::max);
        Contender contender = contenders.get(held.key());
        if (contender != null) {
            String why = Grants.heldBy(held.greatest(), held.leftMillis());
            contender.onHeld(held.from(), held.token(), why, now(), options.waitNanos(node.random()));
        }
        return Effect().none();
    }

    private Effect<Event, State> onRenew(State state, Renew renew) {
        // Rule 5: it names its token, which may not be the holder's any more.
        if (state.grants().of(renew.key()).equals(new Grant(renew.token(), true))) {
            leases.renewed(renew.key(), now());
            tell(renew.token().node(), new Granted(node.self(), renew.key(), renew.token(), renew.number()));
        }
        return Effect().none();
    }

    private Effect<Event, State> onRelease(State state, Release release) {
        String key = release.key();
        // Rule 5: a late one must not free the lock of a later holder.
        if (!state.grants().of(key).equals(new Grant(release.token(), true))) {
            return Effect().none();
        }
        return Effect().persist(new ReleasedBy(key, release.token())).thenRun(now -> {
            leases.released(key, release.token());
            // All that wait hear of it: at once, they would split the nodes among them.
            timers.startSingleTimer(
                    new LockIsFree(key), new LockIsFree(key), Duration.ofNanos(options.waitNanos(node.random())));
        });
    }

    private Effect<Event, State> onRegister(State state, FencedRegisters.Message message) {
        return switch (message) {
            case FencedRegisters.Request request -> onRequest(state, request);
            case FencedRegisters.Answer answer -> {
                onAnswer(answer);
                yield Effect().none();
            }
        };
    }

    /** Rule 6: the token comes with every access, and the register compares it. */
    private Effect<Event, State> onRequest(State state, FencedRegisters.Request request) {
        Contender contender = contenders.get(request.key());
        boolean held = contender != null
                && contender
                        .tenure()
                        .filter(tenure -> tenure.token().isBefore(request.token()))
                        .isPresent();
        if (held) {
            tally.add(Happening.TWO_NODES_HELD_THE_SAME_LOCK_AT_ONCE);
        }
        FencedRegisters.Outcome outcome = state.registers().outcome(request, options.fencing(), node.self());
        List<Event> events = new ArrayList<>();
        outcome.change().map(RegisterChanged::new).ifPresent(events::add);
        return Effect().persist(events).thenRun(now -> tell(request.from(), new Register(outcome.answer())));
    }

    private void onAnswer(FencedRegisters.Answer answer) {
        String key = answer.key();
        Tenure hand = byHand.get(key);
        if (hand != null) {
            hand.onAnswer(answer);
            if (!hand.isServing()) {
                byHand.remove(key);
            }
        }
        Contender contender = contenders.get(key);
        Optional<Tenure> tenure = contender == null ? Optional.empty() : contender.tenure();
        switch (tenure.map(held -> held.onAnswer(answer)).orElse(Tenure.Progress.NOTHING)) {
            case NOTHING -> {}
            case IDLE -> {
                tenure.flatMap(Tenure::kept).ifPresent(kept -> lastKept = kept);
                contender.serve(now());
            }
            case REFUSED -> contender.onRefused();
        }
    }

    private Effect<Event, State> onTickDue(State state, String key) {
        long monotonicNanos = node.clock().monotonicNanos();
        Tenure hand = byHand.get(key);
        if (hand != null && hand.isOver(monotonicNanos)) {
            hand.end("no majority answered in time");
            byHand.remove(key);
        } else if (hand != null) {
            hand.ask();
        }
        Contender contender = contenders.get(key);
        if (contender == null) {
            return Effect().none();
        }
        contender.tick(now(), monotonicNanos, options.waitNanos(node.random()));
        if (contender.isIdle() && !byHand.containsKey(key)) {
            contenders.remove(key);
            timers.cancel(key);
            return Effect().none();
        }
        return proceed(state, key);
    }
}
