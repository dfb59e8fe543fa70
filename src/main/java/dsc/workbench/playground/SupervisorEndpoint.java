package dsc.workbench.playground;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dsc.workbench.cluster.RequestJson;
import dsc.workbench.loopback.Answer;
import dsc.workbench.loopback.LoopbackServer;
import dsc.workbench.loopback.Token;
import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the command line finds a supervisor: {@code POST /} with a {@link Request} as JSON, on loopback only, and with
 * the token that only the cluster's owner can read (see {@link LoopbackServer}). Answers 200 with a {@link Response};
 * 400 to what makes no sense, 409 to what cannot be done, each with an {@code error}.
 */
public final class SupervisorEndpoint implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SupervisorEndpoint.class);
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final ObjectMapper json = new ObjectMapper();
    private final Requests requests;
    private final LoopbackServer server;

    /** Carries out requests. */
    @FunctionalInterface
    public interface Requests {

        /**
         * @throws IllegalArgumentException if the request makes no sense
         * @throws LauncherException if it cannot be carried out
         */
        Response handle(Request request) throws IOException, InterruptedException;
    }

    /** Listens from now on. */
    public SupervisorEndpoint(Token token, int port, Requests requests) throws IOException {
        this.requests = requests;
        this.server = LoopbackServer.guardedBy(token).post("/", this::answer).start(port);
    }

    /** Listens for requests to {@code supervisor}. */
    public static SupervisorEndpoint of(Supervisor supervisor, int port) throws IOException {
        SupervisorRequests handled = new SupervisorRequests(supervisor);
        return new SupervisorEndpoint(new Token(supervisor.entry().token()), port, request -> {
            Response response = handled.handle(request);
            if (request instanceof Request.Down down) {
                supervisor.end(down.keep());
            }
            return response;
        });
    }

    private Answer answer(byte[] body) throws InterruptedException {
        try {
            return answer(200, requests.handle(RequestJson.read(body, Request.class)));
        } catch (IllegalArgumentException senseless) {
            return error(400, senseless.getMessage());
        } catch (LauncherException failure) {
            return error(409, failure.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return error(409, "the cluster is being ended");
        } catch (IOException | RuntimeException failed) {
            LOG.error("a request failed", failed);
            return error(409, failed.toString());
        }
    }

    private Answer error(int status, String message) {
        return answer(status, Map.of("error", String.valueOf(message)));
    }

    private Answer answer(int status, Object body) {
        try {
            return new Answer(status, json.writeValueAsBytes(body));
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }

    /** Lets what is being answered be answered. */
    @Override
    public void close() {
        server.close(GRACE);
    }
}
