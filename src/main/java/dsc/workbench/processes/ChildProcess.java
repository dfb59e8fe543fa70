package dsc.workbench.processes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A process that this one started, and what can be done to it from outside. Each method returns once its effect was
 * seen. The child is to end by itself when its standard input does, so that none is left when this process is killed.
 */
public final class ChildProcess {

    /**
     * A terminal's Ctrl-C reaches every process of the foreground; what becomes of a child is its parent's to say. What
     * the child writes is for this user alone.
     */
    private static final List<String> DEAF_TO_INTERRUPT =
            List.of("sh", "-c", "umask 077; trap '' INT; exec \"$@\"", "sh");

    /** Continues a stopped process when told to, and also when this one dies and so ends its standard input. */
    private static final String STOP_UNTIL_EOF = "trap '' INT; kill -STOP \"$1\"; read line; kill -CONT \"$1\"";

    /** The same for a process that is stopped for 80 ms of every 100. */
    private static final String LIMP_UNTIL_EOF = "trap '' INT"
            + "; while kill -STOP \"$1\"; do sleep 0.08; kill -CONT \"$1\"; sleep 0.02; done &"
            + " read line; kill $!; wait; kill -CONT \"$1\"";

    private static final int LOOKS = 50;
    private static final int LOOK_MILLIS = 5;

    private static final long SIGNAL_TIMEOUT_SECONDS = 5;

    private final Process process;
    private Process stopper;

    private ChildProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts {@code command}.
     *
     * @param output gets what it writes to its standard output and error, appended
     */
    public static ChildProcess start(List<String> command, Path output) throws IOException {
        return start(command, Map.of(), output);
    }

    /**
     * Starts {@code command}.
     *
     * @param environment variables over those of this process; unlike arguments, other users cannot read them
     * @param output gets what it writes to its standard output and error, appended
     */
    public static ChildProcess start(List<String> command, Map<String, String> environment, Path output)
            throws IOException {
        List<String> all = new ArrayList<>(DEAF_TO_INTERRUPT);
        all.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        PrivateFiles.createFile(output).toFile()));
        builder.environment().putAll(environment);
        return new ChildProcess(builder.start());
    }

    public long pid() {
        return process.pid();
    }

    /** There is a process, stopped or not. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Completes with the exit status when the process ends, for whatever reason. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** @throws IllegalThreadStateException while it runs */
    public int exitStatus() {
        return process.exitValue();
    }

    /** Waits for the process to end by itself; returns whether it did in time. */
    public boolean awaitEnd(long timeoutSeconds) throws InterruptedException {
        return process.waitFor(timeoutSeconds, TimeUnit.SECONDS);
    }

    /**
     * SIGKILL.
     *
     * @return the exit status
     */
    public int kill() throws IOException, InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(SIGNAL_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("survived SIGKILL");
        }
        return process.exitValue();
    }

    /** SIGSTOP. */
    public synchronized void pause() throws IOException, InterruptedException {
        signal(STOP_UNTIL_EOF);
        awaitStopped(true);
    }

    /** SIGSTOP and SIGCONT in turns, so that it runs a fifth of the time; returns once it was seen stopped. */
    public synchronized void limp() throws IOException, InterruptedException {
        signal(LIMP_UNTIL_EOF);
        awaitStopped(true);
    }

    private void signal(String script) throws IOException {
        if (stopper != null && stopper.isAlive()) {
            throw new IOException("is stopped or slowed down already");
        }
        stopper = new ProcessBuilder("sh", "-c", script, "sh", Long.toString(pid()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Looks at the process for a quarter of a second; returns in how many of a hundred looks it was stopped. */
    public int stoppedPercent() throws InterruptedException {
        int stopped = 0;
        for (int look = 0; look < LOOKS; look++) {
            stopped += isStopped(pid()) ? 1 : 0;
            Thread.sleep(LOOK_MILLIS);
        }
        return stopped * 100 / LOOKS;
    }

    /** Continues a process that was stopped or slowed down (SIGCONT). */
    public synchronized void resume() throws IOException, InterruptedException {
        if (stopper == null) {
            throw new IOException("was never stopped");
        }
        try {
            stopper.getOutputStream().close();
        } catch (IOException alreadyClosed) {
            // It has ended, and so continued the process.
        }
        stopper.waitFor(SIGNAL_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        awaitStopped(false);
    }

    private void awaitStopped(boolean stopped) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SIGNAL_TIMEOUT_SECONDS);
        while (state().startsWith("T") != stopped) {
            if (System.nanoTime() > deadline || !process.isAlive()) {
                throw new IOException("is in state " + state() + " after " + (stopped ? "SIGSTOP" : "SIGCONT"));
            }
            Thread.sleep(10);
        }
    }

    /** Whether a process is there and is stopped (SIGSTOP): it answers nobody. */
    public static boolean isStopped(long pid) throws InterruptedException {
        return state(pid).startsWith("T");
    }

    private String state() throws InterruptedException {
        return state(pid());
    }

    /** The process state as ps has it; T is stopped. */
    private static String state(long pid) throws InterruptedException {
        try {
            Path proc = Path.of("/proc", Long.toString(pid), "stat");
            if (Files.exists(proc)) {
                String stat = Files.readString(proc);
                return stat.substring(stat.lastIndexOf(')') + 2);
            }
            Process ps = new ProcessBuilder("ps", "-o", "stat=", "-p", Long.toString(pid)).start();
            String state = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            ps.waitFor();
            return state.strip();
        } catch (IOException gone) {
            return "gone";
        }
    }

    /** Ends the process, stopped or not, for good. */
    public synchronized void end() {
        process.destroyForcibly();
        process.onExit().join();
        if (stopper != null) {
            stopper.destroyForcibly();
        }
    }
}
