package dsc.workbench.history;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.history.Event.Type;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read back as it was. */
class EdnRoundTripTest {

    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "k1",
            "txn/read",
            "x 0 1 y",
            "\"\\",
            "\n\r\t\0\b\f",
            "é→\u2028",
            "😀",
            "\ud83d",
            "\udc00\ud83d",
            ":k",
            "nil",
            "; no comment",
            "#_",
            "{",
            "1");

    @Test
    void writesJepsensForm() throws IOException {
        History history = History.of(List.of(
                new Event(0, Type.INVOKE, "read", "k1", null, 12345, null),
                new Event(Event.NEMESIS, Type.INFO, "kill", null, "n1", 12346, null),
                new Event(0, Type.INFO, "read", "k1", null, Event.NO_TIME, "timed out")));
        StringBuilder text = new StringBuilder();
        Edn.write(history, text);
        assertThat(text).hasToString("""
            {:index 0, :time 12345, :process 0, :type :invoke, :f :read, :key "k1", :value nil}
            {:index 1, :time 12346, :process :nemesis, :type :info, :f :kill, :value "n1"}
            {:index 2, :process 0, :type :info, :f :read, :key "k1", :value nil, :error "timed out"}
            """);
    }

    @Test
    void readingBackGivesAnEqualHistory(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("history.edn");
        for (long seed = 0; seed < 300; seed++) {
            History history = history(new SplittableRandom(seed));
            HistoryFile.write(history, file);
            assertThat(HistoryFile.read(file)).as("seed %d", seed).isEqualTo(history);
        }
    }

    private static History history(SplittableRandom random) {
        List<Event> events = new ArrayList<>();
        Event[] running = new Event[4];
        long[] processes = {0, 1, 2, 3};
        long time = 0;
        for (int count = random.nextInt(60); count > 0; count--) {
            int client = random.nextInt(-1, running.length);
            time += random.nextLong(1L << 40);
            if (client == Event.NEMESIS) {
                events.add(event(random, client, Type.INFO, time, text(random), value(random, 0)));
            } else if (running[client] == null) {
                running[client] = event(random, processes[client], Type.INVOKE, time, text(random), value(random, 0));
                events.add(running[client]);
            } else {
                Type type = List.of(Type.OK, Type.FAIL, Type.INFO).get(random.nextInt(3));
                Event begun = running[client];
                events.add(event(random, processes[client], type, time, begun.function(), begun.key()));
                processes[client] += type == Type.INFO ? running.length : 0;
                running[client] = null;
            }
        }
        return History.of(events);
    }

    private static Event event(
            SplittableRandom random, long process, Type type, long nanos, String function, Object key) {
        long time = random.nextBoolean() ? Event.NO_TIME : nanos;
        String error = random.nextInt(4) == 0 ? text(random) : null;
        return new Event(process, type, function, key, value(random, 0), time, error);
    }

    private static String text(SplittableRandom random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private static Object value(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth < 3 ? 15 : 12)) {
            case 0 -> null;
            case 1 -> random.nextLong();
            case 2 -> random.nextLong(10);
            case 3 -> Double.longBitsToDouble(random.nextLong());
            case 4 -> random.nextBoolean();
            case 5 -> text(random);
            case 6 -> BigInteger.valueOf(Long.MIN_VALUE).subtract(BigInteger.valueOf(random.nextInt(9) + 1));
            case 7 -> new EdnForm.Ratio(BigInteger.valueOf(random.nextLong(9) * 2 - 9), BigInteger.TWO);
            case 8 ->
                new BigDecimal(random.nextLong(1000))
                        .movePointLeft(random.nextInt(4))
                        .stripTrailingZeros();
            case 9 -> new EdnForm.Keyword("a/b");
            case 10 ->
                new EdnForm.Char(
                        List.of("a", "\n", " ", "(", "\0", "\ud83d", "😀").get(random.nextInt(7)));
            case 11 -> random.nextBoolean() ? new EdnForm.Symbol("s") : new EdnForm.Tagged("t", text(random));
            case 12 -> items(random, depth);
            case 13 -> {
                Set<Object> set = new LinkedHashSet<>(items(random, depth));
                yield set;
            }
            default -> {
                Map<Object, Object> map = new LinkedHashMap<>();
                items(random, depth).forEach(key -> map.put(key, value(random, depth + 1)));
                yield map;
            }
        };
    }

    private static List<Object> items(SplittableRandom random, int depth) {
        List<Object> items = new ArrayList<>();
        for (int count = random.nextInt(4); count > 0; count--) {
            items.add(value(random, depth + 1));
        }
        return items;
    }
}
