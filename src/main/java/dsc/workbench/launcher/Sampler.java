package dsc.workbench.launcher;

import dsc.workbench.history.Recorder;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.report.RunRecord.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks every node now and then what it is, and keeps what differs from its answer before. */
final class Sampler {

    private final LocalCluster cluster;
    private final Recorder recorder;
    private final Duration interval;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final List<Sample> samples = new ArrayList<>();
    private final Map<NodeId, Sample> latest = new TreeMap<>();
    private final List<Thread> threads = new ArrayList<>();

    Sampler(LocalCluster cluster, Recorder recorder, Duration interval) {
        this.cluster = cluster;
        this.recorder = recorder;
        this.interval = interval;
    }

    void start() {
        cluster.nodes().forEach(this::add);
    }

    /** Asks {@code node} as well from now on. */
    synchronized void add(NodeId node) {
        threads.add(Thread.ofVirtual().name("sampler-" + node).start(() -> watch(node)));
    }

    void stop() throws InterruptedException {
        stopped.countDown();
        for (Thread thread : watching()) {
            thread.join();
        }
    }

    private synchronized List<Thread> watching() {
        return List.copyOf(threads);
    }

    synchronized List<Sample> samples() {
        return List.copyOf(samples);
    }

    synchronized Map<NodeId, Sample> latest() {
        return new TreeMap<>(latest);
    }

    private void watch(NodeId node) {
        try {
            do {
                Optional<Map<String, Object>> state = cluster.state(node);
                add(node, sample(node, state));
            } while (!stopped.await(interval.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Sample sample(NodeId node, Optional<Map<String, Object>> state) {
        long now = recorder.elapsedNanos();
        if (state.isEmpty()) {
            return new Sample(node.value(), now, "silent", -1, Map.of());
        }
        Map<String, String> rest = new LinkedHashMap<>();
        state.get().forEach((name, value) -> {
            if (!List.of("node", "role", "term").contains(name) && value != null) {
                rest.put(name, value.toString());
            }
        });
        String role = String.valueOf(state.get().get("role"));
        return new Sample(node.value(), now, role, ((Number) state.get().get("term")).longValue(), rest);
    }

    private synchronized void add(NodeId node, Sample sample) {
        Sample before = latest.put(node, sample);
        boolean same = before != null
                && sample.role().equals(before.role())
                && sample.term() == before.term()
                && sample.state().equals(before.state());
        if (!same) {
            samples.add(sample);
        }
    }
}
