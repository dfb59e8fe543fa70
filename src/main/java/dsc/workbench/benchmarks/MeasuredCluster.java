package dsc.workbench.benchmarks;

import dsc.workbench.journals.Journal;
import dsc.workbench.nodes.LocalCluster;
import dsc.workbench.nodes.NodeBasis;
import dsc.workbench.nodes.NodeFiles;
import dsc.workbench.nodes.NodeOptions;
import dsc.workbench.processes.Ports;
import dsc.workbench.processes.PrivateFiles;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A cluster that is up while some rounds are measured on it. Its journal goes with it. */
final class MeasuredCluster implements AutoCloseable {

    private final Journal journal;
    private final LocalCluster cluster;

    /**
     * @param home where {@code conf/} lies
     * @param jvm the command that starts a node's JVM, without its main class
     * @param directory for configuration, logs and journal; it is made if it is not there
     */
    MeasuredCluster(Scenario<?> scenario, NodeOptions nodes, Path home, List<String> jvm, Path directory) {
        try {
            PrivateFiles.createDirectories(directory);
        } catch (IOException failed) {
            throw new LauncherException("the directory " + directory + " cannot be made: " + failed.getMessage());
        }
        Ports ports = new Ports();
        journal = nodes.journal().open(directory, ports);
        try {
            NodeBasis basis = NodeBasis.of(nodes.layers(home, scenario.id()), directory, journal, nodes.tls());
            cluster = new LocalCluster(
                    new NodeFiles(directory, nodes.count(), scenario, BenchmarkOptions.SEED, basis, ports), jvm);
        } catch (RuntimeException failed) {
            endJournal();
            throw failed;
        }
    }

    void start(Cancellation cancellation) throws InterruptedException {
        cluster.start(cancellation::shouldContinue);
    }

    LocalCluster cluster() {
        return cluster;
    }

    /** The processor time that the nodes' processes have used since they started. */
    Duration processorTime() {
        return cluster.nodes().stream()
                .flatMap(node -> ProcessHandle.of(cluster.pid(node)).stream())
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    private void endJournal() {
        try {
            journal.discard();
        } finally {
            journal.close();
        }
    }

    @Override
    public void close() {
        try {
            cluster.close();
        } finally {
            endJournal();
        }
    }
}
