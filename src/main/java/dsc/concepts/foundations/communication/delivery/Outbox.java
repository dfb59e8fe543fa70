package dsc.concepts.foundations.communication.delivery;

import dsc.concepts.foundations.communication.delivery.ReliableDelivery.Letter;
import dsc.workbench.protocol.Durable;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Reply;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.delivery.ProducerController;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;
import org.apache.pekko.persistence.typed.delivery.EventSourcedProducerQueue;

/**
 * The sender of one channel: hands clients' letters over to Pekko's producer controller, one at a time, and answers
 * when they are stored. If the controller ends, so does this actor, and both begin anew with what is stored.
 */
final class Outbox extends AbstractMatchingBehavior<Outbox.Message> {

    sealed interface Message {}

    /** A client's letter. */
    record Offer(Letter letter, ActorRef<Reply> replyTo) implements Message {}

    /** The controller takes another letter. */
    private record Requested(ProducerController.RequestNext<Letter> next) implements Message {}

    /** The letter that was handed over is stored, under that number. */
    private record Stored(long number) implements Message {}

    /** The controller said nothing of the letter that was handed over. */
    private record Silent() implements Message {}

    private record OperationTimedOut(Waiting waiting) implements Message {}

    private record Waiting(long id, Letter letter, ActorRef<Reply> replyTo) {}

    /** The receptionist finds it under this key, wherever the home is. */
    static ServiceKey<ProducerController.Command<Letter>> key(NodeId from, NodeId home) {
        @SuppressWarnings({"unchecked", "rawtypes"})
        Class<ProducerController.Command<Letter>> type = (Class) ProducerController.Command.class;
        return ServiceKey.create(type, "delivery-" + channel(from, home));
    }

    static String channel(NodeId from, NodeId home) {
        return from + "-" + home;
    }

    private final String channel;
    private final Options options;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private Optional<ProducerController.RequestNext<Letter>> next = Optional.empty();
    private Optional<Waiting> handedOver = Optional.empty();
    private long lastId;

    static Behavior<Message> create(NodeId from, NodeId home, Options options, Durable durable) {
        return Behaviors.supervise(Behaviors.<Message>setup(actor -> new Outbox(actor, from, home, options, durable)))
                .onFailure(durable.backoff());
    }

    private Outbox(ActorContext<Message> actor, NodeId from, NodeId home, Options options, Durable durable) {
        super(actor);
        this.channel = channel(from, home);
        this.options = options;
        ActorRef<ProducerController.Command<Letter>> controller = actor.spawn(
                ProducerController.create(
                        Letter.class,
                        channel,
                        Optional.of(EventSourcedProducerQueue.create(
                                durable.part("to-" + home).id()))),
                "controller");
        // Its end is not handled, and so ends this actor, which is restarted (rule 2).
        actor.watch(controller);
        controller.tell(new ProducerController.Start<>(
                actor.messageAdapter(ProducerController.requestNextClass(), Requested::new)));
        actor.getSystem().receptionist().tell(Receptionist.register(key(from, home), controller));
    }

    @Override
    public Behavior<Message> onMessage(Message message) {
        switch (message) {
            case Offer offer -> onOffer(offer);
            case Requested requested -> {
                next = Optional.of(requested.next());
                handOver();
            }
            case Stored stored -> handedOver(new Reply.Ok(List.of(channel, stored.number())));
            case Silent silent -> handedOver(new Reply.Unknown("it was not stored in time"));
            case OperationTimedOut over -> {
                if (waiting.remove(over.waiting())) {
                    over.waiting()
                            .replyTo()
                            .tell(new Reply.Failed("the channel " + channel + " takes nothing: its home is away"));
                }
            }
        }
        return this;
    }

    /** One request, one letter (rule 3): so what clients offer meanwhile waits here, within bounds. */
    private void onOffer(Offer offer) {
        if (waiting.size() >= options.outboxMax()) {
            offer.replyTo()
                    .tell(new Reply.Failed(
                            "the outbox of " + channel + " is full: " + waiting.size() + " letters wait"));
            return;
        }
        Waiting last = new Waiting(++lastId, offer.letter(), offer.replyTo());
        waiting.add(last);
        getContext().scheduleOnce(options.operationTimeout(), getContext().getSelf(), new OperationTimedOut(last));
        handOver();
    }

    private void handOver() {
        if (next.isEmpty() || handedOver.isPresent() || waiting.isEmpty()) {
            return;
        }
        Waiting first = waiting.remove();
        handedOver = Optional.of(first);
        ActorRef<ProducerController.MessageWithConfirmation<Letter>> askNextTo =
                next.get().askNextTo();
        next = Optional.empty();
        // With a durable queue, the reply says that the letter is stored, not that it was delivered.
        getContext()
                .ask(
                        Long.class,
                        askNextTo,
                        options.operationTimeout(),
                        (ActorRef<Long> replyTo) -> withConfirmation(first.letter(), replyTo),
                        (number, failure) -> failure == null ? new Stored(number) : new Silent());
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static ProducerController.MessageWithConfirmation<Letter> withConfirmation(
            Letter letter, ActorRef<Long> replyTo) {
        return new ProducerController.MessageWithConfirmation<>(letter, (ActorRef) replyTo);
    }

    private void handedOver(Reply reply) {
        handedOver.ifPresent(first -> first.replyTo().tell(reply));
        handedOver = Optional.empty();
        handOver();
    }

    /** What was not handed over is nowhere; of what was, nobody knows. */
    @Override
    public Behavior<Message> onSignal(Signal signal) {
        if (signal instanceof PreRestart) {
            handedOver.ifPresent(
                    first -> first.replyTo().tell(new Reply.Unknown("the channel " + channel + " begins anew")));
            waiting.forEach(each -> each.replyTo().tell(new Reply.Failed("the channel " + channel + " begins anew")));
            return this;
        }
        return Behaviors.unhandled();
    }
}
