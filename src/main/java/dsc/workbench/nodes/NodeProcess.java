package dsc.workbench.nodes;

import dsc.workbench.cluster.Node;
import dsc.workbench.cluster.NodeExit;
import dsc.workbench.faults.Controls.FaultFailedException;
import dsc.workbench.processes.ChildProcess;
import dsc.workbench.processes.PrivateFiles;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A node's JVM, over its kills and restarts. */
public final class NodeProcess {

    private static final int LAST_LINES = 5;
    private static final int STATUS_SIGNAL = 128;
    private static final int STATUS_KILLED = STATUS_SIGNAL + 9;
    private static final String OUT_OF_MEMORY = "java.lang.OutOfMemoryError";

    /** Where in the code something went wrong is in the file. */
    private static final String STACK_LINE = "\\s+(at .*|\\.\\.\\. \\d+ .*)";

    private final NodeId id;
    private final Path directory;
    private final List<String> command;
    private final Map<String, String> environment;
    private volatile ChildProcess process;
    private volatile boolean running;
    private volatile boolean paused;
    private volatile boolean limping;
    private boolean endExpected;

    /** Bytes that processes before this one wrote to the console: what they said last is not this one's end. */
    private long earlierBytes;

    /**
     * @param command starts the JVM; the path of the node's configuration is appended
     * @param environment variables over those of this process
     */
    NodeProcess(NodeId id, Path directory, List<String> command, Map<String, String> environment) {
        this.id = id;
        this.directory = directory;
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
    }

    NodeId id() {
        return id;
    }

    /**
     * Starts the JVM; the node counts as running once {@link #answers()} says so.
     *
     * @throws LauncherException when it could not be started, or is there already: a second process would fight it for
     *     its ports, and be the only one that can be ended
     */
    synchronized void start(Path configuration) {
        if (isAlive()) {
            throw new LauncherException(id + " runs already, with pid " + process.pid());
        }
        List<String> all = new ArrayList<>(command);
        all.add("-Ddsc.node.log=" + directory.resolve("node.log"));
        // Libraries unpack their native parts there, and a node that is killed does not remove them.
        all.add("-Djava.io.tmpdir=" + temporary());
        all.add(NodeMain.class.getName());
        all.add(configuration.toString());
        try {
            endExpected = false;
            // This holds even if nobody ended the one before: a process that has just begun does not serve yet.
            running = false;
            paused = false;
            limping = false;
            TemporaryDirectory.remove(temporary());
            PrivateFiles.createDirectories(temporary());
            Path console = directory.resolve("console.log");
            earlierBytes = Files.exists(console) ? Files.size(console) : 0;
            process = ChildProcess.start(all, environment, console);
        } catch (IOException failed) {
            throw new LauncherException(id + " could not be started: " + failed.getMessage());
        }
    }

    /** Whether the process has ended by SIGKILL. */
    boolean wasKilled() {
        return !isAlive() && process.exitStatus() == STATUS_KILLED;
    }

    /** The node serves. */
    void answers() {
        running = true;
    }

    /** There is a process, stopped or not, answering or not yet. */
    boolean isAlive() {
        return process != null && process.isAlive();
    }

    boolean isRunning() {
        return running && process.isAlive();
    }

    /** There is a process, and it is stopped (SIGSTOP). */
    boolean isPaused() {
        return paused && isAlive();
    }

    /** There is a process that serves, and is stopped again and again (see {@link #limp()}). */
    boolean isLimping() {
        return limping && isRunning();
    }

    synchronized long pid() {
        return process.pid();
    }

    /**
     * A process that ended without anyone having asked for it.
     *
     * @param why in a sentence
     */
    public record UnexpectedEnd(NodeId node, Optional<NodeExit> exit, String why) {}

    synchronized Optional<UnexpectedEnd> unexpectedEnd() {
        if (process == null || process.isAlive() || endExpected) {
            return Optional.empty();
        }
        int status = process.exitStatus();
        return Optional.of(new UnexpectedEnd(
                id, NodeExit.of(status), id + " ended by itself with exit status " + status + ": " + reason(status)));
    }

    /** What the process said last, or else what its exit status says. */
    private String reason(int status) {
        List<String> console = lastLines("console.log", earlierBytes);
        return console.stream()
                .filter(line -> line.startsWith(Node.LAST_WORDS))
                .map(line -> line.substring(Node.LAST_WORDS.length()))
                .reduce((earlier, later) -> later)
                .or(() -> NodeExit.of(status).map(NodeExit::reason))
                .or(() -> console.stream()
                        .filter(line -> line.contains(OUT_OF_MEMORY))
                        .map(line -> "it ran out of memory (" + line + ")")
                        .findFirst())
                .or(() -> Optional.of(status)
                        .filter(signalled -> signalled > STATUS_SIGNAL)
                        .map(signalled -> "a signal (" + (signalled - STATUS_SIGNAL) + ") from outside ended it"))
                .orElse("see " + directory.resolve("node.log"));
    }

    /** Kills the process and returns its exit status. */
    int kill() throws FaultFailedException, InterruptedException {
        running = false;
        ChildProcess victim;
        synchronized (this) {
            if (!process.isAlive()) {
                throw new FaultFailedException(id + " was not running");
            }
            endExpected = true;
            victim = process;
        }
        try {
            return victim.kill();
        } catch (IOException failed) {
            throw new FaultFailedException(id + " " + failed.getMessage());
        }
    }

    synchronized void pause() throws FaultFailedException, InterruptedException {
        running = false;
        try {
            process.pause();
            paused = true;
        } catch (IOException failed) {
            throw new FaultFailedException(id + " " + failed.getMessage());
        }
    }

    /** It goes on serving, slowly. */
    synchronized void limp() throws FaultFailedException, InterruptedException {
        try {
            process.limp();
            limping = true;
        } catch (IOException failed) {
            throw new FaultFailedException(id + " " + failed.getMessage());
        }
    }

    int stoppedPercent() throws InterruptedException {
        return process.stoppedPercent();
    }

    synchronized void resume() throws FaultFailedException, InterruptedException {
        try {
            process.resume();
        } catch (IOException failed) {
            throw new FaultFailedException(id + " " + failed.getMessage());
        }
        paused = false;
        limping = false;
        running = true;
    }

    /** Waits until the process, which was asked to end, has ended; returns whether it did in time. */
    boolean awaitEnd(Duration timeout) throws InterruptedException {
        running = false;
        synchronized (this) {
            endExpected = true;
        }
        return process.awaitEnd(timeout.toSeconds());
    }

    /** Ends the process, stopped or not, for good. */
    synchronized void end() {
        running = false;
        endExpected = true;
        if (process != null) {
            process.end();
            removeTemporary();
        }
    }

    private Path temporary() {
        return directory.resolve("tmp").toAbsolutePath();
    }

    private void removeTemporary() {
        try {
            TemporaryDirectory.remove(temporary());
        } catch (IOException busy) {
            // It lies in the node's directory, and goes with it.
        }
    }

    /** The last lines that the node wrote, for a message about its failure. */
    String lastWords() {
        List<String> words = new ArrayList<>(lastLines("node.log", 0));
        words.addAll(lastLines("console.log", earlierBytes));
        return words.stream().map(line -> "\n  " + line).collect(Collectors.joining());
    }

    /** @param after so many bytes of the file */
    private List<String> lastLines(String name, long after) {
        Path file = directory.resolve(name);
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            byte[] all = Files.readAllBytes(file);
            int start = (int) Math.min(after, all.length);
            List<String> lines = new String(all, start, all.length - start, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.matches(STACK_LINE))
                    .toList();
            return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
        } catch (IOException unreadable) {
            return List.of(file + " cannot be read: " + unreadable.getMessage());
        }
    }
}
