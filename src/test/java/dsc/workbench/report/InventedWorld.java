package dsc.workbench.report;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.report.RunRecord.FaultBand;
import dsc.workbench.report.WorldRecord.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * A world of any size, which looks like a replicated log under faults and is none: leaders follow each other in turn.
 */
final class InventedWorld {

    private static final List<String> NODES = List.of("n1", "n2", "n3", "n4", "n5");
    private static final List<String> CLIENTS = List.of("c1", "c2", "c3", "c4");
    private static final long MILLI = 1_000L;

    private record Due(long micros, long number, Runnable what) {}

    private final Random random;
    private final int steps;
    private final WorldStory story = new WorldStory();
    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(Comparator.comparingLong(Due::micros).thenComparingLong(Due::number));
    private final List<FaultBand> faults = new ArrayList<>();
    private final boolean[] down = new boolean[NODES.size()];
    private final int[] logs = new int[NODES.size()];
    private long now;
    private long events;
    private int term;
    private int leader = -1;
    private int cut = -1;
    private boolean slow;

    private InventedWorld(long seed, int steps) {
        this.random = new Random(seed);
        this.steps = steps;
    }

    static WorldRecord record(long seed, int steps, boolean broken) {
        InventedWorld world = new InventedWorld(seed, steps);
        world.run();
        int violation = -1;
        if (broken) {
            world.story
                    .at(world.now)
                    .step(Kind.VIOLATION, "n2", "log mismatch", "entry 412 of term 9 differs from that of n4", null);
            violation = world.story.size() - 1;
            world.runOn(steps / 20);
        }
        Map<String, Long> sometimes = new LinkedHashMap<>();
        sometimes.put("a leader is elected", (long) world.term);
        sometimes.put("two candidates split the votes", 0L);
        sometimes.put("a follower's log is shortened", 12L);
        return new WorldRecord(
                "raft",
                "Distributed consensus",
                "Every key behaves as one copy (linearizability).",
                NODES,
                CLIENTS,
                Map.of("seed", String.valueOf(seed)),
                "./dsc world raft --seed " + seed,
                Long.toHexString(seed * 0x9E3779B97F4A7C15L),
                broken
                        ? Verdict.invalid("Two nodes applied different entries at one index.")
                        : Verdict.valid("Every key's history has an order that a single copy could have executed."),
                world.story.steps(),
                violation,
                world.faults,
                sometimes,
                List.of());
    }

    private void run() {
        for (String node : NODES) {
            story.at(0).step(Kind.START, node, null, "recovered 0 events", "follower, term 0, log 0");
        }
        after(3 * MILLI, this::elect);
        after(20 * MILLI, this::beat);
        after(200 * MILLI, this::fault);
        CLIENTS.forEach(client -> after(30 * MILLI + random.nextInt(5_000), () -> invoke(client, 1)));
        runOn(steps);
    }

    private void runOn(int more) {
        int until = story.size() + more;
        while (story.size() < until) {
            Due due = queue.poll();
            now = due.micros;
            story.at(now);
            due.what.run();
        }
    }

    private void after(long micros, Runnable what) {
        queue.add(new Due(now + micros, events++, what));
    }

    private long delay() {
        return (slow ? 8_000 : 300) + (long) (random.nextGaussian(600, 200) * (slow ? 10 : 1)) % 20_000;
    }

    private String state(int node) {
        return (node == leader ? "leader" : "follower") + ", term " + term + ", log " + logs[node];
    }

    /** Sends; what then happens at the receiver is the caller's. */
    private void send(String from, String to, String type, String text, Runnable arrived) {
        long message = story.send(from, to, type, text);
        after(Math.max(50, delay()), () -> {
            int receiver = NODES.indexOf(to);
            boolean lost = receiver >= 0 && down[receiver];
            boolean parted = cut >= 0 && (from.equals(NODES.get(cut)) != to.equals(NODES.get(cut)));
            if (lost || parted || random.nextInt(200) == 0) {
                story.lose(message, lost ? to + " is down" : parted ? "partition" : "by chance");
            } else {
                story.receive(message, receiver < 0 ? null : state(receiver));
                arrived.run();
            }
        });
    }

    private void elect() {
        term++;
        leader = (term * 3 + random.nextInt(2)) % NODES.size();
        if (down[leader] || leader == cut) {
            leader = (leader + 1) % NODES.size();
        }
        String node = NODES.get(leader);
        story.step(
                Kind.HANDLE,
                node,
                "ElectionTimeout",
                "ElectionTimeout[]",
                "candidate, term " + term + ", log " + logs[leader]);
        story.step(Kind.PERSIST, node, "Voted", "Voted[term=" + term + ", for=" + node + "]", null);
        for (String other : NODES) {
            if (!other.equals(node)) {
                send(
                        node,
                        other,
                        "RequestVote",
                        "RequestVote[term=" + term + "]",
                        () -> send(other, node, "Vote", "Vote[term=" + term + ", granted]", () -> {}));
            }
        }
        if (random.nextInt(6) > 0) {
            after(900 * MILLI + random.nextInt(400_000), this::elect);
        } else {
            after(25 * MILLI, this::elect);
        }
    }

    private void beat() {
        if (!down[leader]) {
            story.step(Kind.HANDLE, NODES.get(leader), "HeartbeatDue", "HeartbeatDue[]", state(leader));
            replicate(leader, 0);
        }
        after(50 * MILLI, this::beat);
    }

    private void replicate(int from, int entries) {
        String node = NODES.get(from);
        String text = "AppendEntries[term=" + term + ", previous=" + logs[from] + ", entries=" + entries + "]";
        for (int to = 0; to < NODES.size(); to++) {
            if (to == from) {
                continue;
            }
            String other = NODES.get(to);
            int follower = to;
            send(node, other, "AppendEntries", text, () -> {
                if (entries > 0) {
                    logs[follower] += entries;
                    story.step(
                            Kind.PERSIST,
                            other,
                            "Appended",
                            "Appended[index=" + logs[follower] + ", term=" + term + "]",
                            state(follower));
                }
                send(
                        other,
                        node,
                        "AppendAnswer",
                        "AppendAnswer[term=" + term + ", match=" + logs[follower] + "]",
                        () -> {});
            });
        }
    }

    private void invoke(String client, int number) {
        boolean write = random.nextBoolean();
        String text =
                (write ? "write k" : "read k") + (1 + random.nextInt(3)) + (write ? " " + random.nextInt(100) : "");
        story.step(Kind.INVOKE, client, write ? "write" : "read", text, null);
        boolean[] answered = {false};
        int asked = leader;
        send(client, NODES.get(asked), write ? "Write" : "Read", text + " #" + number, () -> {
            if (write) {
                logs[asked]++;
                story.step(
                        Kind.PERSIST,
                        NODES.get(asked),
                        "Appended",
                        "Appended[index=" + logs[asked] + ", term=" + term + "]",
                        state(asked));
                replicate(asked, 1);
            }
            after(
                    write ? 3_000 : 100,
                    () -> send(NODES.get(asked), client, "Ok", text + " → ok", () -> {
                        if (answered[0]) {
                            return;
                        }
                        answered[0] = true;
                        story.step(Kind.COMPLETE, client, "ok", text + " → ok", null);
                        after(1_000 + random.nextInt(9_000), () -> invoke(client, number + 1));
                    }));
        });
        after(400 * MILLI, () -> {
            if (!answered[0]) {
                answered[0] = true;
                story.step(Kind.COMPLETE, client, "unknown", text + " → no answer", null);
                after(1_000, () -> invoke(client, number + 1));
            }
        });
    }

    private void fault() {
        int node = random.nextInt(NODES.size());
        String name = NODES.get(node);
        long length = 60 * MILLI + random.nextInt(300_000);
        switch (random.nextInt(3)) {
            case 0 -> {
                begin("kill", name, name, length);
                down[node] = true;
                story.step(Kind.CRASH, name, "crash", "killed", null);
                after(length, () -> {
                    down[node] = false;
                    story.step(Kind.START, name, "start", "recovered " + logs[node] + " events", state(node));
                });
            }
            case 1 -> {
                begin("partition", name + " | the others", name, length);
                cut = node;
                after(length, () -> cut = -1);
            }
            default -> {
                begin("delay", "all links", name, length);
                slow = true;
                after(length, () -> slow = false);
            }
        }
        after(length + 200 * MILLI + random.nextInt(600_000), this::fault);
    }

    private void begin(String kind, String description, String node, long length) {
        story.step(Kind.FAULT, null, kind, kind + " " + description, null);
        after(length, () -> story.step(Kind.HEAL, null, kind, kind + " " + description + " ends", null));
        faults.add(new FaultBand(
                kind, description, List.of(node), now * 1_000, (now + length) * 1_000, random.nextInt(8) > 0, "seen"));
    }
}
