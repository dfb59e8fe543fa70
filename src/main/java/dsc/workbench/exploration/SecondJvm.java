package dsc.workbench.exploration;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another JVM that runs some of the same worlds. It ends with this one, or when it is closed. */
public final class SecondJvm implements AutoCloseable {

    private static final int END_TIMEOUT_SECONDS = 10;

    private final List<String> command;
    private final List<String> last;
    private Process process;
    private boolean closed;

    /** @param command java, its options, the main class and that one's first arguments */
    public SecondJvm(List<String> command) {
        this(command, List.of());
    }

    /** @param last arguments that it gets whatever it is asked */
    public SecondJvm(List<String> command, List<String> last) {
        this.command = List.copyOf(command);
        this.last = List.copyOf(last);
    }

    /**
     * What it prints when it is given {@code arguments}.
     *
     * @throws IOException when it cannot be started, fails, or is closed meanwhile; the message says why
     */
    List<String> output(List<String> arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(command);
        words.addAll(arguments);
        words.addAll(last);
        Process started = start(words);
        started.getOutputStream().close();
        List<String> lines = new ArrayList<>();
        // Both streams are one, so that neither is left unread; what is wrong comes last, and is told by the status.
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8))) {
            reader.lines().forEach(lines::add);
        } catch (java.io.UncheckedIOException broken) {
            throw broken.getCause();
        }
        if (!started.waitFor(END_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            started.destroyForcibly();
            throw new IOException("it did not end");
        }
        if (started.exitValue() != 0) {
            throw new IOException(
                    "it ended with status " + started.exitValue() + (lines.isEmpty() ? "" : ": " + lines.getLast()));
        }
        return lines;
    }

    private synchronized Process start(List<String> words) throws IOException {
        if (closed) {
            throw new IOException("it was no longer wanted");
        }
        process = new ProcessBuilder(words).redirectErrorStream(true).start();
        return process;
    }

    /** Ends it at once. */
    @Override
    public synchronized void close() {
        closed = true;
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
