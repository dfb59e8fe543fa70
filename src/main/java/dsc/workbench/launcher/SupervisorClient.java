package dsc.workbench.launcher;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dsc.workbench.loopback.Token;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** Asks a cluster's supervisor. */
final class SupervisorClient {

    /** The longest request, a restart of all nodes, is over earlier. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OK = 200;
    private static final int SENSELESS = 400;

    private final ClusterEntry entry;

    /** Something that makes no sense for this cluster, such as a node that it does not have. */
    static final class WrongUsageException extends Exception {
        private static final long serialVersionUID = 1L;

        WrongUsageException(String message) {
            super(message);
        }
    }

    SupervisorClient(ClusterEntry entry) {
        this.entry = entry;
    }

    /** Whether anything answers within {@code patience}; whatever it says, the supervisor is alive. */
    boolean answers(Duration patience) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + entry.port() + "/").toURL().openConnection();
            connection.setConnectTimeout((int) patience.toMillis());
            connection.setReadTimeout((int) patience.toMillis());
            return connection.getResponseCode() > 0;
        } catch (IOException silent) {
            return false;
        }
    }

    /**
     * @throws WrongUsageException when the request makes no sense
     * @throws LauncherException when it cannot be carried out, or nobody answers
     */
    Response ask(Request request) throws WrongUsageException {
        try {
            // Not java.net.http: its client takes longer to start than the whole of a short command.
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + entry.port() + "/").toURL().openConnection();
            connection.setConnectTimeout((int) Duration.ofSeconds(2).toMillis());
            connection.setReadTimeout((int) PATIENCE.toMillis());
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            connection.setRequestProperty(Token.HEADER, entry.token());
            connection.setRequestProperty("Content-Type", "application/json");
            try (OutputStream out = connection.getOutputStream()) {
                out.write(JSON.writerFor(Request.class).writeValueAsBytes(request));
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
        } catch (IOException silent) {
            throw new LauncherException("the supervisor of " + entry.name() + " (pid " + entry.pid()
                    + ") does not answer: " + silent.getMessage() + "; ./dsc down ends it all the same");
        }
    }
}
