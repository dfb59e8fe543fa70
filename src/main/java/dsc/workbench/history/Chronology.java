package dsc.workbench.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether the indices and times of a file's events agree with the order in which the file has them, which is the order
 * that checkers go by. Both may be missing, or be -1 as in Jepsen's operations that have none.
 *
 * <p>Indices grow. Times of one process never go backwards, since it takes them itself, one after the other. Times of
 * different processes may do so by less than {@link #LAG_MAX_NANOS} where every event has an index, which says that the
 * order is the recorder's: Jepsen before version 0.2 takes an event's time, and then its place in the history.
 */
final class Chronology {

    static final long LAG_MAX_NANOS = 1_000_000_000;

    private final EdnSource source;
    private final boolean indexed;
    private final Map<Long, Long> lastTimes = new HashMap<>();
    private long lastIndex = -1;
    private long lastTime = Event.NO_TIME;

    private Chronology(EdnSource source, List<EdnForm.Mapping> maps) {
        this.source = source;
        this.indexed = maps.stream().allMatch(map -> map.get("index") instanceof Long index && index >= 0);
    }

    /** @throws MalformedEdnException at the first event that stands where its index or its time says it cannot */
    static void require(EdnSource source, List<EdnForm.Mapping> maps, List<Event> events) {
        Chronology chronology = new Chronology(source, maps);
        for (int at = 0; at < maps.size(); at++) {
            chronology.add(maps.get(at), events.get(at));
        }
    }

    private void add(EdnForm.Mapping map, Event event) {
        addIndex(map);
        if (event.timeNanos() != Event.NO_TIME) {
            addTime(map, event);
        }
    }

    private void addIndex(EdnForm.Mapping map) {
        Object index = map.get("index");
        if (index == null || index.equals(-1L)) {
            return;
        }
        if (!(index instanceof Long number) || number < 0) {
            throw source.malformed(
                    map.offset(),
                    "this event's :index is not an integer from 0 on but " + EdnPrinter.print(EdnForm.plain(index)));
        }
        if (number <= lastIndex) {
            throw source.malformed(
                    map.offset(),
                    "this event has the :index " + number + ", and the event before it has " + lastIndex
                            + ": indices must grow");
        }
        lastIndex = number;
    }

    private void addTime(EdnForm.Mapping map, Event event) {
        long time = event.timeNanos();
        Long before = event.ofNemesis() ? null : lastTimes.put(event.process(), time);
        if (before != null && time < before) {
            throw source.malformed(
                    map.offset(),
                    "this event of process " + event.process() + " has the :time " + time
                            + ", and the event of that process before it has " + before + ": time goes backwards");
        }
        if (lastTime - time > (indexed ? LAG_MAX_NANOS : 0)) {
            throw source.malformed(
                    map.offset(),
                    "this event has the :time " + time + ", and an event before it has " + lastTime
                            + ": time goes backwards");
        }
        lastTime = Math.max(lastTime, time);
    }
}
