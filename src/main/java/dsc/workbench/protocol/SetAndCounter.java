package dsc.workbench.protocol;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The operations of protocols that keep a set and a counter under each key, so that what they make of updates that did
 * not know of each other can be compared; {@link dsc.workbench.checkers.AcknowledgedEffects} judges them.
 */
public final class SetAndCounter {

    public static final String ADD = "add";
    public static final String REMOVE = "remove";
    public static final String INCREMENT = "increment";
    public static final String READ = "read";

    public static final int KEY_CHARS_MAX = 256;
    public static final int ELEMENT_CHARS_MAX = 1024;
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
     * one in 2^48; removes leave the choice to the replica. In the end, every key is read at every node.
     */
    public static Workload workload() {
        return new Workload() {
            @Override
            public Call next(RandomGenerator random, List<String> keys) {
                String key = keys.get(random.nextInt(keys.size()));
                int kind = random.nextInt(5);
                String element = Long.toString(random.nextLong(ELEMENTS), RADIX);
                return switch (kind) {
                    case 0, 1 -> Call.of(ADD, key, element);
                    case 2 -> Call.of(REMOVE, key, null);
                    case 3 -> Call.of(INCREMENT, key, Integer.toString(1 + random.nextInt(9)));
                    default -> Call.of(READ, key, null);
                };
            }

            @Override
            public List<Call> closing(List<String> keys) {
                return keys.stream().map(key -> Call.of(READ, key, null)).toList();
            }
        };
    }

    /**
     * @param scenario whose operations these are, for the message
     * @throws IllegalArgumentException when {@code call} is none of them; the message says what is
     */
    public static Operation operation(String scenario, Call call) {
        return switch (call.function()) {
            case ADD -> new Add(key(call), element(call.value()));
            case REMOVE ->
                new Remove(key(call), Optional.ofNullable(call.value()).map(SetAndCounter::element));
            case INCREMENT -> new Increment(key(call), amount(call));
            case READ -> new Read(key(call));
            default ->
                throw new IllegalArgumentException(scenario + " has no operation \"" + call.function()
                        + "\"; it has add KEY ELEMENT, remove KEY [ELEMENT], increment KEY N and read KEY");
        };
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

    private static String key(Call call) {
        if (call.key() == null || call.key().isEmpty() || call.key().length() > KEY_CHARS_MAX) {
            throw new IllegalArgumentException(
                    call.function() + " needs a key of 1 to " + KEY_CHARS_MAX + " characters");
        }
        return call.key();
    }

    private static String element(Object value) {
        String element = value == null ? "" : value.toString();
        if (element.isEmpty() || element.length() > ELEMENT_CHARS_MAX) {
            throw new IllegalArgumentException(
                    "an element has 1 to " + ELEMENT_CHARS_MAX + " characters, not " + element.length());
        }
        return element;
    }

    private static long amount(Call call) {
        try {
            return Integer.parseInt(String.valueOf(call.value()));
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException("increment needs a whole number, such as increment k 3; \""
                    + call.value() + "\" is none, or is beyond 32 bits");
        }
    }
}
