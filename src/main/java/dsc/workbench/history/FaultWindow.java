package dsc.workbench.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The time in which a fault, or something else that was done to a cluster, was in force. A guarantee that holds outside
 * of faults, or within some time after them, is checked by these.
 *
 * @param kind what was done, such as {@code kill}, as the command line writes it
 * @param nodes the nodes it concerned; for a cut, one side; empty where nobody wrote them down
 * @param others the other side of a cut; otherwise empty
 * @param direction which messages between the two sides it concerned: {@link #BOTH}, {@link #FROM_NODES} or
 *     {@link #TO_NODES}
 * @param fromNanos when it began, in nanoseconds since the history began
 * @param toNanos when it was over, in nanoseconds since the history began; the end of the history if it never was
 */
public record FaultWindow(
        String kind, List<String> nodes, List<String> others, String direction, long fromNanos, long toNanos) {

    /** Messages in both directions. */
    public static final String BOTH = "both";

    /** Messages that {@link #nodes} send. */
    public static final String FROM_NODES = "from-nodes";

    /** Messages that are sent to {@link #nodes}. */
    public static final String TO_NODES = "to-nodes";

    /** The kind of the time from when a node was downed, by the split-brain resolver, until it was back. */
    public static final String DOWNED = "downed";

    public FaultWindow {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(direction, "direction");
        nodes = List.copyOf(nodes);
        others = List.copyOf(others);
        if (toNanos < fromNanos) {
            throw new IllegalArgumentException("a fault window must not end before it begins: " + kind);
        }
    }

    /** Whether the fault was in force at some moment from {@code fromNanos} to {@code toNanos}, both included. */
    public boolean overlaps(long fromNanos, long toNanos) {
        return this.fromNanos <= toNanos && fromNanos <= this.toNanos;
    }

    /** Whether the fault concerned {@code node}, on either side of a cut. */
    public boolean concerns(String node) {
        return nodes.contains(node) || others.contains(node);
    }

    /** A fault that has begun. */
    private record Begun(FaultNote note, long atNanos) {

        boolean isEndedBy(FaultNote end) {
            boolean sameNodes = end.nodes().isEmpty()
                    || note.nodes().isEmpty()
                    || note.nodes().equals(end.nodes()) && note.direction().equals(end.direction());
            return note.kind().equals(end.kind()) && sameNodes;
        }

        FaultWindow until(long nanos) {
            return new FaultWindow(
                    note.kind(), note.nodes(), note.others(), note.direction(), atNanos, Math.max(atNanos, nanos));
        }
    }

    /** See {@link History#faultWindows()}. */
    static List<FaultWindow> of(List<Event> events) {
        // A window takes its place when it begins, and its end once that is known.
        List<FaultWindow> windows = new ArrayList<>();
        List<Begun> begun = new ArrayList<>();
        long lastNanos = Event.NO_TIME;
        for (Event event : events) {
            lastNanos = Math.max(lastNanos, event.timeNanos());
            FaultNote note = FaultNote.of(event).orElse(null);
            if (note == null) {
                continue;
            }
            if (!FaultNote.ends(event)) {
                begun.add(new Begun(note, event.timeNanos()));
                windows.add(null);
                continue;
            }
            for (int at = 0; at < begun.size(); at++) {
                if (windows.get(at) == null && begun.get(at).isEndedBy(note)) {
                    windows.set(at, begun.get(at).until(event.timeNanos()));
                    break;
                }
            }
        }
        for (int at = 0; at < begun.size(); at++) {
            if (windows.get(at) == null) {
                windows.set(at, begun.get(at).until(lastNanos));
            }
        }
        return List.copyOf(windows);
    }
}
