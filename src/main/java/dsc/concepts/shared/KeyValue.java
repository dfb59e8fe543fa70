package dsc.concepts.shared;

import dsc.workbench.checkers.Checker;
import dsc.workbench.checkers.Linearizability;
import dsc.workbench.checkers.Models;
import dsc.workbench.protocol.Argument;
import dsc.workbench.protocol.ArgumentType.Text;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Wire;
import dsc.workbench.protocol.Workload;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The operations of protocols that keep a text under each key: what clients ask, in which mix, and how it is judged.
 */
public final class KeyValue {

    public static final String READ = "read";
    public static final String WRITE = "write";
    public static final String CAS = "cas";

    /** One copy of the data explains every result. */
    public static final Checker LINEARIZABLE = Linearizability.of(Models.KV);

    /** Null stands for a key never written; no command line can give it. */
    private static final Argument EXPECTED = Argument.TEXT
            .named("EXPECTED", "an expected value")
            .of(Text.of(0, Argument.TEXT_CHARS_MAX).orNull());

    private static final Argument NEW = Argument.TEXT.named("NEW", "a new value");

    /** Few values, so that a compare-and-set often finds the one that it expects. */
    private static final int VALUES = 5;

    /** What a client asks of a key. */
    public sealed interface Operation extends Wire {
        String key();
    }

    public record Read(String key) implements Operation {}

    /** What changes a key; the same number of the same session is the same operation, asked again. */
    public sealed interface Update extends Operation {

        /** The client's session, or 0 for none. */
        long session();

        /** The operation's number within the session, from 1. */
        long sequence();
    }

    public record Write(long session, long sequence, String key, String value) implements Update {}

    /** @param expected empty for a key never written */
    public record CompareAndSet(long session, long sequence, String key, Optional<String> expected, String value)
            implements Update {}

    /** Makes the message for a call that needs more of it than its operation, such as its context. */
    @FunctionalInterface
    public interface Asking<M> {
        M of(Operation operation, Call call, ActorRef<Reply> replyTo);
    }

    private KeyValue() {}

    /** Half reads, a quarter writes, a quarter compare-and-sets, with few values. */
    public static Workload workload() {
        return (random, keys, turn) -> {
            String key = keys.get(random.nextInt(keys.size()));
            int kind = random.nextInt(4);
            String value = Integer.toString(random.nextInt(VALUES));
            String expected = Integer.toString(random.nextInt(VALUES));
            return switch (kind) {
                case 0 -> Call.of(WRITE, key, value);
                case 1 -> Call.of(CAS, key, List.of(expected, value));
                default -> Call.of(READ, key, null);
            };
        };
    }

    /** Half reads, half writes of values that no other write has ({@link Workload.Turn#unique}). */
    public static Workload readsAndUniqueWrites() {
        return (random, keys, turn) -> {
            String key = keys.get(random.nextInt(keys.size()));
            return random.nextBoolean() ? Call.of(WRITE, key, turn.unique()) : Call.of(READ, key, null);
        };
    }

    /**
     * Adds reads and writes to {@code operations}.
     *
     * @param message what a protocol's actor is sent for one
     */
    public static <M> Operations<M> readsAndWrites(
            Operations<M> operations, BiFunction<Operation, ActorRef<Reply>, M> message) {
        return operations
                .query(READ, Argument.KEY, (call, replyTo) -> message.apply(new Read(call.key()), replyTo))
                .example("read x")
                .update(WRITE, Argument.KEY, Argument.TEXT, (call, replyTo) -> message.apply(write(call), replyTo))
                .example("write x 1");
    }

    /** The same, and compare-and-set. */
    public static <M> Operations<M> operations(
            Operations<M> operations, BiFunction<Operation, ActorRef<Reply>, M> message) {
        return readsAndWrites(operations, message)
                .update(
                        CAS,
                        Argument.KEY,
                        EXPECTED,
                        NEW,
                        (call, replyTo) -> message.apply(compareAndSet(call), replyTo));
    }

    /**
     * Adds reads, writes and compare-and-sets to {@code operations}, of which updates have results of their own, such
     * as where in an order they took effect.
     */
    public static <M> Operations<M> answeringOperations(Operations<M> operations, Asking<M> message) {
        return operations
                .query(READ, Argument.KEY, (call, replyTo) -> message.of(new Read(call.key()), call, replyTo))
                .example("read x")
                .update(WRITE, Argument.KEY, Argument.TEXT, (call, replyTo) -> message.of(write(call), call, replyTo))
                .answers()
                .example("write x 1")
                .update(
                        CAS,
                        Argument.KEY,
                        EXPECTED,
                        NEW,
                        (call, replyTo) -> message.of(compareAndSet(call), call, replyTo))
                .answers();
    }

    private static Write write(Call call) {
        return new Write(call.session(), call.sequence(), call.key(), call.text());
    }

    private static CompareAndSet compareAndSet(Call call) {
        return new CompareAndSet(
                call.session(), call.sequence(), call.key(), Optional.ofNullable(call.text(0)), call.text(1));
    }
}
