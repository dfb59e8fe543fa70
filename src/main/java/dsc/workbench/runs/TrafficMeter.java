package dsc.workbench.runs;

import dsc.workbench.nodes.LocalCluster;
import dsc.workbench.nodes.NodeClient;
import dsc.workbench.protocol.NodeId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/**
 * How much the nodes of a run send to each other, and how many events they write. It asks now and then, since what a
 * node has counted ends with it: of one that is killed, the last moment is missing.
 */
final class TrafficMeter {

    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final LocalCluster cluster;
    private final Map<Start, NodeClient.Sent> latest = new HashMap<>();
    private final Map<Start, Long> latestEvents = new HashMap<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private Thread thread;
    private long messagesBefore;
    private long bytesBefore;
    private long eventsBefore;

    /** One start of a node, from which its counters begin. */
    private record Start(NodeId node, long incarnation) {}

    TrafficMeter(LocalCluster cluster) {
        this.cluster = cluster;
    }

    /** What was sent or written before does not count. */
    void start() throws InterruptedException {
        look();
        messagesBefore = sum(NodeClient.Sent::messages);
        bytesBefore = sum(NodeClient.Sent::bytes);
        eventsBefore = sumOfEvents();
        thread = Thread.ofVirtual().name("traffic-meter").start(() -> {
            try {
                while (!stopped.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                    look();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
    }

    void stop() throws InterruptedException {
        stopped.countDown();
        thread.join();
        look();
    }

    private void look() throws InterruptedException {
        for (NodeId node : cluster.nodes()) {
            Optional<NodeClient.Sent> sent = cluster.sent(node);
            sent.ifPresent(now -> latest.put(new Start(node, now.incarnation()), now));
            cluster.written(node).ifPresent(now -> latestEvents.put(new Start(node, now.incarnation()), now.events()));
        }
    }

    /** To be asked when it was stopped. */
    long messages() {
        return sum(NodeClient.Sent::messages) - messagesBefore;
    }

    /** To be asked when it was stopped. */
    long bytes() {
        return sum(NodeClient.Sent::bytes) - bytesBefore;
    }

    /** To be asked when it was stopped. */
    long events() {
        return sumOfEvents() - eventsBefore;
    }

    private long sumOfEvents() {
        return latestEvents.values().stream().mapToLong(Long::longValue).sum();
    }

    private long sum(ToLongFunction<NodeClient.Sent> of) {
        return latest.values().stream().mapToLong(of).sum();
    }
}
