package dsc.workbench.playground;

import dsc.workbench.nodes.NodeJvm;
import dsc.workbench.processes.PrivateFiles;
import dsc.workbench.terminal.Interruption;
import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Starts a cluster's supervisor, and waits until it says that all is ready. */
public final class ClusterStart {

    /** Longer than a supervisor waits for its nodes. */
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private static final int LAST_LINES = 3;
    private static final int POLL_MILLIS = 20;

    /** What ends a terminal or its foreground is no reason for the cluster to end. */
    private static final List<String> DETACHED = List.of("sh", "-c", "umask 077; trap '' INT HUP; exec \"$@\"", "sh");

    private final ClusterRegistry registry;
    private final ClusterEntry entry;
    private final Path home;
    private final Class<?> main;
    private final Map<String, String> environment;
    private volatile boolean interrupted;

    /**
     * @param main the command line's main class, with which the supervisor is started
     * @param environment variables of the supervisor, over those of this process
     */
    public ClusterStart(
            ClusterRegistry registry, ClusterEntry entry, Path home, Class<?> main, Map<String, String> environment) {
        this.registry = registry;
        this.entry = entry;
        this.home = home;
        this.main = main;
        this.environment = Map.copyOf(environment);
    }

    /**
     * The cluster's entry once it is up.
     *
     * @throws LauncherException when it does not come up; nothing of it is left then
     */
    public ClusterEntry await() throws InterruptedException {
        Process supervisor = launch();
        Interruption interruption = Interruption.awaited(() -> interrupt(supervisor));
        try {
            long deadline = System.nanoTime() + TIMEOUT.toNanos();
            while (System.nanoTime() < deadline) {
                boolean alive = supervisor.isAlive();
                Optional<ClusterEntry> now = registry.find(entry.name());
                if (now.isPresent() && now.get().port() > 0) {
                    return now.get();
                }
                Optional<String> said = now.map(ClusterEntry::failure).filter(text -> !text.isEmpty());
                if (said.isPresent() || !alive) {
                    end(supervisor);
                    throw new LauncherException(
                            interrupted
                                    ? "interrupted before " + entry.name() + " was up"
                                    : said.orElseGet(this::lastWords));
                }
                supervisor.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
            }
            end(supervisor);
            throw new LauncherException(entry.name() + " was not up after " + TIMEOUT.toMinutes() + " min");
        } finally {
            interruption.finished(2);
        }
    }

    private Process launch() {
        List<String> command = new ArrayList<>(DETACHED);
        command.addAll(NodeJvm.supervising(home, main));
        command.addAll(List.of("supervise", entry.name()));
        Path log = entry.directory().resolve("supervisor.log");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(new java.io.File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            PrivateFiles.createFile(log).toFile()));
            builder.environment().putAll(environment);
            return builder.start();
        } catch (IOException failed) {
            forget();
            throw new LauncherException("the supervisor could not be started: " + failed.getMessage());
        }
    }

    private void interrupt(Process supervisor) {
        interrupted = true;
        end(supervisor);
    }

    /** It ends its nodes itself when it is told to. */
    private void end(Process supervisor) {
        supervisor.destroy();
        try {
            if (!supervisor.waitFor(30, TimeUnit.SECONDS)) {
                supervisor.destroyForcibly();
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        forget();
    }

    /** A cluster that was put aside stays so, with its journal. */
    private void forget() {
        if (entry.isPutAside()) {
            registry.update(entry);
        } else {
            registry.remove(entry.name());
        }
    }

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(entry.directory().resolve("supervisor.log"));
            return "the supervisor ended by itself; its last words:\n  "
                    + String.join("\n  ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException none) {
            return "the supervisor ended by itself, and left no word: " + none.getMessage();
        }
    }
}
