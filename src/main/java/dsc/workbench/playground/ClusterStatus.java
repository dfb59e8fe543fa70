package dsc.workbench.playground;

import dsc.workbench.faults.Injection;
import dsc.workbench.nodes.LocalCluster;
import dsc.workbench.protocol.NodeId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How a cluster is, as {@code dsc status} shows it. */
public final class ClusterStatus {

    private ClusterStatus() {}

    static Map<String, Object> of(Supervisor supervisor) throws InterruptedException {
        ClusterEntry entry = supervisor.entry();
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("name", entry.name());
        status.put("scenario", entry.scenario());
        if (supervisor.spec().with() != null) {
            status.put("with", supervisor.spec().with());
        }
        status.put("journal", supervisor.spec().journal().text());
        status.put("directory", entry.directory().toString());
        status.put("supervisor", entry.pid());
        status.put("upMillis", Math.max(0, System.currentTimeMillis() - entry.startedMillis()));
        List<Map<String, Object>> nodes = new ArrayList<>();
        List<NodeId> asked = supervisor.nodes();
        // All at once: several that are silent take no longer than one.
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Map<String, Object>> answered : each.invokeAll(asked.stream()
                    .<Callable<Map<String, Object>>>map(node -> () -> node(supervisor.cluster(), node))
                    .toList())) {
                nodes.add(answered.get());
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
        status.put("nodes", nodes);
        status.put(
                "faults",
                supervisor.faults().inForce().stream().map(ClusterStatus::fault).toList());
        ManualCalls.Counts counts = supervisor.calls().counts();
        status.put("operations", Map.of("ok", counts.ok(), "failed", counts.failed(), "unknown", counts.unknown()));
        status.put("clients", Map.of("perSecond", supervisor.clients().perSecond()));
        status.put("notes", supervisor.notes());
        return status;
    }

    private static Map<String, Object> node(LocalCluster cluster, NodeId node) throws InterruptedException {
        Map<String, Object> one = new LinkedHashMap<>();
        String process = cluster.processState(node);
        one.put("node", node.value());
        one.put("process", process);
        one.put("pid", process.equals("down") ? null : cluster.pid(node));
        one.put("artery", cluster.ports(node).artery());
        one.put("http", cluster.ports(node).http());
        Optional<Map<String, Object>> state = cluster.state(node);
        one.put("state", state.orElse(null));
        return one;
    }

    private static Map<String, Object> fault(Injection injection) {
        Map<String, Object> fault = new LinkedHashMap<>();
        fault.put("kind", injection.fault().kind().toString());
        fault.put("description", injection.description());
        fault.put("sinceMillis", injection.fromNanos() / 1_000_000);
        return fault;
    }
}
