package dsc.workbench.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dsc.workbench.processes.Loopback;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the command line finds a supervisor: {@code POST /} with a {@link Request} as JSON, on loopback only, and with
 * the token that only the cluster's owner can read. Answers 200 with a {@link Response}; 400 to what makes no sense,
 * 409 to what cannot be done, each with an {@code error}.
 */
final class SupervisorEndpoint {

    static final String TOKEN = "X-Token";

    private static final Logger LOG = LoggerFactory.getLogger(SupervisorEndpoint.class);
    private static final int GRACE_SECONDS = 2;

    private final ObjectMapper json = new ObjectMapper();
    private final Supervisor supervisor;
    private final SupervisorRequests requests;
    private final HttpServer server;

    private record Answer(int status, Object body) {}

    /** Listens from now on. */
    SupervisorEndpoint(Supervisor supervisor, int port) throws IOException {
        this.supervisor = supervisor;
        this.requests = new SupervisorRequests(supervisor);
        this.server = HttpServer.create(Loopback.port(port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Answer answer = isAllowed(exchange) ? answer(body) : error(403, "the token is wrong");
            byte[] bytes = json.writeValueAsBytes(answer.body());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private boolean isAllowed(HttpExchange exchange) {
        String token = exchange.getRequestHeaders().getFirst(TOKEN);
        return token != null
                && MessageDigest.isEqual(
                        token.getBytes(StandardCharsets.UTF_8),
                        supervisor.entry().token().getBytes(StandardCharsets.UTF_8));
    }

    private Answer answer(byte[] body) {
        try {
            Request request = json.readValue(body, Request.class);
            Response response = requests.handle(request);
            if (request instanceof Request.Down down) {
                supervisor.end(down.keep());
            }
            return new Answer(200, response);
        } catch (JsonProcessingException malformed) {
            return error(400, "not a request: " + malformed.getOriginalMessage());
        } catch (IllegalArgumentException senseless) {
            return error(400, senseless.getMessage());
        } catch (LauncherException trouble) {
            return error(409, trouble.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return error(409, "the cluster is being ended");
        } catch (IOException | RuntimeException failed) {
            LOG.error("a request failed", failed);
            return error(409, failed.toString());
        }
    }

    private static Answer error(int status, String message) {
        return new Answer(status, Map.of("error", String.valueOf(message)));
    }

    /** Lets what is being answered be answered. */
    void close() {
        server.stop(GRACE_SECONDS);
    }
}
