package dsc.concepts.foundations.communication.delivery;

import dsc.concepts.shared.DurablePeer;
import dsc.concepts.shared.Homes;
import dsc.concepts.shared.Inboxes;
import dsc.concepts.shared.Inquiries;
import dsc.concepts.shared.Letters;
import dsc.concepts.shared.SortedMaps;
import dsc.workbench.protocol.Durable;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Wire;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.delivery.ConsumerController;
import org.apache.pekko.actor.typed.delivery.ProducerController;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.persistence.typed.javadsl.Effect;

/**
 * A node with a channel of Pekko's Reliable Delivery to each node of the group, the homes of keys, and an inbox for the
 * keys that are at home here. Pekko numbers letters, stores them, sends them until they are confirmed, and delivers
 * them in their order, at least once; that each is processed once is up to the inbox, which writes number and letter as
 * one event.
 */
public final class ReliableDelivery
        extends DurablePeer<ReliableDelivery.Message, ReliableDelivery.Delivered, ReliableDelivery.State> {

    public sealed interface Message {}

    /** A client's operation. */
    public record Ask(Letters.Operation operation, ActorRef<Reply> replyTo) implements Message {}

    public record Inspect(ActorRef<NodeView> replyTo) implements Message {}

    public sealed interface PeerMessage extends Message, Wire {}

    /** A question what was received, or a part of its answer. */
    public record Inquiry(Inquiries.Message message) implements PeerMessage {}

    /** What goes through a channel. */
    public record Letter(String key, String text) implements Wire {}

    record Arrived(NodeId from, ConsumerController.Delivery<Letter> delivery) implements Message {}

    /** Which producer controllers of a node's channel to this one the receptionist knows. */
    private record Listed(NodeId from, Receptionist.Listing listing) implements Message {}

    /** The effect and the channel's progress in one: between two events, there could be a crash. */
    public record Delivered(NodeId from, long number, String key, String text) implements Wire {}

    /** @param last the number of the last letter that was delivered, by sender */
    public record State(Inboxes inboxes, SortedMap<NodeId, Long> last) implements Wire {
        static final State EMPTY = new State(Inboxes.EMPTY, Collections.emptySortedMap());

        long lastFrom(NodeId sender) {
            return last.getOrDefault(sender, 0L);
        }

        State after(Delivered delivered) {
            long number = Math.max(lastFrom(delivered.from()), delivered.number());
            return new State(
                    inboxes.plus(delivered.key(), delivered.text()), SortedMaps.with(last, delivered.from(), number));
        }
    }

    /**
     * What a node shows of itself.
     *
     * @param again letters that came although they were delivered, since it started
     * @param connected from which nodes letters come, as far as the receptionist knows
     */
    record View(State state, long again, Set<NodeId> connected) implements NodeView {
        @Override
        public Map<String, Object> details() {
            return new TreeMap<>(Map.of(
                    "letters",
                    state.inboxes().counts(),
                    "again",
                    again,
                    "connected",
                    connected.stream().map(NodeId::value).sorted().toList()));
        }
    }

    private final Options options;
    private final Durable durable;
    private final ActorContext<Message> actor;
    private final Inquiries<Message> inquiries;
    private final Map<NodeId, ActorRef<Outbox.Message>> outboxes = new HashMap<>();
    private final Map<NodeId, ActorRef<ConsumerController.Command<Letter>>> controllers = new HashMap<>();
    private final Set<NodeId> connected = new HashSet<>();
    private long again;

    public static Behavior<Message> create(NodeContext<Message> node) {
        Options options = Options.from(node.settings());
        return start(node, setup -> new ReliableDelivery(setup, options));
    }

    private ReliableDelivery(Setup<Message> setup, Options options) {
        super(setup, State.EMPTY, State::after, options.snapshotEvents());
        this.options = options;
        this.durable = Durable.of(setup.node());
        this.actor = setup.actor();
        this.inquiries = new Inquiries<>(setup, options.pageChars(), options.operationTimeout(), Inquiry::new);
    }

    /** When the journal failed, Pekko has ended all children of this actor: all channels begin anew. */
    @Override
    protected void onRecovered(State state) {
        inquiries.clear();
        connected.clear();
        again = 0;
        for (NodeId other : node.group()) {
            outboxes.put(other, actor.spawnAnonymous(Outbox.create(node.self(), other, options, durable)));
            receiveFrom(other);
        }
    }

    private void receiveFrom(NodeId from) {
        ActorRef<ConsumerController.Command<Letter>> controller = actor.spawnAnonymous(ConsumerController.create());
        controllers.put(from, controller);
        ActorRef<ConsumerController.Delivery<Letter>> deliverTo =
                actor.spawnAnonymous(Forwarder.to(actor.getSelf(), delivery -> new Arrived(from, delivery)));
        controller.tell(new ConsumerController.Start<>(deliverTo));
        ActorRef<Receptionist.Listing> listings =
                actor.spawnAnonymous(Forwarder.to(actor.getSelf(), listing -> new Listed(from, listing)));
        actor.getSystem().receptionist().tell(Receptionist.subscribe(Outbox.key(from, node.self()), listings));
    }

    @Override
    protected Effect<Delivered, State> onMessage(State state, Message message) {
        switch (message) {
            case Ask ask -> onAsk(state, ask);
            case Inspect inspect -> inspect.replyTo().tell(new View(state, again, Set.copyOf(connected)));
            case Inquiry inquiry -> inquiries.onMessage(inquiry.message(), state.inboxes());
            case Listed listed -> onListed(listed);
            case Arrived arrived -> {
                return onArrived(state, arrived);
            }
        }
        return Effect().none();
    }

    private void onAsk(State state, Ask ask) {
        NodeId home = Homes.of(ask.operation().key(), node.group(), NodeId::value);
        switch (ask.operation()) {
            case Letters.Send send ->
                outboxes.get(home).tell(new Outbox.Offer(new Letter(send.key(), send.letter()), ask.replyTo()));
            case Letters.Received received -> inquiries.answer(received.key(), home, state.inboxes(), ask.replyTo());
        }
    }

    /**
     * Connects with whatever the receptionist lists, each time: after a crash on either side, there is another
     * controller there or here (rule 2).
     */
    private void onListed(Listed listed) {
        Set<ActorRef<ProducerController.Command<Letter>>> producers =
                listed.listing().getServiceInstances(Outbox.key(listed.from(), node.self()));
        producers.forEach(producer ->
                controllers.get(listed.from()).tell(new ConsumerController.RegisterToProducerController<>(producer)));
        if (producers.isEmpty()) {
            connected.remove(listed.from());
        } else {
            connected.add(listed.from());
        }
    }

    /** Pekko delivers at least once: what was delivered and not noted as confirmed comes again (rule 1). */
    private Effect<Delivered, State> onArrived(State state, Arrived arrived) {
        ConsumerController.Delivery<Letter> delivery = arrived.delivery();
        if (delivery.seqNr() <= state.lastFrom(arrived.from())) {
            again++;
            if (options.deduplicate()) {
                delivery.confirmTo().tell(ConsumerController.confirmed());
                return Effect().none();
            }
        }
        Letter letter = delivery.message();
        return Effect()
                .persist(new Delivered(arrived.from(), delivery.seqNr(), letter.key(), letter.text()))
                .thenRun(now -> delivery.confirmTo().tell(ConsumerController.confirmed()));
    }
}
