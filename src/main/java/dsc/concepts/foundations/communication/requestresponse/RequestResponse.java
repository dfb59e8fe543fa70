package dsc.concepts.foundations.communication.requestresponse;

import dsc.concepts.shared.DurablePeer;
import dsc.concepts.shared.Homes;
import dsc.concepts.shared.Inboxes;
import dsc.concepts.shared.Inquiries;
import dsc.concepts.shared.Letters;
import dsc.concepts.shared.SortedMaps;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Wire;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EffectBuilder;

/**
 * A node that calls the home of a key for its clients, and is itself home to some keys: remote calls whose requests and
 * answers get lost (Birrell, Nelson 1984), and that are executed once all the same (Lee et al. 2015, RIFL).
 *
 * <p>Legal transitions of a call at its caller: asked → answered; asked → given up, its outcome unknown. At the home:
 * unknown → executed, with a completion record → confirmed, its record dropped. A call that is confirmed, or that was
 * given up before, is stale: it is refused and never executed.
 */
public final class RequestResponse
        extends DurablePeer<RequestResponse.Message, RequestResponse.Event, RequestResponse.State> {

    public sealed interface Message {}

    /** A client's operation. */
    public record Ask(Letters.Operation operation, ActorRef<Reply> replyTo) implements Message {}

    public record Inspect(ActorRef<NodeView> replyTo) implements Message {}

    public sealed interface PeerMessage extends Message, Wire {}

    /**
     * Asks the home of {@code key} to process {@code letter}.
     *
     * @param firstIncomplete the caller has an outcome, or asks no more, for each of its calls below this number, and
     *     for all of earlier incarnations
     * @param leftMillis for how long the caller will still wait: no time of day, which differs from node to node
     */
    public record Request(CallId call, long firstIncomplete, String key, String letter, long leftMillis)
            implements PeerMessage {}

    /** @param position of the letter among those of its key, from 1 */
    public record Response(CallId call, long position) implements PeerMessage {}

    /** The call was confirmed by its caller before, and is not executed. */
    public record Stale(CallId call) implements PeerMessage {}

    /** A question what was received, or a part of its answer. */
    public record Inquiry(Inquiries.Message message) implements PeerMessage {}

    /** @param incarnation how often the caller began: else a new call would find the record of another one */
    public record CallId(NodeId caller, long incarnation, long number) implements Wire {}

    /** A request when it came. It may wait before it is handled, while others are written to the journal. */
    private record Arrived(Request request, long atNanos) implements Message {}

    private record RetryDue(long call) implements Message {}

    private record OperationTimedOut(long call) implements Message {}

    public sealed interface Event extends Wire {}

    /** The node makes its first call since it started. */
    public record Began(long incarnation) implements Event {}

    /**
     * The effect of a call and its completion record in one (RIFL §3.2): between two events, there could be a crash.
     */
    public record Executed(CallId call, long firstIncomplete, String key, String letter, long position)
            implements Event {}

    /**
     * What a home knows of the calls of one node.
     *
     * @param records positions by the numbers of calls that the caller has not confirmed
     */
    public record Caller(long incarnation, long firstIncomplete, SortedMap<Long, Long> records) implements Wire {
        static final Caller UNKNOWN = new Caller(0, 0, Collections.emptySortedMap());

        boolean hasConfirmed(CallId call) {
            return call.incarnation() < incarnation
                    || call.incarnation() == incarnation && call.number() < firstIncomplete;
        }

        /** The position that the call was answered with; null if it was not executed. */
        Long record(CallId call) {
            return call.incarnation() == incarnation ? records.get(call.number()) : null;
        }

        /** Records go when their caller has confirmed them, never by age (RIFL §3.4). */
        Caller after(Executed executed) {
            CallId call = executed.call();
            boolean anew = call.incarnation() > incarnation;
            long first = anew ? executed.firstIncomplete() : Math.max(firstIncomplete, executed.firstIncomplete());
            SortedMap<Long, Long> unconfirmed = anew ? new TreeMap<>() : new TreeMap<>(records.tailMap(first));
            unconfirmed.put(call.number(), executed.position());
            return new Caller(call.incarnation(), first, Collections.unmodifiableSortedMap(unconfirmed));
        }
    }

    /** What survives a crash: of the caller, its incarnation; of the home, its letters and completion records. */
    public record State(long incarnation, Inboxes inboxes, SortedMap<NodeId, Caller> callers) implements Wire {
        static final State EMPTY = new State(0, Inboxes.EMPTY, Collections.emptySortedMap());

        Caller caller(NodeId node) {
            return callers.getOrDefault(node, Caller.UNKNOWN);
        }

        State after(Event event, boolean keepsRecords) {
            return switch (event) {
                case Began began -> new State(began.incarnation(), inboxes, callers);
                case Executed executed ->
                    new State(
                            incarnation,
                            inboxes.plus(executed.key(), executed.letter()),
                            keepsRecords ? callersAfter(executed) : callers);
            };
        }

        private SortedMap<NodeId, Caller> callersAfter(Executed executed) {
            NodeId caller = executed.call().caller();
            return SortedMaps.with(callers, caller, caller(caller).after(executed));
        }
    }

    /**
     * What a node shows of itself.
     *
     * @param begun whether it has made a call since it started
     * @param happened what, and how often, since it started
     */
    record View(State state, boolean begun, Map<Happening, Long> happened) implements NodeView {
        @Override
        public Map<String, Object> details() {
            long records = state.callers().values().stream()
                    .mapToLong(caller -> caller.records().size())
                    .sum();
            return new TreeMap<>(Map.of(
                    "letters", state.inboxes().counts(), "records", records, "incarnation", state.incarnation()));
        }
    }

    enum Happening {
        A_CALL_WAS_RETRIED,
        A_REPEATED_CALL_WAS_ANSWERED_FROM_ITS_RECORD,
        A_RECORD_WAS_DROPPED,
        A_CALL_CAME_BACK_STALE,
        A_REQUEST_WAS_HANDLED_WHEN_ITS_CALLER_HAD_GIVEN_UP,
        AN_ANSWER_CAME_TO_A_CALL_THAT_WAS_OVER,
        A_CALL_WAS_GIVEN_UP,
        AN_ANSWER_HAD_SEVERAL_PAGES,
        A_SNAPSHOT_WAS_TAKEN
    }

    /** A call under way. */
    private record Call(
            CallId id, Letters.Send send, NodeId home, ActorRef<Reply> replyTo, long deadlineNanos, int attempts) {
        Call again() {
            return new Call(id, send, home, replyTo, deadlineNanos, attempts + 1);
        }
    }

    private final Options options;
    private final Inquiries<Message> inquiries;

    /** By their numbers. */
    private final SortedMap<Long, Call> calls = new TreeMap<>();

    private long lastNumber;
    private boolean begun;
    private final Tally<Happening> tally = new Tally<>(Happening.class);

    public static Behavior<Message> create(NodeContext<Message> node) {
        Options options = Options.from(node.settings());
        return Behaviors.transformMessages(
                Message.class,
                start(node, setup -> new RequestResponse(setup, options)),
                messages -> messages.match(
                                Request.class,
                                request -> new Arrived(request, node.clock().monotonicNanos()))
                        .matchAny(message -> message));
    }

    private RequestResponse(Setup<Message> setup, Options options) {
        super(
                setup,
                State.EMPTY,
                (state, event) -> state.after(event, options.semantics().recognizesCalls()),
                options.snapshotEvents());
        this.options = options;
        this.inquiries = new Inquiries<>(setup, options.pageChars(), options.operationTimeout(), Inquiry::new);
    }

    /** Calls of an earlier life are forgotten, and their outcome is unknown. */
    @Override
    protected void onRecovered(State state) {
        calls.clear();
        inquiries.clear();
        begun = false;
    }

    @Override
    protected Effect<Event, State> onMessage(State state, Message message) {
        return switch (message) {
            case Ask ask -> onAsk(state, ask);
            case Inspect inspect -> Effect().reply(inspect.replyTo(), view(state));
            case Arrived arrived -> onRequest(state, arrived.request(), arrived.atNanos());
            case Request request -> onRequest(state, request, node.clock().monotonicNanos());
            case Response response -> onResponse(state, response);
            case Stale refused -> onStale(state, refused.call());
            case Inquiry inquiry -> {
                inquiries.onMessage(inquiry.message(), state.inboxes());
                yield Effect().none();
            }
            case RetryDue due -> onRetryDue(due.call());
            case OperationTimedOut over -> onOperationTimedOut(over.call());
        };
    }

    private View view(State state) {
        tally.set(Happening.AN_ANSWER_HAD_SEVERAL_PAGES, inquiries.furtherPages());
        tally.set(Happening.A_SNAPSHOT_WAS_TAKEN, snapshots());
        return new View(state, begun, tally.counts());
    }

    private Effect<Event, State> onAsk(State state, Ask ask) {
        NodeId home = Homes.of(ask.operation().key(), node.group(), NodeId::value);
        return switch (ask.operation()) {
            case Letters.Send send -> onSend(state, send, home, ask.replyTo());
            case Letters.Received received -> {
                inquiries.answer(received.key(), home, state.inboxes(), ask.replyTo());
                yield Effect().none();
            }
        };
    }

    /** The incarnation is durable before the first request bears it. */
    private Effect<Event, State> onSend(State state, Letters.Send send, NodeId home, ActorRef<Reply> replyTo) {
        EffectBuilder<Event, State> began =
                begun ? Effect().none() : Effect().persist(new Began(state.incarnation() + 1));
        return began.thenRun(now -> {
            begun = true;
            CallId id = new CallId(node.self(), now.incarnation(), ++lastNumber);
            long deadlineNanos =
                    node.clock().monotonicNanos() + options.operationTimeout().toNanos();
            // Again and again, since Pekko drops messages when too many wait for the journal.
            OperationTimedOut over = new OperationTimedOut(id.number());
            timers.startTimerWithFixedDelay(over, over, options.operationTimeout());
            request(new Call(id, send, home, replyTo, deadlineNanos, 0));
        });
    }

    /** Asks the home, for the first time or again; the waits between two requests double (Dean, Barroso 2013). */
    private void request(Call call) {
        calls.put(call.id().number(), call.again());
        long leftNanos = call.deadlineNanos() - node.clock().monotonicNanos();
        tell(
                call.home(),
                new Request(
                        call.id(),
                        calls.firstKey(),
                        call.send().key(),
                        call.send().letter(),
                        Math.max(0, leftNanos / 1_000_000)));
        if (call.attempts() + 1 < options.attemptsMax()) {
            RetryDue due = new RetryDue(call.id().number());
            timers.startSingleTimer(due, due, options.wait(call.attempts(), node.random()));
        }
    }

    private Effect<Event, State> onRequest(State state, Request request, long arrivedNanos) {
        CallId id = request.call();
        Caller caller = state.caller(id.caller());
        if (caller.hasConfirmed(id)) {
            return Effect().none().thenRun(now -> tell(id.caller(), new Stale(id)));
        }
        Long position = caller.record(id);
        if (position != null) {
            tally.add(Happening.A_REPEATED_CALL_WAS_ANSWERED_FROM_ITS_RECORD);
            return Effect().none().thenRun(now -> tell(id.caller(), new Response(id, position)));
        }
        if (node.clock().monotonicNanos() - arrivedNanos >= request.leftMillis() * 1_000_000) {
            // Nobody waits for it any more.
            tally.add(Happening.A_REQUEST_WAS_HANDLED_WHEN_ITS_CALLER_HAD_GIVEN_UP);
            return Effect().none();
        }
        long next = state.inboxes().of(request.key()).size() + 1;
        Executed executed = new Executed(id, request.firstIncomplete(), request.key(), request.letter(), next);
        return Effect().persist(executed).thenRun(now -> {
            if (now.caller(id.caller()).records().size() <= caller.records().size()) {
                tally.add(Happening.A_RECORD_WAS_DROPPED);
            }
            tell(id.caller(), new Response(id, next));
        });
    }

    private Effect<Event, State> onResponse(State state, Response response) {
        Call call = end(state, response.call());
        if (call == null) {
            tally.add(Happening.AN_ANSWER_CAME_TO_A_CALL_THAT_WAS_OVER);
        } else {
            call.replyTo().tell(new Reply.Ok(List.of(call.home().value(), response.position())));
        }
        return Effect().none();
    }

    private Effect<Event, State> onStale(State state, CallId id) {
        tally.add(Happening.A_CALL_CAME_BACK_STALE);
        Call call = end(state, id);
        if (call != null) {
            call.replyTo().tell(new Reply.Unknown(call.home() + " takes the call for one that is over"));
        }
        return Effect().none();
    }

    /** Ends the call if it is under way; null if it is not, or another life's. */
    private Call end(State state, CallId id) {
        if (!begun || id.incarnation() != state.incarnation()) {
            return null;
        }
        timers.cancel(new RetryDue(id.number()));
        timers.cancel(new OperationTimedOut(id.number()));
        return calls.remove(id.number());
    }

    private Effect<Event, State> onRetryDue(long number) {
        Call call = calls.get(number);
        if (call != null) {
            tally.add(Happening.A_CALL_WAS_RETRIED);
            request(call);
        }
        return Effect().none();
    }

    /** Unknown, not failed: the request, or the answer, may be lost, or still be under way. */
    private Effect<Event, State> onOperationTimedOut(long number) {
        timers.cancel(new RetryDue(number));
        timers.cancel(new OperationTimedOut(number));
        Call call = calls.remove(number);
        if (call != null) {
            tally.add(Happening.A_CALL_WAS_GIVEN_UP);
            call.replyTo().tell(new Reply.Unknown(call.home() + " did not answer in time"));
        }
        return Effect().none();
    }
}
