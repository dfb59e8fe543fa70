package dsc.workbench.simulation;

import java.util.Locale;

/**
 * One thing that happened in a world.
 *
 * @param atNanos virtual time since the world began
 * @param place the node or client at which it happened, or null
 * @param peer the other node or client of a message, or null
 * @param type the message's type, such as {@code AppendEntries}; for other kinds a word to filter by, or null
 * @param text all of it, in a line
 * @param message the number of the message, which its sending and its arrival share, or -1
 * @param state the state of the node after it, in a line; null where it did not change
 */
public record Step(
        long atNanos, Kind kind, String place, String peer, String type, String text, long message, String state) {

    /** What kind of thing happened. */
    public enum Kind {
        SEND,
        RECEIVE,
        LOSE,
        HANDLE,
        PERSIST,
        START,
        CRASH,
        PAUSE,
        RESUME,
        INVOKE,
        COMPLETE,
        FAULT,
        HEAL,
        VIOLATION
    }

    Step withState(String state) {
        return new Step(atNanos, kind, place, peer, type, text, message, state);
    }

    /** A line of a trace: the same on every machine. */
    @Override
    public String toString() {
        String where = place == null ? "-" : place;
        String other = peer == null
                ? ""
                : switch (kind) {
                    case RECEIVE, LOSE -> " from " + peer;
                    default -> " to " + peer;
                };
        return String.format(
                Locale.ROOT,
                "%13.6f  %-4s %-9s%s%s%s%s",
                atNanos / 1e9,
                where,
                kind,
                message < 0 ? "" : " #" + message,
                other,
                text == null || text.isEmpty() ? "" : " " + text,
                state == null ? "" : "  → " + state);
    }
}
