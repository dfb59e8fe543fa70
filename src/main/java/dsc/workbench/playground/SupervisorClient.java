package dsc.workbench.playground;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dsc.workbench.loopback.Token;
import dsc.workbench.processes.ChildProcess;
import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Asks a cluster's supervisor. */
public final class SupervisorClient {

    /** The longest request, a restart of all nodes, is over earlier. */
    private static final Duration LONGEST = Duration.ofMinutes(3);

    /** Most answers come in some milliseconds. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private static final Duration PROBE_INTERVAL = Duration.ofSeconds(1);
    private static final Duration PROBE_TIMEOUT = Duration.ofMillis(800);

    /** A machine may be busy for a while; a supervisor that is silent for longer is of no use. */
    private static final Duration SILENCE_MAX = Duration.ofSeconds(15);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OK = 200;
    private static final int SENSELESS = 400;

    private final ClusterEntry entry;
    private final Consumer<String> people;

    /** Something that makes no sense for this cluster, such as a node that it does not have. */
    public static final class WrongUsageException extends Exception {
        private static final long serialVersionUID = 1L;

        WrongUsageException(String message) {
            super(message);
        }
    }

    /** @param people takes a sentence when an answer takes its time */
    public SupervisorClient(ClusterEntry entry, Consumer<String> people) {
        this.entry = entry;
        this.people = people;
    }

    /** Whether anything answers within {@code timeout}; whatever it says, the supervisor is alive. */
    public boolean answers(Duration timeout) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + entry.port() + "/").toURL().openConnection();
            connection.setConnectTimeout((int) timeout.toMillis());
            connection.setReadTimeout((int) timeout.toMillis());
            return connection.getResponseCode() > 0;
        } catch (IOException silent) {
            return false;
        }
    }

    /**
     * Waits for as long as the supervisor is at work, and says so; not for one that serves nobody.
     *
     * @throws WrongUsageException when the request makes no sense
     * @throws LauncherException when it cannot be carried out, or nobody answers
     */
    public Response ask(Request request) throws WrongUsageException {
        CompletableFuture<Response> answer = new CompletableFuture<>();
        Thread asking = Thread.ofVirtual().name("request").start(() -> {
            try {
                answer.complete(exchange(request));
            } catch (WrongUsageException | RuntimeException failed) {
                answer.completeExceptionally(failed);
            }
        });
        try {
            return await(answer);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LauncherException("interrupted before " + entry.name() + " answered");
        } finally {
            asking.interrupt();
        }
    }

    private Response await(CompletableFuture<Response> answer) throws WrongUsageException, InterruptedException {
        long silentSince = System.nanoTime();
        boolean said = false;
        while (true) {
            try {
                return answer.get((said ? PROBE_INTERVAL : SOON).toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof WrongUsageException senseless) {
                    throw senseless;
                }
                throw (RuntimeException) failed.getCause();
            } catch (TimeoutException late) {
                if (ChildProcess.isStopped(entry.pid())) {
                    throw new LauncherException("the supervisor of " + entry.name() + " (pid " + entry.pid()
                            + ") is stopped (SIGSTOP): kill -CONT " + entry.pid()
                            + " continues it, ./dsc down ends the cluster");
                }
                boolean serves = answers(PROBE_TIMEOUT);
                if (serves) {
                    silentSince = System.nanoTime();
                } else if (System.nanoTime() - silentSince > SILENCE_MAX.toNanos()) {
                    throw silent("it has not answered for " + SILENCE_MAX.toSeconds() + " s");
                }
                if (!said) {
                    said = true;
                    people.accept(
                            serves
                                    ? "cluster " + entry.name() + " is still carrying this out; Ctrl-C stops waiting"
                                    : "the supervisor of " + entry.name() + " (pid " + entry.pid()
                                            + ") has not answered for " + SOON.toSeconds() + " s; still waiting");
                }
            }
        }
    }

    private HttpURLConnection connection() throws IOException {
        // Not java.net.http: its client takes longer to start than the whole of a short command.
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + entry.port() + "/").toURL().openConnection();
        connection.setConnectTimeout((int) PROBE_TIMEOUT.toMillis());
        return connection;
    }

    private Response exchange(Request request) throws WrongUsageException {
        try {
            byte[] asked = JSON.writerFor(Request.class).writeValueAsBytes(request);
            HttpURLConnection connection = connection();
            connection.setReadTimeout((int) LONGEST.toMillis());
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            connection.setRequestProperty(Token.HEADER, entry.token());
            connection.setRequestProperty("Content-Type", "application/json");
            // Or java would send a request whose connection breaks off a second time.
            connection.setFixedLengthStreamingMode(asked.length);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(asked);
            }
            int status = connection.getResponseCode();
            try (InputStream in = status == OK ? connection.getInputStream() : connection.getErrorStream()) {
                JsonNode body = JSON.readTree(in);
                if (status == OK) {
                    return JSON.convertValue(body, new TypeReference<Response>() {});
                }
                String error = body.path("error").asText();
                if (status == SENSELESS) {
                    throw new WrongUsageException(error);
                }
                throw new LauncherException(error);
            }
        } catch (IOException broken) {
            throw silent(broken.getMessage());
        }
    }

    private LauncherException silent(String why) {
        return new LauncherException("the supervisor of " + entry.name() + " (pid " + entry.pid()
                + ") does not answer: " + why + "; ./dsc down ends it all the same");
    }
}
