package dsc.workbench.faults;

import dsc.workbench.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/**
 * Nodes in memory that keep the counters of live ones. Whenever someone looks at all counters, from the first running
 * node to the last, every running node has sent {@link #MESSAGES} messages to every other just before.
 */
public class FakeCluster implements Controls {

    static final int MESSAGES = 10;
    private static final long NOW_MILLIS = 1_800_000_000_000L;

    /** A node was told what ails its links. */
    record Told(NodeId node, long incarnation, Map<NodeId, LinkFault> faults) {}

    private static final class FakeNode {
        private boolean alive = true;
        private boolean stopped;
        private long incarnation = 1;
        private long clockOffsetMillis;
        private Map<NodeId, LinkFault> faults = Map.of();
        private final Map<NodeId, FakeLink> links = new TreeMap<>();
    }

    private static final class FakeLink {
        private long sent;
        private long lost;
        private long duplicated;
        private long delayed;
        private long peerIncarnation;
        private long received;
    }

    private final Map<NodeId, FakeNode> nodes = new TreeMap<>();
    private final List<String> actions = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();

    /** Opens when someone finds a node away. */
    final CountDownLatch foundAway = new CountDownLatch(1);

    Optional<NodeId> leader = Optional.empty();
    boolean leaky;
    boolean silent;
    boolean clockThatCannotBeSet;

    /** Nodes that are to leave have to be killed. */
    boolean stubborn;

    /** How much a node has stored. */
    ErasedDisk stored = new ErasedDisk(OptionalLong.of(12), 0);

    /** In how many percent of the looks a node is stopped that is to limp. */
    int stoppedPercent = 81;

    /** As Artery's test mode: who may not send to a node hears nothing from it either. */
    boolean deafWhereMute;

    public FakeCluster(int count) {
        IntStream.rangeClosed(1, count).forEach(number -> nodes.put(node(number), new FakeNode()));
        nodes.forEach((id, node) -> nodes.keySet().stream()
                .filter(peer -> !peer.equals(id))
                .forEach(peer -> node.links.put(peer, new FakeLink())));
    }

    static NodeId node(int number) {
        return new NodeId("n" + number);
    }

    synchronized List<String> actions() {
        return List.copyOf(actions);
    }

    synchronized List<Told> told() {
        return List.copyOf(told);
    }

    /** What ails the links of running nodes now; empty when all is well. */
    synchronized Map<NodeId, Map<NodeId, LinkFault>> ailing() {
        Map<NodeId, Map<NodeId, LinkFault>> ailing = new TreeMap<>();
        nodes.forEach((id, node) -> {
            if (node.alive && !node.faults.isEmpty()) {
                ailing.put(id, node.faults);
            }
        });
        return ailing;
    }

    /** As if an earlier fault had lost that many messages. */
    synchronized void lostBefore(NodeId from, long messages) {
        nodes.get(from).links.values().forEach(link -> link.lost += messages);
    }

    @Override
    public synchronized List<NodeId> nodes() {
        return List.copyOf(nodes.keySet());
    }

    @Override
    public synchronized boolean isRunning(NodeId id) {
        FakeNode node = nodes.get(id);
        if (!node.alive || node.stopped) {
            foundAway.countDown();
        }
        return node.alive && !node.stopped;
    }

    @Override
    public Optional<NodeId> leader() {
        return leader;
    }

    @Override
    public synchronized int kill(NodeId id) throws FaultFailedException, InterruptedException {
        actions.add("kill " + id);
        nodes.get(id).alive = false;
        return 137;
    }

    @Override
    public synchronized ErasedDisk eraseDisk(NodeId id) throws FaultFailedException, InterruptedException {
        actions.add("erase " + id);
        return stored;
    }

    @Override
    public synchronized boolean stop(NodeId id) throws FaultFailedException, InterruptedException {
        actions.add("stop " + id);
        nodes.get(id).alive = false;
        return !stubborn;
    }

    @Override
    public synchronized void restart(List<NodeId> ids) throws FaultFailedException, InterruptedException {
        for (NodeId id : ids) {
            actions.add("restart " + id);
            FakeNode node = nodes.get(id);
            node.alive = true;
            node.incarnation++;
            node.faults = Map.of();
            node.clockOffsetMillis = 0;
            node.links.replaceAll((peer, link) -> new FakeLink());
        }
    }

    @Override
    public synchronized void pause(NodeId id) throws FaultFailedException, InterruptedException {
        actions.add("pause " + id);
        nodes.get(id).stopped = true;
    }

    @Override
    public synchronized void limp(NodeId id) throws FaultFailedException, InterruptedException {
        actions.add("limp " + id);
    }

    @Override
    public int stoppedPercent(NodeId id) {
        return stoppedPercent;
    }

    @Override
    public synchronized void resume(NodeId id) throws FaultFailedException, InterruptedException {
        actions.add("resume " + id);
        nodes.get(id).stopped = false;
    }

    @Override
    public synchronized Map<NodeId, LinkReport> setLinks(NodeId id, Map<NodeId, LinkFault> faults)
            throws FaultFailedException, InterruptedException {
        FakeNode node = awake(id);
        node.faults = Map.copyOf(faults);
        told.add(new Told(id, node.incarnation, node.faults));
        return report(node);
    }

    @Override
    public synchronized Map<NodeId, LinkReport> links(NodeId id) throws FaultFailedException, InterruptedException {
        FakeNode node = awake(id);
        boolean first =
                nodes.keySet().stream().filter(this::isRunning).findFirst().equals(Optional.of(id));
        if (first && !silent) {
            nodes.keySet().forEach(this::send);
        }
        return report(node);
    }

    @Override
    public synchronized void setClock(NodeId id, long offsetMillis) throws FaultFailedException, InterruptedException {
        FakeNode node = awake(id);
        if (node.clockOffsetMillis != offsetMillis) {
            actions.add("clock " + id + " " + offsetMillis);
        }
        node.clockOffsetMillis = clockThatCannotBeSet ? 0 : offsetMillis;
    }

    @Override
    public synchronized ClockReading clock(NodeId id) throws FaultFailedException, InterruptedException {
        return new ClockReading(NOW_MILLIS + 1 + awake(id).clockOffsetMillis, NOW_MILLIS, NOW_MILLIS + 2);
    }

    @Override
    public synchronized NodeId transferLeadership(NodeId target) throws FaultFailedException, InterruptedException {
        actions.add("transfer to " + target);
        leader = Optional.of(target);
        return target;
    }

    @Override
    public synchronized List<NodeId> removeServer(NodeId id) throws FaultFailedException, InterruptedException {
        actions.add("remove " + id);
        return nodes().stream().filter(node -> !node.equals(id)).toList();
    }

    @Override
    public synchronized List<NodeId> addServer(NodeId id) throws FaultFailedException, InterruptedException {
        actions.add("add " + id);
        return nodes();
    }

    private FakeNode awake(NodeId id) throws FaultFailedException {
        if (!isRunning(id)) {
            throw new FaultFailedException(id + " does not answer");
        }
        return nodes.get(id);
    }

    private void send(NodeId from) {
        FakeNode sender = nodes.get(from);
        if (!isRunning(from)) {
            return;
        }
        sender.links.forEach((to, link) -> {
            LinkFault fault = sender.faults.getOrDefault(to, LinkFault.NONE);
            int lost = MESSAGES * fault.lossPercent() / 100;
            int duplicated = MESSAGES * fault.duplicatePercent() / 100;
            link.lost += lost;
            link.duplicated += duplicated;
            link.sent += MESSAGES - lost + duplicated;
            link.delayed += fault.delayMaxMillis() > 0 ? MESSAGES : 0;
            boolean cutBack =
                    nodes.get(to).faults.getOrDefault(from, LinkFault.NONE).cut();
            if (isRunning(to) && (leaky || !fault.cut()) && !(deafWhereMute && cutBack)) {
                FakeLink back = nodes.get(to).links.get(from);
                back.received = link.sent;
                back.peerIncarnation = sender.incarnation;
            }
        });
    }

    private static Map<NodeId, LinkReport> report(FakeNode node) {
        Map<NodeId, LinkReport> reports = new TreeMap<>();
        node.links.forEach((peer, link) -> reports.put(
                peer,
                new LinkReport(
                        node.incarnation,
                        link.sent,
                        link.lost,
                        link.duplicated,
                        link.delayed,
                        link.peerIncarnation,
                        link.received)));
        return reports;
    }
}
