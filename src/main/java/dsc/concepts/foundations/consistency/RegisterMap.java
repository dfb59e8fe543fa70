package dsc.concepts.foundations.consistency;

import dsc.workbench.protocol.Argument;
import dsc.workbench.protocol.ArgumentType.Text;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Workload;
import java.util.function.BiFunction;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * A map from keys to texts as clients see it: they write under a key, read under one, and look at all keys at once. No
 * two writes of a run have the same value, so that what was read says which write was seen.
 */
public final class RegisterMap {

    public static final String READ = "read";
    public static final String WRITE = "write";
    public static final String SNAPSHOT = "snapshot";

    /** The most characters of a value. */
    public static final int VALUE_CHARS_MAX = 1024;

    private static final Argument VALUE = Argument.TEXT.named("value").of(Text.of(1, VALUE_CHARS_MAX));

    /** Shares of {@link #OPERATIONS}. */
    private static final int WRITES = 4;

    private static final int SNAPSHOTS = 4;
    private static final int OPERATIONS = 10;

    /** What a client asks. */
    public sealed interface Operation {

        /** What the client was given back last, or null ({@link Call#context}). */
        String context();
    }

    /** Asks for the value under {@code key}, null if nothing was written there. */
    public record Read(String key, String context) implements Operation {}

    public record Write(String key, String value, String context) implements Operation {}

    /** Asks for every key that the server has, with its value, all at one moment. */
    public record Snapshot(String context) implements Operation {}

    private RegisterMap() {}

    /** Four of ten write a value that no other turn writes, two read a key, four look at all keys. */
    public static Workload workload() {
        return (random, keys, turn) -> {
            String key = keys.get(random.nextInt(keys.size()));
            int kind = random.nextInt(OPERATIONS);
            return kind < WRITES
                    ? Call.of(WRITE, key, turn.unique())
                    : kind < WRITES + SNAPSHOTS ? Call.of(SNAPSHOT, null, null) : Call.of(READ, key, null);
        };
    }

    /**
     * Adds the operations to {@code operations}; in the end, every node is asked for all that it has until all answer
     * alike.
     *
     * @param message what a store's actor is sent for one
     */
    public static <M> Operations<M> operations(
            Operations<M> operations, BiFunction<Operation, ActorRef<Reply>, M> message) {
        return operations
                .query(
                        READ,
                        Argument.KEY,
                        (call, replyTo) -> message.apply(new Read(call.key(), call.context()), replyTo))
                .example("read x")
                .update(
                        WRITE,
                        Argument.KEY,
                        VALUE,
                        (call, replyTo) -> message.apply(new Write(call.key(), call.text(), call.context()), replyTo))
                .example("write x 1")
                .query(SNAPSHOT, (call, replyTo) -> message.apply(new Snapshot(call.context()), replyTo))
                .example("snapshot")
                .finalRead();
    }
}
