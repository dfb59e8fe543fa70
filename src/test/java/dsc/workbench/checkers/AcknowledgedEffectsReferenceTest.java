package dsc.workbench.checkers;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.checkers.AcknowledgedEffects.Promise;
import dsc.workbench.history.Event;
import dsc.workbench.history.Event.Type;
import dsc.workbench.history.History;
import java.math.BigInteger;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The checker agrees with {@link EffectsBruteForce} on thousands of tiny histories. */
class AcknowledgedEffectsReferenceTest {

    private static final int HISTORIES = 6_000;

    static List<Set<Promise>> promises() {
        return List.of(
                Set.of(),
                EnumSet.of(Promise.NO_ADD_LOST),
                EnumSet.of(Promise.NO_ELEMENT_BACK),
                EnumSet.of(Promise.COUNT_EXACT),
                EnumSet.allOf(Promise.class));
    }

    @ParameterizedTest
    @MethodSource("promises")
    void agrees(Set<Promise> promises) {
        assertAgreement(promises, 0, HISTORIES);
    }

    @Tag("thorough")
    @ParameterizedTest
    @MethodSource("promises")
    void agreesOnMany(Set<Promise> promises) {
        assertAgreement(promises, HISTORIES, HISTORIES + 200_000);
    }

    private static void assertAgreement(Set<Promise> promises, long first, long end) {
        AcknowledgedEffects checker = AcknowledgedEffects.promising("promised", promises.toArray(Promise[]::new));
        int valid = 0;
        for (long seed = first; seed < end; seed++) {
            History history = draw(new SplittableRandom(seed));
            boolean keeps = EffectsBruteForce.keeps(history, promises);
            valid += keeps ? 1 : 0;
            assertThat(checker.check(history, Duration.ofSeconds(1)).status())
                    .as("seed %d: %s", seed, history.events())
                    .isEqualTo(keeps ? Verdict.Status.VALID : Verdict.Status.INVALID);
        }
        assertThat(valid).isBetween((int) (end - first) / 50, (int) (end - first) * 49 / 50);
    }

    /** A handful of operations on one key, at once or one after the other, and what a node says in the end. */
    private static History draw(SplittableRandom random) {
        int operations = 1 + random.nextInt(6);
        List<Event> events = DrawnEvents.draw(
                random, operations, 0, process -> invocation(random, process), begun -> completion(random, begun));
        List<String> elements = List.of(List.of(), List.of("x"), List.of("y"), List.of("y", "x")).stream()
                .skip(random.nextInt(4))
                .findFirst()
                .<List<String>>map(some -> some.stream().map(String::valueOf).toList())
                .orElseThrow();
        Map<String, Object> held = Map.of("elements", elements, "count", (long) random.nextInt(-2, 6));
        events.add(event(operations, Type.INVOKE, "final-read", "n1"));
        events.add(event(operations, Type.OK, "final-read", held));
        return History.of(events);
    }

    private static Event invocation(SplittableRandom random, long process) {
        String element = random.nextBoolean() ? "x" : "y";
        return switch (random.nextInt(5)) {
            case 0, 1 -> event(process, Type.INVOKE, "add", element);
            case 2, 3 -> event(process, Type.INVOKE, "remove", random.nextBoolean() ? element : null);
            default -> event(process, Type.INVOKE, "increment", Integer.toString(random.nextInt(-2, 4)));
        };
    }

    private static Event completion(SplittableRandom random, Event invocation) {
        Type type = List.of(Type.OK, Type.OK, Type.OK, Type.INFO, Type.FAIL).get(random.nextInt(5));
        boolean chosen = type == Type.OK && invocation.value() == null;
        String choice = new String[] {"x", "y", null}[random.nextInt(3)];
        return event(invocation.process(), type, invocation.function(), chosen ? choice : invocation.value());
    }

    private static Event event(long process, Type type, String function, Object value) {
        return new Event(process, type, function, "k", value, Event.NO_TIME, null);
    }

    @Test
    void sumsAreFoundOrNotOrNotDecided() {
        assertThat(SubsetSums.makes(List.of(), BigInteger.ZERO)).isEqualTo(SubsetSums.Answer.YES);
        assertThat(SubsetSums.makes(amounts(3, 5, -2), BigInteger.valueOf(6))).isEqualTo(SubsetSums.Answer.YES);
        assertThat(SubsetSums.makes(amounts(3, 5, -2), BigInteger.valueOf(7))).isEqualTo(SubsetSums.Answer.NO);
        assertThat(SubsetSums.makes(amounts(Long.MAX_VALUE, Long.MAX_VALUE), BigInteger.valueOf(-2)))
                .isEqualTo(SubsetSums.Answer.NO);
        long[] sparse = LongStream.range(0, 50)
                .map(bit -> (1L << 40) + (1L << bit) % 1_000_003)
                .toArray();
        assertThat(SubsetSums.makes(amounts(sparse), BigInteger.valueOf(25L << 40)))
                .isEqualTo(SubsetSums.Answer.NOT_DECIDED);
    }

    private static List<BigInteger> amounts(long... amounts) {
        return LongStream.of(amounts).mapToObj(BigInteger::valueOf).toList();
    }
}
