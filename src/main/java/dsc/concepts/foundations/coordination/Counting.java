package dsc.concepts.foundations.coordination;

import dsc.concepts.shared.KeyValue;
import dsc.workbench.checkers.Checker;
import dsc.workbench.checkers.Linearizability;
import dsc.workbench.checkers.Models;
import dsc.workbench.protocol.Argument;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Reply;
import org.apache.pekko.actor.typed.ActorRef;

/** The operations of protocols that let clients count, each increment at one moment, and how they are judged. */
public final class Counting {

    /** One counter a key explains every result. */
    public static final Checker LINEARIZABLE = Linearizability.of(Models.COUNTER);

    /** Makes what a protocol's actor is sent. */
    @FunctionalInterface
    public interface Message<M> {
        M of(Act.Kind kind, String key, ActorRef<Reply> replyTo);
    }

    private Counting() {}

    /** Adds reads and increments to {@code operations}. */
    public static <M> Operations<M> operations(Operations<M> operations, Message<M> message) {
        return operations
                .query(KeyValue.READ, Argument.KEY, (call, replyTo) -> message.of(Act.Kind.READ, call.key(), replyTo))
                .example("read x")
                .update(
                        Increments.FUNCTION,
                        Argument.KEY,
                        (call, replyTo) -> message.of(Act.Kind.INCREMENT, call.key(), replyTo))
                .example("increment x");
    }
}
