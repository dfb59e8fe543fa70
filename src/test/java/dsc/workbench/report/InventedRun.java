package dsc.workbench.report;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.history.Event;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import dsc.workbench.report.RunRecord.FaultBand;
import dsc.workbench.report.RunRecord.Figures;
import dsc.workbench.report.RunRecord.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A run that never happened: outages while a leader is chosen anew, pauses, slow stretches. */
final class InventedRun {

    private static final long MILLI = 1_000_000L;
    private static final List<String> NODES = List.of("n1", "n2", "n3");

    private final long endMillis;
    private final int clients;
    private final int keys;
    private final Random random;
    private final double pauseMillis;
    private final List<FaultBand> faults = new ArrayList<>();
    private final List<Sample> samples = new ArrayList<>();
    private final List<long[]> outages = new ArrayList<>();
    private final List<long[]> slow = new ArrayList<>();
    History history;

    InventedRun(long endMillis, int clients, int keys, long seed, double pauseMillis) {
        this.endMillis = endMillis;
        this.clients = clients;
        this.keys = keys;
        this.random = new Random(seed);
        this.pauseMillis = pauseMillis;
    }

    /** Faults in turn, and what the nodes say of themselves meanwhile. */
    void plan(int count) {
        String leader = "n1";
        long term = 1;
        Map<String, List<long[]>> silent = new HashMap<>();
        List<Object[]> leaders = new ArrayList<>();
        leaders.add(new Object[] {700L, leader, term});
        long spacing = (endMillis - 4000) / count;
        for (int at = 0; at < count; at++) {
            long from = 2000 + at * spacing + random.nextInt((int) Math.max(1, spacing / 5));
            long to = from + Math.min(spacing - 200, 700 + random.nextInt(1600));
            String before = leader;
            switch (at % 5) {
                case 0 -> {
                    faults.add(fault(
                            "kill",
                            before + " (leader)",
                            List.of(before),
                            from,
                            to,
                            true,
                            "exit status 137, back after " + (to - from) / 1000.0 + " s"));
                    silent.computeIfAbsent(before, unseen -> new ArrayList<>()).add(new long[] {from, to + 300});
                    leader = other(before);
                }
                case 1 -> {
                    String cut = before + " (leader) | "
                            + String.join(
                                    " ",
                                    NODES.stream()
                                            .filter(node -> !node.equals(before))
                                            .toList());
                    faults.add(fault("partition", cut, List.of(before), from, to, true, "41 messages dropped"));
                    leader = other(before);
                }
                case 2 -> {
                    faults.add(fault("delay", "30 ms ± 20 ms on all links", NODES, from, to, true, "median 31 ms"));
                    slow.add(new long[] {from, to});
                }
                case 3 -> {
                    String paused = other(before);
                    faults.add(fault("pause", paused, List.of(paused), from, to, true, "state T in /proc"));
                    faults.add(fault(
                            "clock",
                            before + " +800 ms",
                            List.of(before),
                            from + 300,
                            to + 400,
                            true,
                            "offset read back"));
                    silent.computeIfAbsent(paused, unseen -> new ArrayList<>()).add(new long[] {from, to});
                }
                default ->
                    faults.add(fault(
                            "partition",
                            "n2 → n3, one way",
                            List.of("n2", "n3"),
                            from,
                            to,
                            false,
                            "no message was sent on the link"));
            }
            if (!leader.equals(before)) {
                term += 1 + random.nextInt(2);
                long elected = from + 350 + random.nextInt(500);
                outages.add(new long[] {from, elected});
                leaders.add(new Object[] {elected, leader, term});
            }
        }
        sample(leaders, silent);
    }

    private void sample(List<Object[]> leaders, Map<String, List<long[]>> silent) {
        for (long at = 0; at < endMillis; at += 100) {
            long now = at;
            Object[] current = leaders.stream()
                    .filter(leader -> (long) leader[0] <= now)
                    .reduce((first, second) -> second)
                    .orElse(null);
            Object[] next = leaders.stream()
                    .filter(leader -> (long) leader[0] > now && (long) leader[0] <= now + 250)
                    .findFirst()
                    .orElse(null);
            for (String node : NODES) {
                boolean quiet =
                        silent.getOrDefault(node, List.of()).stream().anyMatch(span -> now >= span[0] && now < span[1]);
                long term = current == null ? 0 : (long) current[2];
                String role = current != null && node.equals(current[1]) ? "leader" : "follower";
                if (next != null && node.equals(next[1])) {
                    role = "candidate";
                    term = (long) next[2];
                }
                samples.add(
                        quiet
                                ? new Sample(node, at * MILLI, "silent", -1, Map.of())
                                : new Sample(node, at * MILLI, role, term, state(at)));
            }
        }
    }

    private static Map<String, String> state(long at) {
        Map<String, String> state = new LinkedHashMap<>();
        state.put("commit index", String.valueOf(at / 5));
        state.put("log length", String.valueOf(at / 5 + 2));
        return state;
    }

    private String other(String node) {
        return NODES.get((NODES.indexOf(node) + 1 + random.nextInt(2)) % 3);
    }

    private static FaultBand fault(
            String kind, String description, List<String> nodes, long from, long to, boolean confirmed, String effect) {
        return new FaultBand(kind, description, nodes, from * MILLI, to * MILLI, confirmed, effect);
    }

    private record Attempt(
            long process,
            String function,
            String key,
            Object argument,
            long start,
            long end,
            Event.Type type,
            String error) {}

    private List<Attempt> attempts() {
        List<Attempt> attempts = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            long process = client;
            double now = 300 + random.nextInt(40);
            while (now < endMillis - 400) {
                double latency = 2.2 + Math.exp(random.nextGaussian() * .55 + .6);
                double start = now;
                if (slow.stream().anyMatch(span -> start >= span[0] && start < span[1])) {
                    latency += 55 + random.nextInt(60);
                }
                if (random.nextInt(400) == 0) {
                    latency += 80 + random.nextInt(120);
                }
                Event.Type type = Event.Type.OK;
                String error = null;
                long[] outage = outages.stream()
                        .filter(span -> start > span[0] - 6 && start < span[1])
                        .findFirst()
                        .orElse(null);
                if (outage != null) {
                    int fate = random.nextInt(10);
                    if (fate < 4) {
                        latency = outage[1] - start + 5 + random.nextInt(90);
                    } else if (fate < 7) {
                        type = Event.Type.FAIL;
                        error = "no leader known to n" + (1 + random.nextInt(3));
                        latency = 15 + random.nextInt(60);
                    } else {
                        type = Event.Type.INFO;
                        error = "timeout after 1000 ms";
                        latency = 1000;
                    }
                }
                int choice = random.nextInt(10);
                String function = choice < 4 ? "read" : choice < 8 ? "write" : "cas";
                if (type == Event.Type.INFO && function.equals("read")) {
                    type = Event.Type.FAIL;
                }
                Object argument = switch (function) {
                    case "read" -> null;
                    case "write" -> (long) random.nextInt(5);
                    default -> List.of((long) random.nextInt(5), (long) random.nextInt(5));
                };
                long end = (long) ((now + latency) * MILLI);
                attempts.add(new Attempt(
                        process,
                        function,
                        "k" + (1 + random.nextInt(keys)),
                        argument,
                        (long) (now * MILLI),
                        end,
                        type,
                        error));
                if (type == Event.Type.INFO) {
                    process += clients;
                }
                now += latency + pauseMillis * (.3 + random.nextDouble() * .9);
            }
        }
        return attempts;
    }

    /** Carries the attempts out on a map, each in the middle of its time. */
    List<Event> events() {
        List<Attempt> attempts = new ArrayList<>(attempts());
        attempts.sort(Comparator.comparingLong(attempt -> (attempt.start + attempt.end) / 2));
        Map<String, Object> values = new HashMap<>();
        List<Event> events = new ArrayList<>();
        for (Attempt attempt : attempts) {
            Event.Type type = attempt.type;
            String error = attempt.error;
            Object result = attempt.argument;
            if (type != Event.Type.FAIL) {
                if (attempt.function.equals("read")) {
                    result = values.get(attempt.key);
                } else if (attempt.function.equals("write")) {
                    values.put(attempt.key, attempt.argument);
                } else if (attempt.argument instanceof List<?> pair) {
                    if (pair.getFirst().equals(values.get(attempt.key))) {
                        values.put(attempt.key, pair.getLast());
                    } else if (type == Event.Type.OK) {
                        type = Event.Type.FAIL;
                        error = "the value is " + values.get(attempt.key);
                    }
                }
            }
            events.add(new Event(
                    attempt.process,
                    Event.Type.INVOKE,
                    attempt.function,
                    attempt.key,
                    attempt.argument,
                    attempt.start,
                    null));
            events.add(new Event(attempt.process, type, attempt.function, attempt.key, result, attempt.end, error));
        }
        events.sort(Comparator.comparingLong(Event::timeNanos));
        return events;
    }

    RunRecord record(Verdict verdict, List<String> notes) {
        if (history == null) {
            history = History.of(events());
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("nodes", "3");
        parameters.put("clients", String.valueOf(clients));
        parameters.put("keys", String.valueOf(keys));
        parameters.put("duration", endMillis / 1000 + " s");
        parameters.put("rate", "200 /s");
        parameters.put("seed", "8214775501");
        parameters.put("faults", "kill, partition, delay, pause");
        parameters.put("timeout", "1 s");
        return new RunRecord(
                "raft",
                "Distributed consensus",
                "Every key behaves as if there were one copy of it (linearizability), and after the last fault ends"
                        + " operations complete again within 5 s.",
                NODES,
                parameters,
                "./dsc run raft --seed 8214775501 --clients " + clients + " --duration " + endMillis / 1000
                        + "s --faults kill,partition,delay,pause",
                verdict,
                figures(),
                Map.of(),
                history,
                faults,
                samples,
                notes);
    }

    private Figures figures() {
        double[] latencies = history.operations().stream()
                .filter(operation -> operation.outcome() == Operation.Outcome.OK)
                .mapToDouble(operation -> (operation.completion().timeNanos()
                                - operation.invocation().timeNanos())
                        / 1e6)
                .sorted()
                .toArray();
        long[] counts = new long[3];
        history.operations().forEach(operation -> counts[operation.outcome().ordinal()]++);
        return new Figures(
                counts[0],
                counts[1],
                counts[2],
                (counts[0] + counts[1]) * 1000.0 / endMillis,
                latencies[latencies.length / 2],
                latencies[latencies.length * 99 / 100],
                862.4,
                14.2);
    }
}
