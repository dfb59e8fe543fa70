package dsc.workbench.playground;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dsc.workbench.nodes.OrphanedNodes;
import dsc.workbench.processes.ProcessStart;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A cluster that was started in the background, as any shell finds it again.
 *
 * @param name under which it was started
 * @param scenario the scenario's id
 * @param directory where its nodes, its history and its faults lie
 * @param startedMillis when it was started, in milliseconds since 1970
 * @param pid of the supervisor; 0 before it is started and once the cluster was put aside
 * @param pidStart when that process began, so that another that got its number later is not taken for it
 *     ({@link ProcessStart}); null if unknown
 * @param port of the supervisor's endpoint on 127.0.0.1, 0 until it listens
 * @param token that the endpoint asks for
 * @param failure why it could not be started; empty if it could, or may yet
 */
@JsonIgnoreProperties("pidStartedMillis") // of earlier versions, reckoned from the time of day
public record ClusterEntry(
        String name,
        String scenario,
        Path directory,
        long startedMillis,
        long pid,
        String pidStart,
        int port,
        String token,
        String failure) {

    private static final int POLL_MILLIS = 20;

    public ClusterEntry supervisedBy(ProcessHandle process) {
        return new ClusterEntry(
                name, scenario, directory, startedMillis, process.pid(), startOf(process), port, token, failure);
    }

    public ClusterEntry listeningOn(int port) {
        return new ClusterEntry(name, scenario, directory, startedMillis, pid, pidStart, port, token, failure);
    }

    public ClusterEntry failed(String failure) {
        return new ClusterEntry(name, scenario, directory, startedMillis, pid, pidStart, port, token, failure);
    }

    /** The same, ended, with its journal kept. */
    public ClusterEntry stoppedButKept() {
        return new ClusterEntry(name, scenario, directory, startedMillis, 0, null, 0, token, "");
    }

    /** Whether it was ended in order, to be continued. */
    @JsonIgnore
    public boolean isPutAside() {
        return pid == 0;
    }

    /** Its supervisor's process, if that runs. */
    public Optional<ProcessHandle> supervisor() {
        return pid == 0
                ? Optional.empty()
                : ProcessHandle.of(pid)
                        .filter(OrphanedNodes::isRunning)
                        .filter(process -> pidStart == null || pidStart.equals(startOf(process)));
    }

    /** Waits until its supervisor's process has ended; returns whether it has. */
    public boolean awaitEnd(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (supervisor().isPresent() && System.nanoTime() < deadline) {
            Thread.sleep(POLL_MILLIS);
        }
        return supervisor().isEmpty();
    }

    private static String startOf(ProcessHandle process) {
        return ProcessStart.of(process).orElse(null);
    }
}
