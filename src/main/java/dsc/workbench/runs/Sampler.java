package dsc.workbench.runs;

import dsc.workbench.history.Recorder;
import dsc.workbench.nodes.LocalCluster;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.report.RunRecord.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks every node now and then what it is, and keeps what differs from its answer before. */
public final class Sampler {

    /** A long run is drawn no finer than its page is wide; and memory does not grow with its length. */
    private static final int SAMPLES_MAX = 12_000;

    private final LocalCluster cluster;
    private final Recorder recorder;
    private final Duration interval;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final List<Sample> samples = new ArrayList<>();
    private final Map<NodeId, Sample> latest = new TreeMap<>();
    private final List<Thread> threads = new ArrayList<>();

    public Sampler(LocalCluster cluster, Recorder recorder, Duration interval) {
        this.cluster = cluster;
        this.recorder = recorder;
        this.interval = interval;
    }

    public void start() {
        cluster.nodes().forEach(this::add);
    }

    /** Asks {@code node} as well from now on. */
    public synchronized void add(NodeId node) {
        threads.add(Thread.ofVirtual().name("sampler-" + node).start(() -> watch(node)));
    }

    public void stop() throws InterruptedException {
        stopped.countDown();
        for (Thread thread : watching()) {
            thread.join();
        }
    }

    private synchronized List<Thread> watching() {
        return List.copyOf(threads);
    }

    public synchronized List<Sample> samples() {
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
            if (samples.size() > SAMPLES_MAX) {
                List<Sample> thinned = thinned(samples);
                samples.clear();
                samples.addAll(thinned);
            }
        }
    }

    /** Half as many of those in which a node's role and term are as before; all in which they are not. */
    static List<Sample> thinned(List<Sample> samples) {
        List<Sample> kept = new ArrayList<>();
        Map<String, Sample> before = new TreeMap<>();
        Set<String> spared = new TreeSet<>();
        for (Sample sample : samples) {
            Sample last = before.put(sample.node(), sample);
            boolean news = last == null || !last.role().equals(sample.role()) || last.term() != sample.term();
            if (news || spared.remove(sample.node())) {
                kept.add(sample);
            } else {
                spared.add(sample.node());
            }
        }
        return kept;
    }
}
