package dsc.workbench.simulation;

import java.util.PriorityQueue;

/** Virtual time, and what is due when. Time passes only from one due entry to the next. */
final class Agenda {

    /** Something due at a moment; what is due at the same moment happens in the order in which it was put down. */
    static final class Entry implements Comparable<Entry> {
        private final long atNanos;
        private final long number;
        private Runnable action;

        private Entry(long atNanos, long number, Runnable action) {
            this.atNanos = atNanos;
            this.number = number;
            this.action = action;
        }

        /** Returns whether it was still to come. */
        boolean cancel() {
            boolean toCome = action != null;
            action = null;
            return toCome;
        }

        boolean isOver() {
            return action == null;
        }

        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(atNanos, other.atNanos);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private long nowNanos;
    private long count;

    long nowNanos() {
        return nowNanos;
    }

    Entry at(long atNanos, Runnable action) {
        Entry entry = new Entry(Math.max(atNanos, nowNanos), count++, action);
        entries.add(entry);
        return entry;
    }

    Entry after(long delayNanos, Runnable action) {
        return at(later(nowNanos, delayNanos), action);
    }

    /** {@code nanos} after a moment; what is too far off to be counted never comes. */
    static long later(long momentNanos, long nanos) {
        return nanos > Long.MAX_VALUE - momentNanos ? Long.MAX_VALUE : momentNanos + nanos;
    }

    /** When the next entry is due, or {@link Long#MAX_VALUE}. */
    long nextNanos() {
        // Most timers are cancelled before they are due, such as election timeouts.
        while (!entries.isEmpty() && entries.peek().isOver()) {
            entries.poll();
        }
        return entries.isEmpty() ? Long.MAX_VALUE : entries.peek().atNanos;
    }

    /** Lets time pass until {@code atNanos}, or carries out the one entry that is due by then. */
    void runUntil(long atNanos) {
        if (nextNanos() > atNanos) {
            passUntil(atNanos);
            return;
        }
        Entry next = entries.poll();
        passUntil(next.atNanos);
        Runnable action = next.action;
        next.cancel();
        action.run();
    }

    /** Lets time pass until {@code atNanos}, before which nothing is due. */
    void passUntil(long atNanos) {
        nowNanos = Math.max(nowNanos, atNanos);
    }

    /** Forgets everything and begins again at 0. */
    void clear() {
        entries.clear();
        nowNanos = 0;
        count = 0;
    }
}
