package dsc.workbench.history;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Takes down events as they happen. Safe for use by many threads: an event's position and time are fixed together, so
 * that an operation which completed before another was invoked stands before it.
 */
public final class Recorder {

    private final LongSupplier nanos;
    private final long startNanos;
    private final Consumer<Event> listener;
    private final List<Event> events = new ArrayList<>();

    /** Where the events are instead of in memory; null if they are in memory. */
    private final HistoryAppender written;

    /** @param nanos a monotonic clock, in nanoseconds */
    public Recorder(LongSupplier nanos) {
        this(nanos, History.of(List.of()), event -> {});
    }

    /**
     * A recording that goes on with an earlier one, as if no time had passed between the two.
     *
     * @param nanos a monotonic clock, in nanoseconds
     * @param earlier what happened before; may be empty
     * @param listener is told of every new event, in their order
     */
    public Recorder(LongSupplier nanos, History earlier, Consumer<Event> listener) {
        this(nanos, lastNanos(earlier), listener, null);
        this.events.addAll(earlier.events());
    }

    private Recorder(LongSupplier nanos, long before, Consumer<Event> listener, HistoryAppender written) {
        this.nanos = nanos;
        this.listener = listener;
        this.written = written;
        this.startNanos = nanos.getAsLong() - before;
    }

    /**
     * A recording to a file alone, whose memory does not grow with its length. What cannot be written is not in its
     * history either.
     *
     * @param nanos a monotonic clock, in nanoseconds
     * @param earlier what the file holds; may be empty
     * @param file gets every new event
     */
    public static Recorder toFile(LongSupplier nanos, History earlier, HistoryAppender file) {
        return new Recorder(nanos, lastNanos(earlier), file, file);
    }

    private static long lastNanos(History earlier) {
        return earlier.events().isEmpty() ? 0 : earlier.events().getLast().timeNanos();
    }

    /** Nanoseconds since the recording began. */
    public long elapsedNanos() {
        return nanos.getAsLong() - startNanos;
    }

    public Event invoke(long process, String function, Object key, Object argument) {
        return add(process, Event.Type.INVOKE, function, key, argument, null);
    }

    /** Ends the operation that {@code invocation} began; {@code error} may be null. */
    public Event complete(Event invocation, Event.Type type, Object value, String error) {
        return add(invocation.process(), type, invocation.function(), invocation.key(), value, error);
    }

    /** Records that a fault, or something else that is done to the cluster, begins. */
    public Event faultBegins(FaultNote note) {
        return nemesis(note.kind(), note);
    }

    /** Records that what a note of the same kind and the same nodes began is over. */
    public Event faultEnds(FaultNote note) {
        return nemesis(note.kind() + FaultNote.END, note);
    }

    private Event nemesis(String function, FaultNote note) {
        return add(Event.NEMESIS, Event.Type.INFO, function, null, note.asValue(), null);
    }

    private synchronized Event add(
            long process, Event.Type type, String function, Object key, Object value, String error) {
        Event event = new Event(process, type, function, key, value, elapsedNanos(), error);
        if (written == null) {
            events.add(event);
        }
        listener.accept(event);
        return event;
    }

    /** What was recorded until now; of a recording to a file, as it is read from there. */
    public synchronized History history() {
        return written == null ? History.of(events) : HistoryFile.read(written.file());
    }
}
