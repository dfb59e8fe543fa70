package dsc.concepts.foundations.consistency;

import dsc.concepts.foundations.consistency.OrderedView.Happening;
import dsc.concepts.shared.DurablePeer;
import dsc.concepts.shared.Portion;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EffectBuilder;

/**
 * A copy of registers that applies one log in its order. The group's first node gives each operation its place in it:
 * total order broadcast by a fixed sequencer (Défago, Schiper, Urbán 2004, §4.1.1). There is no other sequencer, and
 * none takes its place.
 *
 * <p>Legal transitions of an operation: asked → submitted, any number of times → ordered, once → applied here →
 * answered. Of a read that looks at this copy: asked → answered, or asked → waiting for what its client has seen →
 * answered. Submitted or waiting → given up, after {@code operation-timeout}.
 */
public final class OrderedReplica extends DurablePeer<OrderedReplica.Message, OrderedReplica.Event, OrderedLog> {

    public sealed interface Message {}

    /** A client's operation. */
    public record Ask(RegisterMap.Operation operation, ActorRef<Reply> replyTo) implements Message {}

    public record Inspect(ActorRef<NodeView> replyTo) implements Message {}

    public sealed interface PeerMessage extends Message, Wire {}

    /** Asks the sequencer for places in the log. */
    public record Submit(List<Entry> entries) implements PeerMessage {}

    /**
     * A part of the log, perhaps an empty one.
     *
     * @param first the place of the first of {@code entries}
     * @param end how many entries the log has
     */
    public record Ordered(long first, List<Entry> entries, long end) implements PeerMessage {}

    /** {@code from} has the log up to {@code index}, durably, and lacks what comes next. */
    public record Need(NodeId from, long index) implements PeerMessage {}

    /** {@code from} has the log up to {@code index}, durably. */
    public record Applied(NodeId from, long index) implements PeerMessage {}

    /** Asks for the part of the image of {@code index} entries that is behind the key {@code after}. */
    public record NeedPage(NodeId from, long index, String after) implements PeerMessage {}

    /**
     * A part of an {@link Image}.
     *
     * @param after the key behind which it begins, or null
     * @param origins as the image has them, with its last part; else null
     */
    public record ImagePage(
            long index, String after, SortedMap<String, String> values, SortedMap<NodeId, Image.Origin> origins)
            implements PeerMessage {}

    /** What was submitted until now is to be ordered. */
    private record OrderDue() implements Message {}

    private record ResendDue() implements Message {}

    private record AnnouncementDue() implements Message {}

    /** An operation has waited for as long as the node tries. */
    record TimedOut(long number) implements Message {}

    public sealed interface Event extends Wire {}

    /** The node submits its first operation since it started. */
    public record Began(long incarnation) implements Event {}

    public record Extended(List<Entry> entries) implements Event {}

    public record Installed(Image image) implements Event {}

    /** How reads are served: the one rule in which two stores differ. */
    public enum Reads {
        /** They have places in the log, as writes have. */
        ORDERED,
        /** From this node's copy, once it has what the client has seen. */
        LOCAL
    }

    private static final String ORDER = "order";
    private static final String RESEND = "resend";
    private static final String ANNOUNCEMENT = "announcement";

    private final Reads reads;
    private final OrderedOptions options;
    private final NodeId first;
    private final Tally<Happening> tally = new Tally<>(Happening.class);
    private final Sequencer sequencer;
    private final IncomingImage incoming = new IncomingImage();
    private final PendingOperations pending;
    private boolean begun;

    /** How long the log is, as the sequencer said. */
    private long heardEnd;

    /** From where on entries were asked for last; an announcement makes the node ask again. */
    private long needed;

    public static Behavior<Message> create(NodeContext<Message> node, Reads reads) {
        OrderedOptions options = OrderedOptions.from(node.settings());
        return start(node, setup -> new OrderedReplica(setup, options, reads));
    }

    private OrderedReplica(Setup<Message> setup, OrderedOptions options, Reads reads) {
        super(
                setup,
                OrderedLog.EMPTY,
                (log, event) -> after(log, event, options.snapshotEntries()),
                options.snapshotEntries());
        this.reads = reads;
        this.options = options;
        this.first = node.group().getFirst();
        List<NodeId> others = node.group().stream()
                .filter(member -> !member.equals(node.self()))
                .toList();
        this.pending = new PendingOperations(setup, options, reads, tally);
        this.sequencer = new Sequencer(others, options.messageChars(), this::tell, tally);
    }

    private static OrderedLog after(OrderedLog log, Event event, int kept) {
        return switch (event) {
            case Began began -> log.began(began.incarnation());
            case Extended extended -> log.plus(extended.entries(), kept);
            case Installed installed -> log.replacedBy(installed.image());
        };
    }

    private boolean isSequencer() {
        return node.self().equals(first);
    }

    /** What was submitted is forgotten here, and may be ordered yet: its outcome is unknown. */
    @Override
    protected void onRecovered(OrderedLog log) {
        pending.clear();
        incoming.clear();
        begun = false;
        heardEnd = log.end();
        needed = -1;
        if (isSequencer()) {
            sequencer.begin(log);
            timers.startTimerWithFixedDelay(ANNOUNCEMENT, new AnnouncementDue(), options.resendAfter());
        }
    }

    @Override
    protected Effect<Event, OrderedLog> onMessage(OrderedLog log, Message message) {
        return switch (message) {
            case Ask ask -> onAsk(log, ask);
            case Inspect inspect -> Effect().reply(inspect.replyTo(), view(log));
            case Submit submit -> onSubmit(submit);
            case OrderDue due -> order(log);
            case Ordered ordered -> onOrdered(log, ordered);
            case Need need -> toSequencer(() -> sequencer.send(log, need.from(), need.index()));
            case Applied applied -> toSequencer(() -> sequencer.onApplied(applied.from(), applied.index()));
            case NeedPage need -> toSequencer(() -> sequencer.sendPage(log, need.from(), need.index(), need.after()));
            case ImagePage page -> onImagePage(log, page);
            case AnnouncementDue due -> toSequencer(() -> sequencer.announce(log));
            case ResendDue due -> onResendDue(log);
            case TimedOut timedOut -> onTimedOut(timedOut.number());
        };
    }

    private Effect<Event, OrderedLog> toSequencer(Runnable task) {
        task.run();
        return Effect().none();
    }

    private OrderedView view(OrderedLog log) {
        tally.set(Happening.A_SNAPSHOT_WAS_TAKEN, snapshots());
        return new OrderedView(first, isSequencer(), log, sequencer.applied(), tally.counts());
    }

    private Effect<Event, OrderedLog> onAsk(OrderedLog log, Ask ask) {
        Optional<Long> seen = Contexts.index(ask.operation().context(), reads);
        if (seen.isEmpty()) {
            return Effect()
                    .reply(
                            ask.replyTo(),
                            new Reply.Failed(Contexts.refusal(ask.operation().context(), reads)));
        }
        if (reads == Reads.ORDERED || ask.operation() instanceof RegisterMap.Write) {
            return submit(log, ask);
        }
        if (heardEnd > log.end() && seen.get() <= log.end()) {
            tally.add(Happening.A_READ_WAS_OLDER_THAN_A_WRITE_THAT_THIS_NODE_HAD_HEARD_OF);
        }
        pending.read(log, ask, seen.get());
        return Effect().none();
    }

    /** The incarnation is durable before a message bears it: else an operation could be taken for an earlier one. */
    private Effect<Event, OrderedLog> submit(OrderedLog log, Ask ask) {
        EffectBuilder<Event, OrderedLog> began =
                begun ? Effect().none() : Effect().persist(new Began(log.incarnation() + 1));
        return began.thenRun(now -> {
            begun = true;
            tell(first, new Submit(List.of(pending.submit(now, ask))));
            if (!timers.isTimerActive(RESEND)) {
                timers.startTimerWithFixedDelay(RESEND, new ResendDue(), options.resendAfter());
            }
        });
    }

    private Effect<Event, OrderedLog> onResendDue(OrderedLog log) {
        List<Entry> submitted = pending.submitted(log);
        if (submitted.isEmpty()) {
            timers.cancel(RESEND);
        } else {
            tell(
                    first,
                    new Submit(Portion.of(submitted, options.messageChars(), Entry::chars)
                            .taken()));
        }
        return Effect().none();
    }

    private Effect<Event, OrderedLog> onTimedOut(long number) {
        pending.giveUp(number);
        return Effect().none();
    }

    /** All that comes in the meantime is one write to the journal. */
    private Effect<Event, OrderedLog> onSubmit(Submit submit) {
        if (isSequencer() && sequencer.offer(submit.entries())) {
            tell(node.self(), new OrderDue());
            // Pekko drops messages when too many wait for the journal.
            timers.startTimerWithFixedDelay(ORDER, new OrderDue(), options.resendAfter());
        }
        return Effect().none();
    }

    /** An entry is durable here before it is sent: what a crash takes back, nobody may have seen. */
    private Effect<Event, OrderedLog> order(OrderedLog log) {
        timers.cancel(ORDER);
        List<Entry> fresh = sequencer.takeSubmitted(log);
        return fresh.isEmpty()
                ? Effect().none()
                : Effect().persist(new Extended(fresh)).thenRun(now -> {
                    sequencer.spread(now, log.end());
                    pending.answerApplied(now);
                });
    }

    /** Takes what follows on what it has, without a gap; it says that it has it when it is durable. */
    private Effect<Event, OrderedLog> onOrdered(OrderedLog log, Ordered ordered) {
        heardEnd = Math.max(heardEnd, ordered.end());
        if (ordered.first() > log.end()) {
            boolean announcement = ordered.entries().isEmpty();
            if (!announcement) {
                tally.add(Happening.A_GAP_WAS_ASKED_FOR);
            }
            need(log, announcement);
            return Effect().none();
        }
        int known =
                (int) Math.min(log.end() - ordered.first(), ordered.entries().size());
        List<Entry> fresh = new ArrayList<>(
                ordered.entries().subList(known, ordered.entries().size()));
        EffectBuilder<Event, OrderedLog> extended =
                fresh.isEmpty() ? Effect().none() : Effect().persist(new Extended(fresh));
        return extended.thenRun(this::onTaken);
    }

    /** Asks once for what comes next, or else one message that arrives twice would make two of every later one. */
    private void need(OrderedLog log, boolean again) {
        if (needed == log.end() && !again) {
            return;
        }
        needed = log.end();
        tell(
                first,
                incoming.index() > log.end()
                        ? new NeedPage(node.self(), incoming.index(), incoming.last())
                        : new Need(node.self(), log.end()));
    }

    private void onTaken(OrderedLog now) {
        if (heardEnd > now.end()) {
            need(now, false);
        } else {
            tell(first, new Applied(node.self(), now.end()));
        }
        pending.answerApplied(now);
    }

    private Effect<Event, OrderedLog> onImagePage(OrderedLog log, ImagePage page) {
        if (page.index() <= log.end() || !incoming.take(page)) {
            return Effect().none();
        }
        Optional<Image> whole = incoming.whole();
        if (whole.isEmpty()) {
            tell(first, new NeedPage(node.self(), incoming.index(), incoming.last()));
            return Effect().none();
        }
        incoming.clear();
        return Effect().persist(new Installed(whole.get())).thenRun(this::onTaken);
    }
}
