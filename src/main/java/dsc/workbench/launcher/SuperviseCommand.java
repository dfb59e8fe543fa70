package dsc.workbench.launcher;

import dsc.workbench.processes.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        Path home = Home.directory();
        ClusterRegistry registry = new ClusterRegistry(home);
        ClusterEntry entry = registry.find(name)
                .orElseThrow(() -> new LauncherException("no cluster is registered as " + name))
                .supervisedBy(ProcessHandle.current());
        registry.update(entry);
        ClusterSpec spec = ClusterSpec.read(entry.directory());
        try (Supervisor supervisor =
                new Supervisor(entry, home, NodeJvm.prepared(home, spec.ownConf(), Console.silent()))) {
            Interruption interruption = Interruption.awaited(() -> supervisor.end(false));
            supervise(supervisor, registry);
            forget(supervisor, registry);
            interruption.finished(0);
            return 0;
        } catch (LauncherException | IOException trouble) {
            LOG.error("the cluster could not be kept", trouble);
            registry.update(
                    entry.failed(trouble instanceof LauncherException ? trouble.getMessage() : trouble.toString()));
            return COULD_NOT;
        }
    }

    private static void supervise(Supervisor supervisor, ClusterRegistry registry)
            throws IOException, InterruptedException {
        supervisor.start();
        int port = new Ports().next();
        SupervisorEndpoint endpoint = new SupervisorEndpoint(supervisor, port);
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
            registry.update(supervisor.entry().putAside());
        } else {
            supervisor.discardJournal();
            Files.deleteIfExists(supervisor.entry().directory().resolve("journal.mv.db"));
            registry.remove(supervisor.entry().name());
        }
    }
}
