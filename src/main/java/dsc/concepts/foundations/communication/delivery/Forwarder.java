package dsc.concepts.foundations.communication.delivery;

import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Actors that pass on what they get: an actor has one message adapter for a class, and needs several here. */
final class Forwarder {

    private Forwarder() {}

    /** Wraps each message for {@code receiver}. */
    static <A, B> Behavior<A> to(ActorRef<B> receiver, Function<A, B> wrap) {
        return Behaviors.receiveMessage(message -> {
            receiver.tell(wrap.apply(message));
            return Behaviors.same();
        });
    }
}
