package dsc.concepts.foundations.communication.queue;

import dsc.concepts.foundations.communication.queue.Options.Delivery;
import dsc.concepts.shared.DurablePeer;
import dsc.concepts.shared.Homes;
import dsc.concepts.shared.Inboxes;
import dsc.concepts.shared.Inquiries;
import dsc.concepts.shared.Letters;
import dsc.concepts.shared.Links;
import dsc.concepts.shared.Links.Arrival;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.persistence.typed.javadsl.Effect;

/**
 * A node with a durable outbox for each node of the group, the homes of keys, and an inbox for the keys that are at
 * home here (Hohpe, Woolf 2003: guaranteed delivery; RFC 9293 §3.4: sequence numbers, cumulative acknowledgement). A
 * node and a home are a channel.
 *
 * <p>Legal transitions of a letter: accepted, in the outbox → sent, any number of times → delivered → confirmed, out of
 * the outbox. With {@code at-most-once}: accepted → sent once → delivered or lost.
 */
public final class Queue extends DurablePeer<Queue.Message, Queue.Event, Queue.State> {

    public sealed interface Message {}

    /** A client's operation. */
    public record Ask(Letters.Operation operation, ActorRef<Reply> replyTo) implements Message {}

    public record Inspect(ActorRef<NodeView> replyTo) implements Message {}

    public sealed interface PeerMessage extends Message, Wire {}

    public record Letter(String key, String text) implements Wire {}

    /**
     * Letters of the channel from {@code from} to the receiver, without a gap.
     *
     * @param first the number of the first of them
     * @param waitedMillis for how long the first has waited at least, by the sender's clock
     */
    public record Batch(NodeId from, long first, List<Letter> letters, long waitedMillis) implements PeerMessage {}

    /** The letters of the channel from the receiver to {@code home} up to that number are delivered, durably. */
    public record Confirmed(NodeId home, long upTo) implements PeerMessage {}

    /** A question what was received, or a part of its answer. */
    public record Inquiry(Inquiries.Message message) implements PeerMessage {}

    /** Whatever clients have asked to be accepted until now is to be written to the journal at once. */
    private record AcceptDue() implements Message {}

    private record ResendDue(NodeId home) implements Message {}

    public sealed interface Event extends Wire {}

    /** A letter is accepted, the next of the channel to {@code home}. */
    public record Enqueued(NodeId home, Letter letter) implements Event {}

    public record ConfirmedUpTo(NodeId home, long number) implements Event {}

    /** The effect and the channel's progress in one: between two events, there could be a crash. */
    public record Delivered(NodeId from, long number, Letter letter) implements Event {}

    /**
     * What survives a crash: unconfirmed letters, their numbers and those of what was delivered, and the letters here.
     */
    public record State(Links<Letter> links, Inboxes inboxes) implements Wire {
        static final State EMPTY = new State(Links.none(), Inboxes.EMPTY);

        State after(Event event, Delivery delivery) {
            return switch (event) {
                case Enqueued enqueued -> new State(after(enqueued, delivery), inboxes);
                case ConfirmedUpTo confirmed ->
                    new State(links.confirmed(confirmed.home(), confirmed.number()), inboxes);
                case Delivered delivered ->
                    new State(
                            links.taken(
                                    delivered.from(), Math.max(delivered.number(), links.lastFrom(delivered.from()))),
                            inboxes.plus(
                                    delivered.letter().key(), delivered.letter().text()));
            };
        }

        private Links<Letter> after(Enqueued enqueued, Delivery delivery) {
            Links<Letter> more = links.sent(enqueued.home(), enqueued.letter());
            return delivery.confirms()
                    ? more
                    : more.confirmed(enqueued.home(), more.to(enqueued.home()).last());
        }
    }

    enum Happening {
        A_LETTER_WAS_SENT_AGAIN,
        A_LETTER_CAME_THAT_WAS_DELIVERED_ALREADY,
        A_LETTER_CAME_TOO_EARLY,
        AN_OUTBOX_WAS_FULL,
        A_HOME_DELIVERED_WHAT_WAS_ACCEPTED_BEFORE_ITS_RESTART,
        LETTERS_WAITED_FOR_ROOM_IN_THE_WINDOW,
        AN_ANSWER_HAD_SEVERAL_PAGES,
        A_SNAPSHOT_WAS_TAKEN
    }

    /** What a node shows of itself. */
    record View(NodeId self, State state, Delivery delivery, Map<Happening, Long> happened) implements NodeView {
        @Override
        public Map<String, Object> details() {
            Map<String, Integer> waiting = new TreeMap<>();
            state.links()
                    .outgoing()
                    .forEach((home, link) ->
                            waiting.put(home.value(), link.waiting().size()));
            return new TreeMap<>(Map.of("letters", state.inboxes().counts(), "waiting", waiting));
        }
    }

    /** A letter that is not accepted yet. */
    private record Offered(NodeId home, Letter letter, ActorRef<Reply> replyTo) {}

    /** Where the node is in sending to a home. */
    private static final class Progress {
        /** The last number that was sent, unless it is to be sent again. */
        private long sent;

        /** Since when the first unconfirmed letter has waited at least. */
        private long sinceNanos;

        private Progress(long sent, long sinceNanos) {
            this.sent = sent;
            this.sinceNanos = sinceNanos;
        }
    }

    private static final String ACCEPT = "accept";

    private final Options options;
    private final Inquiries<Message> inquiries;
    private final Tally<Happening> tally = new Tally<>(Happening.class);
    private final List<Offered> offered = new ArrayList<>();

    /** How many of them are for each home. */
    private final Map<NodeId, Integer> offeredTo = new HashMap<>();

    private final Map<NodeId, Progress> progress = new HashMap<>();
    private long startedNanos;

    public static Behavior<Message> create(NodeContext<Message> node) {
        Options options = Options.from(node.settings());
        return start(node, setup -> new Queue(setup, options));
    }

    private Queue(Setup<Message> setup, Options options) {
        super(setup, State.EMPTY, (state, event) -> state.after(event, options.delivery()), options.snapshotEvents());
        this.options = options;
        this.inquiries = new Inquiries<>(setup, options.batchChars(), options.operationTimeout(), Inquiry::new);
    }

    /** What was offered is forgotten, its outcome unknown; what was accepted is sent, whether it was before or not. */
    @Override
    protected void onRecovered(State state) {
        forgetOffered();
        progress.clear();
        inquiries.clear();
        startedNanos = node.clock().monotonicNanos();
        state.links().outgoing().keySet().forEach(home -> send(state, home));
    }

    @Override
    protected Effect<Event, State> onMessage(State state, Message message) {
        return switch (message) {
            case Ask ask -> onAsk(state, ask);
            case Inspect inspect -> Effect().reply(inspect.replyTo(), view(state));
            case AcceptDue due -> accept();
            case Batch batch -> onBatch(state, batch);
            case Confirmed confirmed -> onConfirmed(state, confirmed);
            case ResendDue due -> onResendDue(state, due.home());
            case Inquiry inquiry -> {
                inquiries.onMessage(inquiry.message(), state.inboxes());
                yield Effect().none();
            }
        };
    }

    private View view(State state) {
        tally.set(Happening.AN_ANSWER_HAD_SEVERAL_PAGES, inquiries.furtherPages());
        tally.set(Happening.A_SNAPSHOT_WAS_TAKEN, snapshots());
        return new View(node.self(), state, options.delivery(), tally.counts());
    }

    private Effect<Event, State> onAsk(State state, Ask ask) {
        NodeId home = Homes.of(ask.operation().key(), node.group(), NodeId::value);
        switch (ask.operation()) {
            case Letters.Send send -> offer(state, send, home, ask.replyTo());
            case Letters.Received received -> inquiries.answer(received.key(), home, state.inboxes(), ask.replyTo());
        }
        return Effect().none();
    }

    /** Full is failed, and said at once: a letter that waits for room in the outbox would be in no outbox. */
    private void offer(State state, Letters.Send send, NodeId home, ActorRef<Reply> replyTo) {
        int taken = state.links().to(home).waiting().size() + offeredTo.getOrDefault(home, 0);
        if (taken >= options.outboxMax()) {
            tally.add(Happening.AN_OUTBOX_WAS_FULL);
            replyTo.tell(new Reply.Failed("the outbox to " + home + " is full: " + taken + " letters wait"));
            return;
        }
        offered.add(new Offered(home, new Letter(send.key(), send.letter()), replyTo));
        offeredTo.merge(home, 1, Integer::sum);
        if (offered.size() == 1) {
            tell(node.self(), new AcceptDue());
            // Pekko drops messages when too many wait for the journal.
            timers.startTimerWithFixedDelay(ACCEPT, new AcceptDue(), options.resendAfter());
        }
    }

    private void forgetOffered() {
        offered.clear();
        offeredTo.clear();
    }

    /** All that came in the meantime is one write to the journal. */
    private Effect<Event, State> accept() {
        timers.cancel(ACCEPT);
        List<Offered> accepted = List.copyOf(offered);
        forgetOffered();
        List<Event> events = accepted.stream()
                .<Event>map(each -> new Enqueued(each.home(), each.letter()))
                .toList();
        return Effect().persist(events).thenRun(now -> {
            Map<NodeId, Long> numbers = new TreeMap<>();
            for (Offered each : accepted.reversed()) {
                long last = now.links().to(each.home()).last();
                long number = numbers.merge(each.home(), last, (later, same) -> later - 1);
                each.replyTo().tell(new Reply.Ok(List.of(node.self() + "-" + each.home(), number)));
            }
            numbers.forEach((home, first) -> {
                if (options.delivery().confirms()) {
                    send(now, home);
                } else {
                    sendOnce(home, first, accepted);
                }
            });
        });
    }

    /** Sends what the window has room for; if nothing is confirmed for a while, all of it again. */
    private void send(State state, NodeId home) {
        Links.Outgoing<Letter> link = state.links().to(home);
        if (link.waiting().isEmpty()) {
            progress.remove(home);
            timers.cancel(home);
            return;
        }
        Progress at = progress.computeIfAbsent(
                home, unsent -> new Progress(0, node.clock().monotonicNanos()));
        at.sent = Math.max(at.sent, link.confirmed());
        List<Letter> due = link.due(at.sent + 1, options.window());
        if (at.sent + due.size() < link.last()) {
            tally.add(Happening.LETTERS_WAITED_FOR_ROOM_IN_THE_WINDOW);
        }
        tell(home, at.sent + 1, due, node.clock().monotonicNanos() - at.sinceNanos);
        at.sent += due.size();
        if (!timers.isTimerActive(home)) {
            timers.startTimerWithFixedDelay(home, new ResendDue(home), options.resendAfter(node.random()));
        }
    }

    private void sendOnce(NodeId home, long first, List<Offered> accepted) {
        List<Letter> letters = accepted.stream()
                .filter(each -> each.home().equals(home))
                .map(Offered::letter)
                .toList();
        tell(home, first, letters, 0);
    }

    /** In messages that fit into Artery's frames. */
    private void tell(NodeId home, long first, List<Letter> letters, long waitedNanos) {
        for (int from = 0, end; from < letters.size(); from = end) {
            end = from;
            for (int chars = 0; end < letters.size() && (end == from || chars < options.batchChars()); end++) {
                chars += letters.get(end).key().length()
                        + letters.get(end).text().length();
            }
            tell(
                    home,
                    new Batch(
                            node.self(),
                            first + from,
                            List.copyOf(letters.subList(from, end)),
                            waitedNanos / 1_000_000));
        }
    }

    private Effect<Event, State> onResendDue(State state, NodeId home) {
        Progress at = progress.get(home);
        if (at != null) {
            tally.add(Happening.A_LETTER_WAS_SENT_AGAIN);
            at.sent = 0;
        }
        send(state, home);
        return Effect().none();
    }

    /** Cumulative: all up to that number, however many confirmations were lost before. */
    private Effect<Event, State> onConfirmed(State state, Confirmed confirmed) {
        NodeId home = confirmed.home();
        if (confirmed.upTo() <= state.links().to(home).confirmed()) {
            return Effect().none();
        }
        return Effect().persist(new ConfirmedUpTo(home, confirmed.upTo())).thenRun(now -> {
            timers.cancel(home);
            Progress at = progress.get(home);
            if (at != null) {
                at.sinceNanos = node.clock().monotonicNanos();
            }
            send(now, home);
        });
    }

    /** Takes the number after the last and no other; what was taken is confirmed again. */
    private Effect<Event, State> onBatch(State state, Batch batch) {
        Links<Letter> links = state.links();
        List<Event> delivered = new ArrayList<>();
        for (int at = 0; at < batch.letters().size(); at++) {
            long number = batch.first() + at;
            Arrival arrival = links.arrival(batch.from(), number);
            if (arrival == Arrival.SEEN) {
                tally.add(Happening.A_LETTER_CAME_THAT_WAS_DELIVERED_ALREADY);
            } else if (arrival == Arrival.EARLY) {
                tally.add(Happening.A_LETTER_CAME_TOO_EARLY);
            }
            if (options.delivery().takes(arrival)) {
                delivered.add(
                        new Delivered(batch.from(), number, batch.letters().get(at)));
                links = links.taken(batch.from(), Math.max(number, links.lastFrom(batch.from())));
            }
        }
        long upNanos = node.clock().monotonicNanos() - startedNanos;
        if (!delivered.isEmpty() && batch.waitedMillis() * 1_000_000 > upNanos) {
            tally.add(Happening.A_HOME_DELIVERED_WHAT_WAS_ACCEPTED_BEFORE_ITS_RESTART);
        }
        return Effect().persist(delivered).thenRun(now -> {
            if (options.delivery().confirms()) {
                tell(batch.from(), new Confirmed(node.self(), now.links().lastFrom(batch.from())));
            }
        });
    }
}
