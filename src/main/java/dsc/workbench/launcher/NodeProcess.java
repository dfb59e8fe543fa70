package dsc.workbench.launcher;

import dsc.workbench.cluster.Node;
import dsc.workbench.cluster.NodeExit;
import dsc.workbench.faults.Controls.FaultFailedException;
import dsc.workbench.protocol.NodeId;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A node's JVM, over its kills and restarts. */
final class NodeProcess {

    /** A terminal's Ctrl-C reaches every process of the foreground; what becomes of a node is the launcher's to say. */
    private static final List<String> DEAF_TO_INTERRUPT = List.of("sh", "-c", "trap '' INT; exec \"$@\"", "sh");

    /** Continues a stopped process when told to, and also when the launcher dies and so ends its standard input. */
    private static final String STOP_UNTIL_EOF = "trap '' INT; kill -STOP \"$1\"; read line; kill -CONT \"$1\"";

    private static final long SIGNAL_PATIENCE_SECONDS = 5;

    private static final int LAST_LINES = 5;

    private final NodeId id;
    private final Path directory;
    private final List<String> command;
    private Process process;
    private Process stopper;
    private volatile boolean running;
    private boolean endExpected;

    /** @param command starts the JVM; the path of the node's configuration is appended */
    NodeProcess(NodeId id, Path directory, List<String> command) {
        this.id = id;
        this.directory = directory;
        this.command = List.copyOf(command);
    }

    NodeId id() {
        return id;
    }

    /** Starts the JVM; the node counts as running once {@link #answers()} says so. */
    synchronized void start(Path configuration) {
        List<String> all = new ArrayList<>(DEAF_TO_INTERRUPT);
        all.addAll(command);
        all.add("-Ddsc.node.log=" + directory.resolve("node.log"));
        all.add("dsc.workbench.launcher.Main");
        all.add("node");
        all.add(configuration.toString());
        File console = directory.resolve("console.log").toFile();
        try {
            endExpected = false;
            process = new ProcessBuilder(all)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(console))
                    .start();
        } catch (IOException failed) {
            throw new LauncherException(id + " could not be started: " + failed.getMessage());
        }
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

    synchronized long pid() {
        return process.pid();
    }

    /**
     * A process that ended without anyone having asked for it.
     *
     * @param why in a sentence
     */
    record UnexpectedEnd(NodeId node, Optional<NodeExit> exit, String why) {}

    synchronized Optional<UnexpectedEnd> unexpectedEnd() {
        if (process == null || process.isAlive() || endExpected) {
            return Optional.empty();
        }
        int status = process.exitValue();
        String reason = lastLines("console.log").stream()
                .filter(line -> line.startsWith(Node.LAST_WORDS))
                .map(line -> line.substring(Node.LAST_WORDS.length()))
                .reduce((earlier, later) -> later)
                .or(() -> NodeExit.of(status).map(NodeExit::reason))
                .orElse("see " + directory.resolve("node.log"));
        return Optional.of(new UnexpectedEnd(
                id, NodeExit.of(status), id + " ended by itself with exit status " + status + ": " + reason));
    }

    /** Kills the process and returns its exit status. */
    int kill() throws FaultFailedException, InterruptedException {
        running = false;
        Process victim;
        synchronized (this) {
            if (!process.isAlive()) {
                throw new FaultFailedException(id + " was not running");
            }
            endExpected = true;
            victim = process;
        }
        victim.destroyForcibly();
        if (!victim.waitFor(SIGNAL_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new FaultFailedException(id + " survived SIGKILL");
        }
        return victim.exitValue();
    }

    synchronized void pause() throws FaultFailedException, InterruptedException {
        running = false;
        try {
            stopper = new ProcessBuilder("sh", "-c", STOP_UNTIL_EOF, "sh", Long.toString(pid()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException failed) {
            throw new FaultFailedException(id + " could not be stopped: " + failed.getMessage());
        }
        awaitStopped(true);
    }

    synchronized void resume() throws FaultFailedException, InterruptedException {
        if (stopper == null) {
            throw new FaultFailedException(id + " was never stopped");
        }
        try {
            stopper.getOutputStream().close();
        } catch (IOException alreadyClosed) {
            // It has ended, and so continued the node.
        }
        stopper.waitFor(SIGNAL_PATIENCE_SECONDS, TimeUnit.SECONDS);
        awaitStopped(false);
        running = true;
    }

    private void awaitStopped(boolean stopped) throws FaultFailedException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SIGNAL_PATIENCE_SECONDS);
        while (state().startsWith("T") != stopped) {
            if (System.nanoTime() > deadline || !process.isAlive()) {
                throw new FaultFailedException(
                        id + " is in state " + state() + " after " + (stopped ? "SIGSTOP" : "SIGCONT"));
            }
            Thread.sleep(10);
        }
    }

    /** The process state as ps has it; T is stopped. */
    private String state() throws InterruptedException {
        try {
            Path proc = Path.of("/proc", Long.toString(pid()), "stat");
            if (Files.exists(proc)) {
                String stat = Files.readString(proc);
                return stat.substring(stat.lastIndexOf(')') + 2);
            }
            Process ps = new ProcessBuilder("ps", "-o", "stat=", "-p", Long.toString(pid())).start();
            String state = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            ps.waitFor();
            return state.strip();
        } catch (IOException gone) {
            return "gone";
        }
    }

    /** Ends the process, stopped or not, for good. */
    synchronized void end() {
        running = false;
        endExpected = true;
        if (process != null) {
            process.destroyForcibly();
            process.onExit().join();
        }
        if (stopper != null) {
            stopper.destroyForcibly();
        }
    }

    /** The last lines that the node wrote, for a message about its failure. */
    String lastWords() {
        List<String> words = new ArrayList<>(lastLines("node.log"));
        words.addAll(lastLines("console.log"));
        return words.stream().map(line -> "\n  " + line).collect(Collectors.joining());
    }

    private List<String> lastLines(String name) {
        Path file = directory.resolve(name);
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
        } catch (IOException unreadable) {
            return List.of(file + " cannot be read: " + unreadable.getMessage());
        }
    }
}
