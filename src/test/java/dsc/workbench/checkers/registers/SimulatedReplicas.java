package dsc.workbench.checkers.registers;

import dsc.workbench.checkers.registers.SessionGuarantees.Guarantee;
import dsc.workbench.history.Event;
import dsc.workbench.history.Event.Type;
import dsc.workbench.history.History;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Replicas of registers that keep some model, and sessions that ask any of them. Each observation is made at a set of
 * writes that is drawn, as far as the model lets it, and sees the newest by their stamps.
 */
final class SimulatedReplicas {

    /** How often a write's outcome stays unknown; half of these take effect. Its client goes on as another process. */
    private static final double UNKNOWN_SHARE = 0.03;

    private static final int STAMP_GAP_MAX = 3;

    /**
     * A write.
     *
     * @param brought the numbers of the writes that are wherever it is
     */
    record Write(int number, int key, String value, long stamp, BitSet brought) {}

    /** What a client has done, and what it depends on. */
    private static final class Session {
        private final long process;
        private final BitSet written = new BitSet();
        private final BitSet seen = new BitSet();

        /** The length of the log that it has seen, where there is one. */
        private int position;

        Session(long process) {
            this.process = process;
        }
    }

    private final SplittableRandom random;
    private final Set<Guarantee> guarantees;
    private final boolean oneLog;
    private final int keys;
    private final List<Session> sessions = new ArrayList<>();
    private final List<Write> writes = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private long processes;
    private long serial;

    private SimulatedReplicas(
            SplittableRandom random, Set<Guarantee> guarantees, boolean oneLog, int sessions, int keys) {
        this.random = random;
        this.guarantees = guarantees;
        this.oneLog = oneLog;
        this.keys = keys;
        while (this.sessions.size() < sessions) {
            this.sessions.add(new Session(processes++));
        }
    }

    /** Replicas of one log, of which each session sees a prefix that only grows: sequentially consistent. */
    static SimulatedReplicas sequential(SplittableRandom random, int sessions, int keys) {
        return new SimulatedReplicas(random, EnumSet.noneOf(Guarantee.class), true, sessions, keys);
    }

    /** Replicas that keep some guarantees: with all of them, causal ones. */
    static SimulatedReplicas keeping(SplittableRandom random, Set<Guarantee> guarantees, int sessions, int keys) {
        return new SimulatedReplicas(random, guarantees, false, sessions, keys);
    }

    /** Does so many operations, one after the other. */
    SimulatedReplicas operate(int operations) {
        for (int at = 0; at < operations; at++) {
            int client = random.nextInt(sessions.size());
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> write(client);
                case 4, 5 -> read(sessions.get(client), random.nextInt(keys));
                default -> snapshot(sessions.get(client));
            }
        }
        return this;
    }

    private void write(int client) {
        Session session = sessions.get(client);
        int key = random.nextInt(keys);
        String value = "v" + serial++;
        boolean unknown = random.nextDouble() < UNKNOWN_SHARE;
        add(session.process, "write", "k" + key, value, unknown ? Type.INFO : Type.OK, value);
        if (!unknown || random.nextBoolean()) {
            BitSet brought = new BitSet();
            if (guarantees.contains(Guarantee.MONOTONIC_WRITES)) {
                brought.or(session.written);
            }
            if (guarantees.contains(Guarantee.WRITES_FOLLOW_READS)) {
                brought.or(session.seen);
            }
            BitSet all = closed(brought);
            long stamp = 1
                    + all.stream()
                            .mapToLong(number -> writes.get(number).stamp())
                            .max()
                            .orElse(0)
                    + random.nextInt(STAMP_GAP_MAX);
            session.written.set(writes.size());
            writes.add(new Write(writes.size(), key, value, stamp, all));
            session.position = writes.size();
        }
        if (unknown) {
            sessions.set(client, new Session(processes++));
        }
    }

    private BitSet closed(BitSet set) {
        BitSet closed = (BitSet) set.clone();
        set.stream().forEach(number -> closed.or(writes.get(number).brought()));
        return closed;
    }

    private void read(Session session, int key) {
        Write newest = observed(session)[key];
        if (newest != null) {
            session.seen.set(newest.number());
        }
        add(session.process, "read", "k" + key, null, Type.OK, newest == null ? null : newest.value());
    }

    private void snapshot(Session session) {
        Map<Object, Object> map = new TreeMap<>();
        for (Write newest : observed(session)) {
            if (newest != null) {
                session.seen.set(newest.number());
                map.put("k" + newest.key(), newest.value());
            }
        }
        add(session.process, "snapshot", null, null, Type.OK, map);
    }

    /** The newest write of each key at some replica, or null. */
    private Write[] observed(Session session) {
        Write[] newest = new Write[keys];
        if (oneLog) {
            session.position += random.nextInt(writes.size() - session.position + 1);
            writes.subList(0, session.position).forEach(write -> newest[write.key()] = write);
            return newest;
        }
        BitSet replica = new BitSet();
        if (guarantees.contains(Guarantee.READ_YOUR_WRITES)) {
            replica.or(session.written);
        }
        if (guarantees.contains(Guarantee.MONOTONIC_READS)) {
            replica.or(session.seen);
        }
        for (int more = random.nextInt(4); more > 0 && !writes.isEmpty(); more--) {
            // Mostly a recent one.
            replica.set(writes.size() - 1 - random.nextInt(Math.min(writes.size(), 1 + random.nextInt(20))));
        }
        closed(replica).stream().mapToObj(writes::get).forEach(write -> {
            Write other = newest[write.key()];
            boolean isNewer = other == null
                    || write.stamp() > other.stamp()
                    || write.stamp() == other.stamp() && write.number() > other.number();
            newest[write.key()] = isNewer ? write : other;
        });
        return newest;
    }

    private void add(long process, String function, String key, Object argument, Type type, Object result) {
        events.add(new Event(process, Type.INVOKE, function, key, argument, Event.NO_TIME, null));
        events.add(new Event(process, type, function, key, result, Event.NO_TIME, null));
    }

    /** Whether a process can do more. */
    boolean isOpen(long process) {
        return sessions.stream().anyMatch(session -> session.process == process);
    }

    History history() {
        return History.of(events);
    }

    /** The history, and then a read by a process that is open. */
    History withRead(long process, Object key, Object value) {
        int size = events.size();
        add(process, "read", (String) key, null, Type.OK, value);
        History history = history();
        events.subList(size, events.size()).clear();
        return history;
    }

    /** The history, and then a snapshot by a new process. */
    History withSnapshot(Map<?, ?> values) {
        int size = events.size();
        add(processes, "snapshot", null, null, Type.OK, values);
        History history = history();
        events.subList(size, events.size()).clear();
        return history;
    }
}
