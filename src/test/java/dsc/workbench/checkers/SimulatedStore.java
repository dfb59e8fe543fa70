package dsc.workbench.checkers;

import dsc.workbench.history.Event;
import dsc.workbench.history.Event.Type;
import dsc.workbench.history.History;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * One copy of the data and clients that use it at once: each operation takes effect at one moment between its
 * invocation and its completion, so that its histories are linearizable. An operation whose client gives up takes
 * effect later or never.
 */
final class SimulatedStore {

    /** What clients ask for. */
    enum Workload {
        /** Few values, so that many writes leave the same one: reads, writes, compare-and-sets. */
        REGISTERS,
        /** Every write has a value of its own: reads and writes. */
        DISTINCT_WRITES,
        /** Strings: gets, puts, appends. */
        STRINGS
    }

    private static final int VALUES = 5;
    private static final double PUT_SHARE = 0.05;

    private final SplittableRandom random;
    private final Workload workload;
    private final int keys;
    private final Map<Object, Object> data = new HashMap<>();
    private final List<Event> events = new ArrayList<>();
    private final Running[] clients;
    private final List<Running> abandoned = new ArrayList<>();
    private long nextProcess;
    private long serial;

    private static final class Running {
        private final Event invocation;
        private boolean done;
        private boolean failed;
        private Object result;

        Running(Event invocation) {
            this.invocation = invocation;
        }
    }

    private SimulatedStore(SplittableRandom random, Workload workload, int clientCount, int keys) {
        this.random = random;
        this.workload = workload;
        this.keys = keys;
        this.clients = new Running[clientCount];
        this.nextProcess = clientCount;
        this.processes = new long[clientCount];
        for (int client = 0; client < clientCount; client++) {
            processes[client] = client;
        }
    }

    private final long[] processes;

    /**
     * @param operations how many are invoked
     * @param unknownShare how many of them end with unknown outcome, from 0 to 1
     */
    static History run(
            SplittableRandom random, Workload workload, int clients, int keys, int operations, double unknownShare) {
        SimulatedStore store = new SimulatedStore(random, workload, clients, keys);
        int invoked = 0;
        while (invoked < operations) {
            int client = random.nextInt(clients);
            if (store.clients[client] == null) {
                invoked++;
            }
            store.advance(client, unknownShare);
            if (!store.abandoned.isEmpty() && random.nextInt(50) == 0) {
                store.apply(store.abandoned.remove(random.nextInt(store.abandoned.size())));
            }
        }
        return History.of(store.events);
    }

    private void advance(int client, double unknownShare) {
        Running running = clients[client];
        if (running == null) {
            clients[client] = new Running(add(invocation(processes[client])));
        } else if (random.nextDouble() < unknownShare / 2) {
            complete(running, Type.INFO, null);
            if (!running.done) {
                abandoned.add(running);
            }
            clients[client] = null;
            processes[client] = nextProcess++;
        } else if (!running.done) {
            apply(running);
        } else {
            complete(running, running.failed ? Type.FAIL : Type.OK, running.result);
            clients[client] = null;
        }
    }

    private Event add(Event event) {
        events.add(event);
        return event;
    }

    private void complete(Running running, Type type, Object value) {
        Event begun = running.invocation;
        add(new Event(begun.process(), type, begun.function(), begun.key(), value, events.size() * 1_000_000L, null));
    }

    private Event invocation(long process) {
        Object key = "k" + random.nextInt(keys);
        String function;
        Object argument;
        int die = random.nextInt(workload == Workload.REGISTERS ? 3 : 2);
        if (workload == Workload.STRINGS) {
            function = die == 0 ? "get" : random.nextDouble() < PUT_SHARE ? "put" : "append";
            argument = die == 0 ? null : "x " + process + " " + serial++ + " y";
        } else {
            function = List.of("read", "write", "cas").get(die);
            argument = switch (die) {
                case 0 -> null;
                case 1 -> workload == Workload.DISTINCT_WRITES ? Long.valueOf(serial++) : value();
                default -> List.of(value(), value());
            };
        }
        return new Event(process, Type.INVOKE, function, key, argument, events.size() * 1_000_000L, null);
    }

    private Object value() {
        return (long) random.nextInt(VALUES);
    }

    private void apply(Running running) {
        running.done = true;
        Event event = running.invocation;
        Object before = data.get(event.key());
        running.result = event.value();
        switch (event.function()) {
            case "read" -> running.result = before;
            case "get" -> running.result = before == null ? "" : before;
            case "write", "put" -> data.put(event.key(), event.value());
            case "append" -> data.put(event.key(), (before == null ? "" : before) + (String) event.value());
            default -> {
                List<?> pair = (List<?>) event.value();
                running.failed = !Objects.equals(before, pair.get(0));
                if (!running.failed) {
                    data.put(event.key(), pair.get(1));
                }
            }
        }
    }
}
