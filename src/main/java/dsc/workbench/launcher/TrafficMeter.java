package dsc.workbench.launcher;

import dsc.workbench.protocol.NodeId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/**
 * How much the nodes of a run send to each other. It asks now and then, since what a node has counted ends with it: of
 * one that is killed, the last moment is missing.
 */
final class TrafficMeter {

    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final LocalCluster cluster;
    private final Map<Start, NodeClient.Sent> first = new ConcurrentHashMap<>();
    private final Map<Start, NodeClient.Sent> latest = new ConcurrentHashMap<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private Thread thread;

    /** One start of a node, from which its counters begin. */
    private record Start(NodeId node, long incarnation) {}

    TrafficMeter(LocalCluster cluster) {
        this.cluster = cluster;
    }

    /** What was sent before does not count. */
    void start() throws InterruptedException {
        look();
        first.putAll(latest);
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
        }
    }

    long messages() {
        return sum(NodeClient.Sent::messages);
    }

    long bytes() {
        return sum(NodeClient.Sent::bytes);
    }

    private long sum(ToLongFunction<NodeClient.Sent> of) {
        return latest.entrySet().stream()
                .mapToLong(entry -> of.applyAsLong(entry.getValue())
                        - Optional.ofNullable(first.get(entry.getKey()))
                                .map(of::applyAsLong)
                                .orElse(0L))
                .sum();
    }
}
