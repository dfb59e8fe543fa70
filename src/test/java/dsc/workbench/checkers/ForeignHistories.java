package dsc.workbench.checkers;

import dsc.workbench.history.Event;
import dsc.workbench.history.History;
import dsc.workbench.history.Recorder;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Well-formed histories in which nothing fits together: functions, keys, arguments and results are drawn freely. */
public final class ForeignHistories {

    private static final List<String> FUNCTIONS = List.of(
            "read",
            "write",
            "cas",
            "get",
            "put",
            "append",
            "add",
            "remove",
            "increment",
            "rename",
            "deposit",
            "withdraw",
            "final-read",
            "final-audit",
            "audit",
            "snapshot",
            "final-snapshot",
            "levitate");

    private static final List<Object> VALUES = values();

    private ForeignHistories() {}

    private static List<Object> values() {
        List<Object> values = new ArrayList<>(Arrays.asList(
                null,
                "",
                "1",
                "milk",
                "n1",
                0L,
                1L,
                -1L,
                Long.MAX_VALUE,
                new BigInteger("99999999999999999999"),
                0.5,
                Double.NaN,
                true,
                List.of(),
                List.of("1"),
                List.of("1", "r1"),
                List.of("1", "r1"),
                List.of("2", "r1"),
                List.of(1L, 2L),
                List.of("k", List.of("1", "2")),
                Arrays.asList(null, null),
                List.of("x", "r2"),
                Map.of(),
                Map.of("node", "n1", "incarnation", 1L),
                Map.of("node", 1L, "incarnation", "1")));
        values.add(map("elements", List.of("milk"), "count", 1L));
        values.add(map("elements", Arrays.asList(null, 1L), "count", -1L));
        values.add(map("elements", "milk", "count", null));
        values.add(map("balance", 1L, "posted", List.of("r1")));
        values.add(map("balance", 1L, "posted", Arrays.asList("r1", null, 7L)));
        values.add(map("balance", 2.5, "posted", List.of("r1", "r1")));
        values.add(map("balance", null, "posted", null));
        values.add(map("k", "1", 1L, 1L));
        values.add(map(1L, 2L, null, 3L));
        return values;
    }

    private static Map<Object, Object> map(Object first, Object one, Object second, Object other) {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put(first, one);
        map.put(second, other);
        return map;
    }

    /** A history of so many operations, some of which overlap and some of which do not end. */
    public static History draw(SplittableRandom random, int operations) {
        long[] nanos = {0};
        Recorder recorder = new Recorder(() -> nanos[0] += 1_000_000);
        List<Event> open = new ArrayList<>();
        // One or a few functions of one protocol get past what refuses the rest.
        List<String> functions = random.nextBoolean()
                ? FUNCTIONS
                : List.of(draw(FUNCTIONS, random), draw(FUNCTIONS, random), draw(FUNCTIONS, random));
        List<Object> keys = random.nextBoolean() ? Arrays.asList("k", "k", null) : VALUES;
        for (int process = 0; process < operations; process++) {
            open.add(recorder.invoke(process, draw(functions, random), draw(keys, random), draw(VALUES, random)));
            while (!open.isEmpty() && random.nextInt(3) > 0) {
                complete(recorder, open.remove(random.nextInt(open.size())), random);
            }
        }
        return recorder.history();
    }

    private static void complete(Recorder recorder, Event invocation, SplittableRandom random) {
        Event.Type type = draw(List.of(Event.Type.OK, Event.Type.OK, Event.Type.FAIL, Event.Type.INFO), random);
        Object value = random.nextInt(3) == 0 ? draw(VALUES, random) : invocation.value();
        recorder.complete(invocation, type, value, type == Event.Type.OK ? null : "why not");
    }

    private static <T> T draw(List<T> from, SplittableRandom random) {
        return from.get(random.nextInt(from.size()));
    }
}
