package dsc.concepts.foundations.coordination.abd;

import dsc.concepts.foundations.coordination.Increments;
import dsc.concepts.shared.DurablePeer;
import dsc.concepts.shared.Round;
import dsc.concepts.shared.SortedMaps;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.Wire;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EffectBuilder;

/**
 * A replica of registers, and the coordinator of the operations that clients ask of it (Attiya, Bar-Noy, Dolev 1995;
 * for several writers Lynch, Shvartsman 1997; what must be logged: Guerraoui, Levy 2004). It asks itself as it asks the
 * others.
 *
 * <p>Legal transitions of an operation: querying → storing → answered; querying → answered, for a read whose majority
 * agrees; querying or storing → given up, after {@code attempts-max} attempts. A phase ends when a majority of the
 * group has answered.
 */
public final class Abd extends DurablePeer<Abd.Message, Abd.Event, Abd.State> {

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

    private record RetryDue(OperationId operation) implements Message {}

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
        static final State EMPTY = new State(0, Collections.emptySortedMap());

        Copy copy(String key) {
            return copies.getOrDefault(key, Copy.NONE);
        }

        State after(Event event) {
            return switch (event) {
                case Began began -> new State(began.incarnation(), copies);
                case Kept kept -> new State(incarnation, SortedMaps.with(copies, kept.key(), kept.copy()));
            };
        }
    }

    /**
     * The settings at {@code dsc.abd}.
     *
     * @param acts what clients of a run ask beside reads
     * @param retryInterval how long a phase waits before it asks again
     * @param attemptsMax how often a phase asks before the operation is given up, 1 or more
     * @param snapshotEvents events after which a snapshot is taken, 1 or more
     */
    record Options(Acts acts, Duration retryInterval, int attemptsMax, int snapshotEvents) {

        enum Acts {
            WRITE,
            INCREMENT
        }

        static Options from(Settings settings) {
            return new Options(
                    settings.choice("acts", Acts.class),
                    settings.positive("retry-interval"),
                    settings.count("attempts-max"),
                    settings.count("snapshot-events"));
        }
    }

    /**
     * What a node shows of itself.
     *
     * @param majority how many nodes are one
     * @param read the last answer to a read; null before the first
     * @param lateAnswers how many answers came to an earlier life of this node
     * @param givenUp how many operations it has given up
     * @param snapshots how many it has taken
     */
    record View(State state, int majority, Answer read, long lateAnswers, long givenUp, long snapshots)
            implements NodeView {

        /** @param holders the nodes that said, as messages came, that they have what a read was answered with */
        record Answer(String key, Stamp stamp, List<NodeId> holders, boolean writtenBack) {}

        @Override
        public Map<String, Object> details() {
            return new TreeMap<>(Map.of("keys", state.copies().size(), "incarnation", state.incarnation()));
        }
    }

    /**
     * An operation under way.
     *
     * @param stored the copy to store; null while the newest one is sought
     * @param round the nodes that have answered in this phase, with the copy that each has
     */
    private record Operation(OperationId id, Request request, Copy stored, Round<Copy> round) {

        boolean isStoring() {
            return stored != null;
        }

        /** Whether all that answered have the same copy, so that a majority has it. */
        boolean isAgreed() {
            return holders().size() == round.answers().size();
        }

        Copy newest() {
            return round.answers().values().stream()
                    .max(Comparator.comparing(Copy::stamp))
                    .orElse(Copy.NONE);
        }

        List<NodeId> holders() {
            Stamp newest = newest().stamp();
            return round.nodes(copy -> copy.stamp().equals(newest));
        }
    }

    private final Options options;
    private final Map<OperationId, Operation> operations = new HashMap<>();
    private long lastNumber;
    private boolean begun;
    private View.Answer lastRead;
    private long lateAnswers;
    private long givenUp;

    public static Behavior<Message> create(NodeContext<Message> node) {
        return start(node, setup -> new Abd(setup, Options.from(node.settings())));
    }

    private Abd(Setup<Message> setup, Options options) {
        super(setup, State.EMPTY, State::after, options.snapshotEvents());
        this.options = options;
    }

    /** Operations of an earlier life are forgotten, and their outcome is unknown. */
    @Override
    protected void onRecovered(State state) {
        operations.clear();
        begun = false;
    }

    @Override
    protected Effect<Event, State> onMessage(State state, Message message) {
        return switch (message) {
            case Request request -> onRequest(state, request);
            case Inspect inspect ->
                Effect()
                        .reply(
                                inspect.replyTo(),
                                new View(state, majority(), lastRead, lateAnswers, givenUp, snapshots()));
            case Query query -> onQuery(query);
            case Found found -> onAnswer(state, found.operation(), found.from(), found.copy());
            case Store store -> onStore(state, store);
            case Stored stored -> onAnswer(state, stored.operation(), stored.from(), null);
            case RetryDue due -> onRetryDue(due.operation());
        };
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
        OperationId id = new OperationId(node.self(), state.incarnation(), ++lastNumber);
        timers.startTimerWithFixedDelay(id, new RetryDue(id), options.retryInterval());
        ask(new Operation(id, request, null, majorityRound()));
    }

    private void ask(Operation operation) {
        OperationId id = operation.id();
        String key = operation.request().key();
        operations.put(id, operation);
        ask(operation.round(), operation.isStoring() ? new Store(id, key, operation.stored()) : new Query(id, key));
    }

    private Effect<Event, State> onQuery(Query query) {
        OperationId id = query.operation();
        return Effect()
                .none()
                .thenRun(now -> tell(id.coordinator(), new Found(id, node.self(), now.copy(query.key()))));
    }

    /** The copy is durable before it is counted. */
    private Effect<Event, State> onStore(State state, Store store) {
        EffectBuilder<Event, State> kept = store.copy().isNewerThan(state.copy(store.key()))
                ? Effect().persist(new Kept(store.key(), store.copy()))
                : Effect().none();
        OperationId id = store.operation();
        return kept.thenRun(now -> tell(id.coordinator(), new Stored(id, node.self())));
    }

    /** @param found what the node has; null: what it was sent to store */
    private Effect<Event, State> onAnswer(State state, OperationId id, NodeId from, Copy found) {
        if (id.incarnation() != state.incarnation() || !begun) {
            lateAnswers++;
            return Effect().none();
        }
        Operation operation = operations.get(id);
        if (operation == null || operation.isStoring() != (found == null)) {
            return Effect().none();
        }
        return operation.round().add(from, found == null ? operation.stored() : found)
                ? onMajority(state, operation)
                : Effect().none();
    }

    private Effect<Event, State> onMajority(State state, Operation operation) {
        if (operation.isStoring()) {
            return end(operation);
        }
        if (!(operation.request() instanceof Write write)) {
            // What a majority has already, no later read can miss; anything else is written back before it is answered.
            return operation.isAgreed() ? end(operation) : store(Effect().none(), operation, operation.newest());
        }
        // Above its own copy too, which is durable before the stamp leaves: so no stamp is given twice.
        Stamp own = state.copy(write.key()).stamp();
        long counter = Math.max(own.counter(), operation.newest().stamp().counter()) + 1;
        Copy copy = new Copy(new Stamp(counter, node.self().value()), write.value());
        return store(Effect().persist(new Kept(write.key(), copy)), operation, copy);
    }

    private Effect<Event, State> store(EffectBuilder<Event, State> first, Operation operation, Copy copy) {
        return first.thenRun(now -> ask(new Operation(operation.id(), operation.request(), copy, majorityRound())));
    }

    private Effect<Event, State> end(Operation operation) {
        return Effect().none().thenRun(now -> {
            forget(operation);
            Copy newest = operation.newest();
            switch (operation.request()) {
                case Read read -> {
                    lastRead = new View.Answer(read.key(), newest.stamp(), operation.holders(), operation.isStoring());
                    read.replyTo().tell(new Reply.Ok(newest.value()));
                }
                case Write write -> write.replyTo().tell(new Reply.Ok(newest.value()));
                case Increment increment -> writeNext(now, increment, newest.value());
            }
        });
    }

    /** The second half of an increment. */
    private void writeNext(State state, Increment increment, String read) {
        try {
            begin(state, new Write(increment.key(), Increments.next(read), increment.replyTo()));
        } catch (ArithmeticException | NumberFormatException e) {
            increment.replyTo().tell(new Reply.Failed(increment.key() + " holds no number that can be increased"));
        }
    }

    private void forget(Operation operation) {
        timers.cancel(operation.id());
        operations.remove(operation.id());
    }

    private Effect<Event, State> onRetryDue(OperationId id) {
        Operation operation = operations.get(id);
        if (operation != null && operation.round().attempts() < options.attemptsMax()) {
            ask(operation);
        } else if (operation != null) {
            forget(operation);
            givenUp++;
            operation.request().replyTo().tell(givenUp(operation));
        }
        return Effect().none();
    }

    /** Only what was sent to be stored may take effect. */
    private static Reply givenUp(Operation operation) {
        String why = "no majority answered in time";
        return operation.isStoring() && operation.request() instanceof Write
                ? new Reply.Unknown(why)
                : new Reply.Failed(why);
    }
}
