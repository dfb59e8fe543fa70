package dsc.concepts.foundations.coordination.abd;

import dsc.workbench.protocol.Durable;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Wire;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EffectBuilder;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;

/**
 * A replica of registers, and the coordinator of the operations that clients ask of it (Attiya, Bar-Noy, Dolev 1995;
 * for several writers Lynch, Shvartsman 1997; what must be logged: Guerraoui, Levy 2004). It asks itself as it asks the
 * others.
 *
 * <p>Legal transitions of an operation: querying → storing → answered; querying → answered, for a read whose majority
 * agrees; querying or storing → given up, after {@code attempts-max} attempts. A phase ends when a majority of the
 * group has answered.
 */
public final class Abd extends EventSourcedBehavior<Abd.Message, Abd.Event, Abd.State> {

    public sealed interface Message {}

    /** A client's operation. An increment is a read and then a write, between which other operations can come. */
    public sealed interface Request extends Message {
        String key();

        ActorRef<Reply> replyTo();
    }

    public record Read(String key, ActorRef<Reply> replyTo) implements Request {}

    public record Write(String key, String value, ActorRef<Reply> replyTo) implements Request {}

    public record Increment(String key, ActorRef<Reply> replyTo) implements Request {}

    public record Inspect(ActorRef<NodeView> replyTo) implements Message {}

    public sealed interface PeerMessage extends Message, Wire {}

    /** Asks for the copy of {@code key}. */
    public record Query(OperationId operation, String key) implements PeerMessage {}

    public record Found(OperationId operation, NodeId from, Copy copy) implements PeerMessage {}

    /** Asks to keep {@code copy}, unless the receiver's is newer. */
    public record Store(OperationId operation, String key, Copy copy) implements PeerMessage {}

    public record Stored(OperationId operation, NodeId from) implements PeerMessage {}

    /** @param incarnation how often the coordinator began: an answer to an earlier life counts for nothing */
    public record OperationId(NodeId coordinator, long incarnation, long number) implements Wire {}

    private record RetryDue(long number) implements Message {}

    public sealed interface Event extends Wire {}

    /** The node coordinates its first operation since it started. */
    public record Began(long incarnation) implements Event {}

    public record Kept(String key, Copy copy) implements Event {}

    /** Ordered by {@code counter}, then by {@code writer}; 0 and empty for a key never written. */
    public record Stamp(long counter, String writer) implements Wire, Comparable<Stamp> {
        @Override
        public int compareTo(Stamp other) {
            return counter == other.counter ? writer.compareTo(other.writer) : Long.compare(counter, other.counter);
        }
    }

    /** @param value null for a key never written */
    public record Copy(Stamp stamp, String value) implements Wire {
        static final Copy NONE = new Copy(new Stamp(0, ""), null);

        boolean isNewerThan(Copy other) {
            return stamp.compareTo(other.stamp) > 0;
        }
    }

    /** What survives a crash. */
    public record State(long incarnation, SortedMap<String, Copy> copies) implements Wire {

        Copy copy(String key) {
            return copies.getOrDefault(key, Copy.NONE);
        }

        State after(Event event) {
            return switch (event) {
                case Began began -> new State(began.incarnation(), copies);
                case Kept kept -> {
                    SortedMap<String, Copy> more = new TreeMap<>(copies);
                    more.put(kept.key(), kept.copy());
                    yield new State(incarnation, Collections.unmodifiableSortedMap(more));
                }
            };
        }
    }

    /**
     * An operation under way.
     *
     * @param newest of the copies found; while storing, the one to store
     * @param holders the nodes of those that answered that have that one
     * @param answered the nodes that have answered in this phase
     */
    private record Operation(
            Request request, boolean storing, Copy newest, List<NodeId> holders, List<NodeId> answered, int attempts) {

        boolean agreed() {
            return holders.size() == answered.size();
        }

        Operation answeredBy(NodeId from, Copy copy) {
            if (answered.contains(from)) {
                return this; // A message may come twice, and a majority is one of nodes.
            }
            boolean isNewer = copy.isNewerThan(newest);
            List<NodeId> having = isNewer ? List.of() : holders;
            return new Operation(
                    request,
                    storing,
                    isNewer ? copy : newest,
                    isNewer || copy.stamp().equals(newest.stamp()) ? with(having, from) : having,
                    with(answered, from),
                    attempts);
        }

        private static List<NodeId> with(List<NodeId> nodes, NodeId one) {
            List<NodeId> more = new ArrayList<>(nodes);
            more.add(one);
            return more;
        }

        Operation storing(Copy copy) {
            return new Operation(request, true, copy, List.of(), List.of(), 1);
        }

        Operation retried() {
            return new Operation(request, storing, newest, holders, answered, attempts + 1);
        }
    }

    private final ActorContext<Message> actor;
    private final NodeContext<Message> node;
    private final TimerScheduler<Message> timers;
    private final AbdSettings settings;

    private final SortedMap<Long, Operation> operations = new TreeMap<>();
    private long lastNumber;
    private boolean begun;
    private AbdView.Answer lastRead;
    private long lateAnswers;

    public static Behavior<Message> create(NodeContext<Message> node) {
        return Behaviors.setup(actor -> Behaviors.withTimers(timers -> new Abd(actor, node, timers, Durable.of(node))));
    }

    private Abd(
            ActorContext<Message> actor, NodeContext<Message> node, TimerScheduler<Message> timers, Durable durable) {
        super(durable.id(), durable.backoff());
        this.actor = actor;
        this.node = node;
        this.timers = timers;
        settings = AbdSettings.from(node.settings());
    }

    @Override
    public State emptyState() {
        return new State(0, Collections.emptySortedMap());
    }

    @Override
    public EventHandler<State, Event> eventHandler() {
        return State::after;
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(settings.snapshotEvents(), 2).withDeleteEventsOnSnapshot();
    }

    @Override
    public SignalHandler<State> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), this::onRecovered)
                .build();
    }

    @Override
    public CommandHandler<Message, Event, State> commandHandler() {
        return (state, message) -> switch (message) {
            case Request request -> onRequest(state, request);
            case Inspect inspect ->
                Effect()
                        .none()
                        .thenRun(now -> inspect.replyTo().tell(new AbdView(now, majority(), lastRead, lateAnswers)));
            case Query query ->
                answer(query.operation(), new Found(query.operation(), node.self(), state.copy(query.key())));
            case Found found -> onAnswer(state, found.operation(), false, found.from(), found.copy());
            case Store store -> onStore(state, store);
            case Stored stored -> onAnswer(state, stored.operation(), true, stored.from(), Copy.NONE);
            case RetryDue due -> onRetryDue(state, due.number());
        };
    }

    /** Runs after a failure of the journal, too: what was under way is forgotten, and its outcome unknown. */
    private void onRecovered(State state) {
        operations.clear();
        timers.cancelAll();
        begun = false;
    }

    /** The incarnation is durable before a message bears it: else an answer to an earlier life could count. */
    private Effect<Event, State> onRequest(State state, Request request) {
        EffectBuilder<Event, State> began =
                begun ? Effect().none() : Effect().persist(new Began(state.incarnation() + 1));
        return began.thenRun(now -> {
            begun = true;
            begin(now, request);
        });
    }

    private void begin(State state, Request request) {
        long number = ++lastNumber;
        operations.put(number, new Operation(request, false, Copy.NONE, List.of(), List.of(), 1));
        timers.startTimerWithFixedDelay(number, new RetryDue(number), settings.retryInterval());
        ask(state, number);
    }

    /** Asks those of the group that have not answered in this phase. */
    private void ask(State state, long number) {
        Operation operation = operations.get(number);
        OperationId id = new OperationId(node.self(), state.incarnation(), number);
        String key = operation.request().key();
        PeerMessage question = operation.storing() ? new Store(id, key, operation.newest()) : new Query(id, key);
        node.group().stream()
                .filter(member -> !operation.answered().contains(member))
                .forEach(member -> tell(member, question));
    }

    private void tell(NodeId to, PeerMessage message) {
        if (to.equals(node.self())) {
            actor.getSelf().tell(message);
        } else {
            node.peers().tell(to, message);
        }
    }

    private Effect<Event, State> answer(OperationId operation, PeerMessage answer) {
        return Effect().none().thenRun(now -> tell(operation.coordinator(), answer));
    }

    /** The copy is durable before it is counted. */
    private Effect<Event, State> onStore(State state, Store store) {
        Stored stored = new Stored(store.operation(), node.self());
        return store.copy().isNewerThan(state.copy(store.key()))
                ? Effect()
                        .persist(new Kept(store.key(), store.copy()))
                        .thenRun(now -> tell(store.operation().coordinator(), stored))
                : answer(store.operation(), stored);
    }

    private Effect<Event, State> onAnswer(State state, OperationId id, boolean stored, NodeId from, Copy copy) {
        if (id.incarnation() != state.incarnation() || !begun) {
            lateAnswers++;
            return Effect().none();
        }
        Operation operation = operations.get(id.number());
        if (operation == null || operation.storing() != stored) {
            return Effect().none();
        }
        Operation answered = operation.answeredBy(from, stored ? operation.newest() : copy);
        operations.put(id.number(), answered);
        return answered.answered().size() == majority()
                ? onMajority(state, id.number(), answered)
                : Effect().none();
    }

    private int majority() {
        return node.group().size() / 2 + 1;
    }

    private Effect<Event, State> onMajority(State state, long number, Operation operation) {
        if (operation.storing()) {
            return end(number, operation);
        }
        if (!(operation.request() instanceof Write write)) {
            // What a majority has already, no later read can miss; anything else is written back before it is answered.
            return operation.agreed() ? end(number, operation) : store(Effect().none(), number, operation.newest());
        }
        // Above its own copy too, which is durable before the stamp leaves: so no stamp is given twice.
        Copy own = state.copy(write.key());
        Copy newest = own.isNewerThan(operation.newest()) ? own : operation.newest();
        Copy copy = new Copy(new Stamp(newest.stamp().counter() + 1, node.self().value()), write.value());
        return store(Effect().persist(new Kept(write.key(), copy)), number, copy);
    }

    private Effect<Event, State> store(EffectBuilder<Event, State> first, long number, Copy copy) {
        return first.thenRun(now -> {
            operations.computeIfPresent(number, (same, operation) -> operation.storing(copy));
            ask(now, number);
        });
    }

    private Effect<Event, State> end(long number, Operation operation) {
        return Effect().none().thenRun(now -> {
            forget(number);
            String value = operation.newest().value();
            switch (operation.request()) {
                case Read read -> {
                    lastRead = new AbdView.Answer(
                            read.key(), operation.newest().stamp(), operation.holders(), operation.storing());
                    read.replyTo().tell(new Reply.Ok(value));
                }
                case Write write -> write.replyTo().tell(new Reply.Ok(value));
                case Increment increment -> writeNext(now, increment, value);
            }
        });
    }

    /** The second half of an increment. */
    private void writeNext(State state, Increment increment, String read) {
        try {
            String next = Long.toString(Math.addExact(read == null ? 0 : Long.parseLong(read), 1));
            begin(state, new Write(increment.key(), next, increment.replyTo()));
        } catch (ArithmeticException | NumberFormatException e) {
            increment.replyTo().tell(new Reply.Failed(increment.key() + " holds no number that can be increased"));
        }
    }

    private void forget(long number) {
        timers.cancel(number);
        operations.remove(number);
    }

    private Effect<Event, State> onRetryDue(State state, long number) {
        Operation operation = operations.get(number);
        if (operation == null) {
            return Effect().none();
        }
        return Effect().none().thenRun(now -> {
            if (operation.attempts() < settings.attemptsMax()) {
                operations.put(number, operation.retried());
                ask(now, number);
            } else {
                forget(number);
                operation.request().replyTo().tell(givenUp(operation));
            }
        });
    }

    /** Only what was sent to be stored may take effect. */
    private static Reply givenUp(Operation operation) {
        String why = "no majority answered in time";
        return operation.storing() && operation.request() instanceof Write
                ? new Reply.Unknown(why)
                : new Reply.Failed(why);
    }
}
