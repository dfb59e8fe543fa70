package dsc.cli;

import dsc.workbench.playground.ClusterEntry;
import dsc.workbench.playground.Request;
import dsc.workbench.playground.Response;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.LauncherException;
import dsc.workbench.terminal.LiveLines;
import dsc.workbench.terminal.Markup;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dsc status}: nodes, roles, faults in force. */
@Command(
        name = "status",
        description = "Show a cluster: its nodes and what each is, the faults in force, the operations until now.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class StatusCommand extends ClusterCommand {

    private static final int INTERVAL_MILLIS = 500;

    /** A supervisor stops listening a moment before it is gone. */
    private static final Duration ENDING_TIMEOUT = Duration.ofSeconds(10);

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "As --name.")
    private String cluster;

    @Option(
            names = {"-w", "--watch"},
            description = "Show it anew twice a second, until Ctrl-C.")
    private boolean watch;

    StatusCommand(Console console) {
        super(console);
    }

    @Override
    String name() {
        return name(cluster);
    }

    @Override
    Request request() {
        return new Request.Status();
    }

    @Override
    void tell(Response response) throws IOException {
        if (json()) {
            super.tell(response);
        } else {
            StatusTable.lines(response.data(), console().columns()).forEach(console()::line);
        }
    }

    @Override
    public Integer call() throws Exception {
        if (!watch) {
            return super.call();
        }
        if (json() || !console().interactive()) {
            throw wrong("--watch redraws a terminal; without one, or with --json, ask again and again instead");
        }
        watch();
        return 0;
    }

    /** Until the cluster is gone, or someone interrupts. */
    private void watch() throws InterruptedException {
        ClusterEntry entry = clusters().running(name());
        AtomicReference<List<String>> latest = new AtomicReference<>(List.of());
        look(entry, latest);
        LiveLines lines = new LiveLines(console(), latest::get, () -> "");
        lines.start();
        try {
            while (entry.supervisor().isPresent()) {
                Thread.sleep(INTERVAL_MILLIS);
                look(entry, latest);
            }
        } catch (LauncherException silent) {
            if (!entry.awaitEnd(ENDING_TIMEOUT)) {
                throw silent;
            }
        } finally {
            lines.stop();
        }
        console().line(entry.name() + " is down");
    }

    private void look(ClusterEntry entry, AtomicReference<List<String>> latest) {
        Response status = ask(entry, request(), late -> {
            List<String> lines = new ArrayList<>(latest.get());
            lines.add("@|yellow note|@  " + Markup.escaped(late));
            latest.set(lines);
        });
        latest.set(StatusTable.lines(status.data(), console().columns()));
    }
}
