package dsc.workbench.launcher;

import dsc.workbench.launcher.SupervisorClient.WrongUsageException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dsc down}: ends a cluster. */
@Command(
        name = "down",
        description = {
            "End a cluster: no process of it is left. Its history, faults, report and logs stay in its directory.",
            "Also ends one whose supervisor does not answer, or died."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DownCommand extends ClusterCommand {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int POLL_MILLIS = 20;

    @Option(names = "--keep", description = "Keep the journal too; ./dsc up continues the cluster with it.")
    private boolean keep;

    @Option(names = "--all", description = "End all clusters.")
    private boolean all;

    DownCommand(Console console) {
        super(console);
    }

    @Override
    Request request() {
        return new Request.Down(keep);
    }

    @Override
    public Integer call() throws Exception {
        if (!all) {
            tell(end(clusters().any(name())));
            return 0;
        }
        for (ClusterEntry entry : clusters().registry().all()) {
            if (!entry.isPutAside()) {
                console().line("@|bold %s|@".formatted(entry.name()));
                tell(end(entry));
            }
        }
        return 0;
    }

    private Response end(ClusterEntry entry) throws InterruptedException {
        if (entry.isPutAside()) {
            throw new LauncherException(entry.name() + " is down already, its journal kept; ./dsc purge " + entry.name()
                    + " removes that too");
        }
        if (entry.supervisor().isEmpty()) {
            return tidied(entry, "had died already");
        }
        Response response;
        try {
            response = new SupervisorClient(entry).ask(request());
        } catch (WrongUsageException senseless) {
            throw wrong(senseless.getMessage());
        } catch (LauncherException silent) {
            entry.supervisor().ifPresent(ProcessHandle::destroyForcibly);
            awaitEnd(entry);
            return tidied(entry, "did not answer, and was killed");
        }
        awaitEnd(entry);
        Leftovers.end(entry.directory());
        return response;
    }

    private static void awaitEnd(ClusterEntry entry) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (entry.supervisor().isPresent() && System.nanoTime() < deadline) {
            Thread.sleep(POLL_MILLIS);
        }
        entry.supervisor().ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Without a supervisor, nodes end by themselves; whoever has not yet is ended here. */
    private Response tidied(ClusterEntry entry, String how) throws InterruptedException {
        List<Long> ended = Leftovers.end(entry.directory());
        clusters().registry().remove(entry.name());
        return Response.of(
                "its supervisor (pid " + entry.pid() + ") " + how
                        + (ended.isEmpty() ? "; no process was left" : "; ended " + ended)
                        + ". What was recorded lies in " + Shell.shown(entry.directory()),
                Map.of("ended", ended, "directory", entry.directory().toString()));
    }
}
