package dsc.cli;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.nodes.OrphanedNodes;
import dsc.workbench.playground.ClusterEntry;
import dsc.workbench.playground.ClusterSpec;
import dsc.workbench.playground.Request;
import dsc.workbench.playground.Response;
import dsc.workbench.playground.SupervisorClient.WrongUsageException;
import dsc.workbench.processes.ChildProcess;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.LauncherException;
import dsc.workbench.terminal.Shell;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code dsc down}: ends a cluster. */
@Command(
        name = "down",
        description = {
            "End a cluster: no process of it is left. Its history, faults, report and logs stay in its directory.",
            "Also ends one whose supervisor does not answer, or died.",
            "Exits with the verdict that it prints: 0 valid, 2 unknown, 1 invalid."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DownCommand extends ClusterCommand {

    /** What people type for every cluster, unless one is called so. */
    private static final String ALL = "all";

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration GRACE = Duration.ofSeconds(5);

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "As --name.")
    private String cluster;

    @Option(names = "--keep", description = "Keep the journal too; ./dsc up continues the cluster with it.")
    private boolean keep;

    @Option(names = "--all", description = "End all clusters.")
    private boolean all;

    DownCommand(Console console) {
        super(console);
    }

    @Override
    String name() {
        return name(cluster);
    }

    @Override
    Request request() {
        return new Request.Down(keep);
    }

    @Override
    public Integer call() throws Exception {
        if (ALL.equals(cluster) && clusters().registry().find(ALL).isEmpty()) {
            all = true;
            cluster = null;
        }
        if (all) {
            if (name() != null) {
                throw wrong("--all, or the name of one; not both");
            }
            return endAll();
        }
        Response response = end(clusters().any(name()));
        tell(response);
        return response.verdict().exitStatus();
    }

    /** Whatever becomes of one, the others have their turn. */
    private int endAll() throws IOException, InterruptedException {
        Console people = json() ? Console.silent() : console();
        Map<String, Object> found = new LinkedHashMap<>();
        Verdict.Status worst = Verdict.Status.VALID;
        for (ClusterEntry entry : clusters().registry().all()) {
            if (entry.isPutAside()) {
                continue;
            }
            people.line(String.format(Locale.ROOT, "@|bold %s|@", entry.name()));
            try {
                Response response = end(entry);
                found.put(entry.name(), response.data());
                response.lines().forEach(people::line);
                worst = worst.worse(response.verdict());
            } catch (ParameterException | LauncherException failed) {
                found.put(entry.name(), Map.of("error", failed.getMessage()));
                people.failure(failed.getMessage());
                worst = worst.worse(Verdict.Status.UNKNOWN);
            }
        }
        if (json()) {
            tell(new Response(List.of(), found));
        }
        return worst.exitStatus();
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
            response = clusters().ask(entry, request(), console()::failure);
        } catch (WrongUsageException senseless) {
            throw wrong(senseless.getMessage());
        } catch (LauncherException silent) {
            if (!ChildProcess.isStopped(entry.pid()) && isBeingEnded(entry)) {
                return Response.of(entry.name() + " was being ended already", Map.of());
            }
            kill(entry);
            return tidied(entry, "did not answer, and was killed");
        }
        if (!entry.awaitEnd(TIMEOUT)) {
            kill(entry);
        }
        OrphanedNodes.end(entry.directory());
        return response;
    }

    /** A supervisor that someone else has ended stops listening a moment before it has tidied up and is gone. */
    private boolean isBeingEnded(ClusterEntry entry) throws InterruptedException {
        return entry.port() > 0
                && entry.awaitEnd(GRACE)
                && clusters()
                        .registry()
                        .find(entry.name())
                        .filter(now -> !now.isPutAside())
                        .isEmpty();
    }

    private static void kill(ClusterEntry entry) throws InterruptedException {
        entry.supervisor().ifPresent(ProcessHandle::destroyForcibly);
        entry.awaitEnd(TIMEOUT);
    }

    /** Without a supervisor, nodes end by themselves; those that have not yet are ended here. */
    private Response tidied(ClusterEntry entry, String how) throws InterruptedException {
        List<Long> ended = OrphanedNodes.end(entry.directory());
        boolean kept = keep && ClusterSpec.read(entry.directory()).journal().survivesKill();
        if (kept) {
            clusters().registry().update(entry.stoppedButKept());
        } else {
            clusters().registry().remove(entry.name());
        }
        return Response.of(
                "its supervisor (pid " + entry.pid() + ") " + how
                        + (ended.isEmpty() ? "; no process was left" : "; ended " + ended)
                        + ". What was recorded lies in " + Shell.shown(entry.directory()) + journal(entry, kept),
                Map.of("ended", ended, "directory", entry.directory().toString(), "kept", kept));
    }

    private String journal(ClusterEntry entry, boolean kept) {
        return kept
                ? "; the journal is kept: " + clusters().up(entry) + " continues it"
                : keep ? "; the journal was in the nodes' memory, so there is none to keep" : "";
    }
}
