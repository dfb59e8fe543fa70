package dsc.workbench.grading;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A worker, seen by the one that gives it its job. Started early, it is warm when the job comes. */
public final class WorkerProcess implements JobRunner, AutoCloseable {

    /** With {@code -XX:+ExitOnOutOfMemoryError}. */
    private static final int STATUS_OUT_OF_MEMORY = 3;

    private static final int END_SECONDS_MAX = 5;

    /** What a worker's JVM is started with, besides what one that simulates has. */
    public static final List<String> OPTIONS = List.of("-Xmx384m", "-XX:+ExitOnOutOfMemoryError");

    private final Process process;
    private volatile boolean late;

    /**
     * Starts one.
     *
     * @param command java, its options and {@link Worker}
     * @param scenario the class of the scenario that it is for
     * @throws IOException when it cannot be started
     */
    public WorkerProcess(List<String> command, String home, Class<?> scenario) throws IOException {
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of(home, scenario.getName()));
        // A submission's own words are captured; what the JVM says is told by the status with which it ends.
        this.process = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Override
    public Optional<Finding> run(Job job, Duration limit, Consumer<Message> listener) throws InterruptedException {
        Thread alarm = Thread.ofPlatform().daemon().start(() -> end(limit));
        Message.Trying trying = new Message.Trying(0, 0);
        try (Writer in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
                BufferedReader out =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            in.write(Lines.of(job) + "\n");
            in.flush();
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                Message message = Lines.message(job, line).orElse(null);
                if (message instanceof Message.Ended) {
                    return Optional.empty();
                }
                if (message instanceof Message.Found found) {
                    return Optional.of(found.finding());
                }
                trying = message instanceof Message.Trying now ? now : trying;
                if (message != null) {
                    listener.accept(message);
                }
            }
        } catch (IOException broken) {
            // It has ended, and how says more than this.
        } finally {
            alarm.interrupt();
        }
        return Optional.of(ended(job, trying, limit));
    }

    private void end(Duration limit) {
        try {
            Thread.sleep(limit);
            late = true;
            process.destroyForcibly();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private Finding ended(Job job, Message.Trying trying, Duration limit) throws InterruptedException {
        boolean ended = process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS);
        int status = ended ? process.exitValue() : -1;
        if (trying.number() == 0) {
            return Finding.of(
                    Finding.Kind.NOT_JUDGED,
                    late
                            ? "its worker did not start within " + limit.toSeconds() + " s"
                            : "its worker ended with status " + status + " before it was given anything to do");
        }
        Check check = job.checks().get(trying.check());
        Finding.Kind kind = late
                ? Finding.Kind.TOO_LONG
                : status == STATUS_OUT_OF_MEMORY ? Finding.Kind.OUT_OF_MEMORY : Finding.Kind.ENDED;
        String sentence = switch (kind) {
            case TOO_LONG -> "after " + limit.toSeconds() + " s it was still at work; it is not judged";
            case OUT_OF_MEMORY -> "it took more memory than a worker has";
            default -> "it ended its own process, with status " + status;
        };
        return new Finding(
                kind,
                check.part(),
                check.name(),
                check.seeds().get(trying.number() - 1),
                trying.number(),
                check.seeds().size(),
                "",
                sentence,
                List.of(),
                Map.of(),
                List.of());
    }

    /** Ends it, whatever it does, and waits until it has. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    public boolean isEnded() {
        return !process.isAlive();
    }
}
