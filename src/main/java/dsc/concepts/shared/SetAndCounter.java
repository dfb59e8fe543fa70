package dsc.concepts.shared;

import dsc.workbench.protocol.Argument;
import dsc.workbench.protocol.ArgumentType.Text;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The operations of protocols that keep a set and a counter under each key, so that what they make of updates that did
 * not know of each other can be compared; {@link dsc.workbench.checkers.AcknowledgedEffects} judges them.
 */
public final class SetAndCounter {

    public static final String ADD = "add";
    public static final String REMOVE = "remove";
    public static final String INCREMENT = "increment";
    public static final String READ = "read";

    /** The most characters of an element. */
    public static final int ELEMENT_CHARS_MAX = 1024;

    public static final Argument ELEMENT = Argument.TEXT.named("element").of(Text.of(1, ELEMENT_CHARS_MAX));

    /**
     * The most that a client of a run increments by. What increments of unknown outcome can add up to forgives a lost
     * one, and of amounts that are drawn from so many that is seldom any that was lost.
     */
    private static final int AMOUNT_MAX = 999;

    private static final long ELEMENTS = 1L << 48;
    private static final int RADIX = 36;

    /** What a client asks of a key. */
    public sealed interface Operation {
        String key();
    }

    public record Add(String key, String element) implements Operation {}

    /** @param element which, or empty: one of those that the replica sees, whose choice is the result */
    public record Remove(String key, Optional<String> element) implements Operation {}

    /** @param amount may be negative */
    public record Increment(String key, long amount) implements Operation {}

    public record Read(String key) implements Operation {}

    private SetAndCounter() {}

    /**
     * Two fifths adds, and a fifth each of removes, increments and reads. No element is added twice, but by a chance of
     * one in 2^48; removes leave the choice to the replica.
     */
    public static Workload workload() {
        return (random, keys, turn) -> {
            String key = keys.get(random.nextInt(keys.size()));
            int kind = random.nextInt(5);
            String element = Long.toString(random.nextLong(ELEMENTS), RADIX);
            return switch (kind) {
                case 0, 1 -> Call.of(ADD, key, element);
                case 2 -> Call.of(REMOVE, key, null);
                case 3 -> Call.of(INCREMENT, key, Integer.toString(1 + random.nextInt(AMOUNT_MAX)));
                default -> Call.of(READ, key, null);
            };
        };
    }

    /**
     * Adds them to {@code operations}; in the end, every key is read at every node.
     *
     * @param message what a protocol's actor is sent for one
     */
    public static <M> Operations<M> operations(
            Operations<M> operations, BiFunction<Operation, ActorRef<Reply>, M> message) {
        return updates(operations, Argument.KEY, ELEMENT, message)
                .query(READ, Argument.KEY, (call, replyTo) -> message.apply(new Read(call.key()), replyTo))
                .example("read cart")
                .finalRead();
    }

    /** The same without {@value #READ}, for protocols with limits of their own. */
    public static <M> Operations<M> updates(
            Operations<M> operations,
            Argument key,
            Argument element,
            BiFunction<Operation, ActorRef<Reply>, M> message) {
        return operations
                .update(ADD, key, element, (call, replyTo) -> message.apply(new Add(call.key(), call.text()), replyTo))
                .example("add cart milk")
                .update(
                        REMOVE,
                        key,
                        element.optional(),
                        (call, replyTo) -> message.apply(new Remove(call.key(), call.optionalText()), replyTo))
                .update(
                        INCREMENT,
                        key,
                        Argument.NUMBER,
                        (call, replyTo) -> message.apply(new Increment(call.key(), call.number()), replyTo));
    }

    /** What a read answers. */
    public static Map<String, Object> answer(Collection<String> elements, long count) {
        Map<String, Object> answer = new TreeMap<>();
        List<String> sorted = new ArrayList<>(elements);
        sorted.sort(null);
        answer.put("elements", sorted);
        answer.put("count", count);
        return answer;
    }
}
