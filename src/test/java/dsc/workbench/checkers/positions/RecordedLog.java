package dsc.workbench.checkers.positions;

import dsc.workbench.history.Event;
import dsc.workbench.history.Recorder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/** A log whose servers lag behind, with five clients that carry what they have seen. */
final class RecordedLog {

    private RecordedLog() {}

    /**
     * The events of a run.
     *
     * @param linearizable whether a read is served by a server that lags behind no further than it was then
     */
    static List<Event> draw(SplittableRandom random, int operations, boolean linearizable) {
        long[] now = {0};
        Recorder recorder = new Recorder(() -> now[0]++);
        List<Map<String, String>> states = new ArrayList<>(List.of(Map.of()));
        int clients = 5;
        Event[] open = new Event[clients];
        long[] seen = new long[clients];
        long[] process = new long[clients];
        int[] begunAt = new int[clients];
        Arrays.setAll(process, client -> client);
        for (int at = 0; at < operations; ) {
            int client = random.nextInt(clients);
            String key = "k" + random.nextInt(3);
            if (open[client] == null) {
                at++;
                String value = "" + random.nextInt(4);
                begunAt[client] = states.size() - 1;
                open[client] = switch (random.nextInt(4)) {
                    case 0 -> recorder.invoke(process[client], "write", key, value);
                    case 1 ->
                        recorder.invoke(
                                process[client],
                                "cas",
                                key,
                                Arrays.asList(states.getLast().get(key), value));
                    default -> recorder.invoke(process[client], "read", key, null);
                };
                continue;
            }
            Event event = open[client];
            open[client] = null;
            key = (String) event.key();
            String found = states.getLast().get(key);
            if (event.function().equals("read")) {
                long least = linearizable ? Math.max(begunAt[client], seen[client]) : seen[client];
                seen[client] = random.nextLong(least, states.size());
                Object value = states.get((int) seen[client]).get(key);
                recorder.complete(event, Event.Type.OK, Arrays.asList(value, seen[client]), null);
                continue;
            }
            Object argument = event.value();
            if (argument instanceof List<?> pair && !Objects.equals(pair.getFirst(), found)) {
                recorder.complete(event, Event.Type.FAIL, argument, "mismatch");
                continue;
            }
            String value = (String) (argument instanceof List<?> pair ? pair.getLast() : argument);
            boolean unknown = random.nextInt(20) == 0;
            if (!unknown || random.nextBoolean()) {
                Map<String, String> next = new HashMap<>(states.getLast());
                next.put(key, value);
                states.add(next);
            }
            if (unknown) {
                recorder.complete(event, Event.Type.INFO, argument, "no answer");
                process[client] += clients;
                seen[client] = 0;
            } else {
                seen[client] = states.size() - 1;
                recorder.complete(event, Event.Type.OK, Arrays.asList(value, seen[client]), null);
            }
        }
        return recorder.history().events();
    }
}
