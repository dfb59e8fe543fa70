package dsc.concepts.shared;

import dsc.workbench.checkers.Deliveries;
import dsc.workbench.protocol.Argument;
import dsc.workbench.protocol.ArgumentType.Text;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.FinalRead;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Workload;
import java.util.function.BiFunction;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The operations of protocols that take letters to where they are processed: what clients ask, in which mix. Under each
 * key, letters are kept in the order in which they were processed; {@link Deliveries} judges what is there in the end.
 */
public final class Letters {

    public static final String SEND = Deliveries.SEND;
    public static final String RECEIVED = Deliveries.RECEIVED;

    /** The most characters of a letter. */
    public static final int LETTER_CHARS_MAX = 1024;

    public static final Argument LETTER = Argument.TEXT.named("letter").of(Text.of(1, LETTER_CHARS_MAX));

    /** One operation of so many asks what was received; the others send. */
    private static final int SENDS = 4;

    /** What a client asks of a key. */
    public sealed interface Operation {
        String key();
    }

    /** Asks that {@code letter} be processed; the result says where it stands then. */
    public record Send(String key, String letter) implements Operation {}

    /** Asks for the letters that were processed, in that order. */
    public record Received(String key) implements Operation {}

    private Letters() {}

    /** Four of five send a letter that no other turn sends ({@link Workload.Turn#unique}). */
    public static Workload workload() {
        return (random, keys, turn) -> {
            String key = keys.get(random.nextInt(keys.size()));
            return random.nextInt(SENDS + 1) < SENDS ? Call.of(SEND, key, turn.unique()) : Call.of(RECEIVED, key, null);
        };
    }

    /**
     * Adds them to {@code operations}; in the end, every node is asked what was received, until no answer changes.
     *
     * @param message what a protocol's actor is sent for one
     */
    public static <M> Operations<M> operations(
            Operations<M> operations, BiFunction<Operation, ActorRef<Reply>, M> message) {
        return operations
                .update(
                        SEND,
                        Argument.KEY,
                        LETTER,
                        (call, replyTo) -> message.apply(new Send(call.key(), call.text()), replyTo))
                .example("send inbox hello")
                .answers()
                .query(RECEIVED, Argument.KEY, (call, replyTo) -> message.apply(new Received(call.key()), replyTo))
                .example("received inbox")
                .finalRead(FinalRead.PER_NODE);
    }
}
