package dsc.cli;

import dsc.cli.arguments.InstallDirectory;
import dsc.concepts.Catalog;
import dsc.workbench.exercises.EditedScenario;
import dsc.workbench.journals.JournalServer;
import dsc.workbench.nodes.NodeJvm;
import dsc.workbench.nodes.NodeOptions;
import dsc.workbench.playground.ClusterEntry;
import dsc.workbench.playground.ClusterRegistry;
import dsc.workbench.playground.ClusterSpec;
import dsc.workbench.playground.Supervisor;
import dsc.workbench.playground.SupervisorEndpoint;
import dsc.workbench.processes.EditedClasses;
import dsc.workbench.processes.Ports;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Interruption;
import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code dsc supervise}: keeps a cluster in the background. {@code dsc up} starts it; people rarely need it. */
@Command(
        name = "supervise",
        hidden = true,
        description = "Keep the cluster of that name until it is ended.",
        mixinStandardHelpOptions = true)
final class SuperviseCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(SuperviseCommand.class);
    private static final int COULD_NOT = 2;

    @Parameters(paramLabel = "NAME", description = "As it is registered.")
    private String name;

    @Override
    public Integer call() throws InterruptedException {
        Path home = InstallDirectory.directory();
        ClusterRegistry registry = new ClusterRegistry(home);
        ClusterEntry before =
                registry.find(name).orElseThrow(() -> new LauncherException("no cluster is registered as " + name));
        ClusterEntry entry = before.supervisedBy(ProcessHandle.current());
        registry.update(entry);
        ClusterEntry failing = before.isPutAside() ? before : entry;
        try (Supervisor supervisor = opened(entry, home, before.isPutAside())) {
            return keep(supervisor, registry, failing);
        } catch (IOException | RuntimeException failure) {
            return tell(failure, failing, registry);
        }
    }

    private static Supervisor opened(ClusterEntry entry, Path home, boolean wasPutAside)
            throws IOException, InterruptedException {
        ClusterSpec spec = ClusterSpec.read(entry.directory());
        Scenario<?> product = Catalog.scenario(spec.scenario())
                .orElseThrow(() -> new LauncherException("there is no scenario " + spec.scenario()));
        Optional<EditedClasses> edited = spec.edited(entry.directory());
        Scenario<?> scenario = edited.<Scenario<?>>map(classes -> EditedScenario.of(product, classes))
                .orElse(product);
        return new Supervisor(
                entry,
                scenario,
                Catalog.conceptOf(scenario).name(),
                home,
                NodeJvm.prepared(
                        home,
                        spec.ownConf(),
                        edited.map(classes -> NodeOptions.classes(entry.directory())),
                        Console.silent()),
                wasPutAside);
    }

    /** @param failing the entry of a cluster that could not be started, but for the reason */
    private static int keep(Supervisor supervisor, ClusterRegistry registry, ClusterEntry failing)
            throws IOException, InterruptedException {
        Interruption interruption = Interruption.awaited(supervisor::interrupt);
        int status = COULD_NOT;
        try {
            supervise(supervisor, registry);
            forget(supervisor, registry);
            status = 0;
        } catch (IOException | RuntimeException failure) {
            supervisor.close();
            status = tell(failure, failing, registry);
        } finally {
            // Else the end of this JVM would wait for it.
            interruption.finished(status);
        }
        return status;
    }

    /** Leaves word for the command that waits for the cluster to be up. */
    private static int tell(Exception failure, ClusterEntry failing, ClusterRegistry registry) {
        LOG.error("the cluster could not be kept", failure);
        registry.update(
                failing.failed(failure instanceof LauncherException ? failure.getMessage() : failure.toString()));
        return COULD_NOT;
    }

    private static void supervise(Supervisor supervisor, ClusterRegistry registry)
            throws IOException, InterruptedException {
        if (supervisor.start()) {
            serve(supervisor, registry);
        } else {
            supervisor.endNodes();
        }
    }

    /** Does what it is asked, until that is to end. */
    private static void serve(Supervisor supervisor, ClusterRegistry registry)
            throws IOException, InterruptedException {
        int port = new Ports().next();
        SupervisorEndpoint endpoint = SupervisorEndpoint.of(supervisor, port);
        try {
            registry.update(supervisor.entry().listeningOn(port));
            LOG.info("{} is up; listening on 127.0.0.1:{}", supervisor.entry().name(), port);
            supervisor.awaitEnd();
            supervisor.endNodes();
        } finally {
            endpoint.close();
        }
    }

    private static void forget(Supervisor supervisor, ClusterRegistry registry) throws IOException {
        supervisor.close();
        if (supervisor.isKept()) {
            registry.update(supervisor.entry().stoppedButKept());
        } else {
            supervisor.discardJournal();
            Files.deleteIfExists(supervisor.entry().directory().resolve("journal.mv.db"));
            Files.deleteIfExists(supervisor.entry().directory().resolve(JournalServer.PASSWORD_FILE));
            registry.remove(supervisor.entry().name());
        }
    }
}
