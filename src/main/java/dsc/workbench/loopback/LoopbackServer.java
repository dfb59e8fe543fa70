package dsc.workbench.loopback;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * An HTTP server on 127.0.0.1 for programs of one owner. It answers no web page, and nobody without the token changes
 * anything. What is asked of a request, in this order:
 *
 * <ol>
 *   <li>its head is well formed (400), within its limits (431), and there in time (408)
 *   <li>{@code Host} is 127.0.0.1 or localhost, with the port (421); {@code Origin} is the same, if there is one, and
 *       {@code Sec-Fetch-Site} is {@code same-origin} or {@code none}, if there is one (403). No answer has a CORS
 *       header
 *   <li>its path is known exactly (404), and takes the method (405)
 *   <li>a POST shows the {@link Token} (403), and has {@code application/json} (415) of at most
 *       {@value #BODY_BYTES_MAX} bytes (413), whose number is given (411). Its body is read after that and not before
 * </ol>
 *
 * <p>It is not the JDK's {@code HttpServer}: that one's limits are system properties, read once in a JVM and ignored by
 * older releases, and when its connections are all taken, it turns away the owner like everyone else. Here the oldest
 * connection on which no token was shown makes room.
 */
public final class LoopbackServer implements AutoCloseable {

    public static final int BODY_BYTES_MAX = 64 * 1024;

    static final int CONNECTIONS_MAX = 256;

    private static final Duration ACCEPT_PAUSE = Duration.ofMillis(20);
    private static final Duration CLOSE_POLL = Duration.ofMillis(10);

    private final ServerSocket listening;
    private final Token token;
    private final Admission admission;
    private final Map<String, Map<String, Route>> routes;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

    /** Answers a request that was let in. It is called by several threads at once. */
    @FunctionalInterface
    public interface Handler {

        /** @param body of at most {@value LoopbackServer#BODY_BYTES_MAX} bytes; empty for a GET */
        Answer handle(byte[] body) throws InterruptedException;
    }

    /** What a server is to serve. */
    public static final class Builder {

        private final Token token;
        private final List<Route> routes = new ArrayList<>();

        private Builder(Token token) {
            this.token = token;
        }

        /** Serves {@code GET path} to every program of this machine; {@code handler} changes nothing. */
        public Builder get(String path, Handler handler) {
            routes.add(new Route("GET", path, handler));
            return this;
        }

        /** Serves {@code POST path} to a caller that shows the token. */
        public Builder post(String path, Handler handler) {
            routes.add(new Route("POST", path, handler));
            return this;
        }

        /**
         * Listens from now on.
         *
         * @param port of 127.0.0.1, or 0 for any that is free
         * @throws java.net.BindException if the port is taken
         */
        public LoopbackServer start(int port) throws IOException {
            return new LoopbackServer(token, routes, port);
        }
    }

    /** @param token that a POST has to show */
    public static Builder guardedBy(Token token) {
        return new Builder(token);
    }

    private LoopbackServer(Token token, List<Route> routes, int port) throws IOException {
        this.token = token;
        this.routes = routes.stream()
                .collect(Collectors.groupingBy(Route::path, Collectors.toMap(Route::method, route -> route)));
        this.listening = new ServerSocket();
        try {
            // Not InetAddress.getLoopbackAddress(), which may be ::1: there is one address that every caller uses.
            InetAddress address = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            listening.bind(new InetSocketAddress(address, port), CONNECTIONS_MAX);
        } catch (IOException taken) {
            listening.close();
            throw taken;
        }
        this.admission = new Admission(listening.getLocalPort());
        Thread.ofPlatform().daemon().name("http-" + listening.getLocalPort()).start(this::accept);
    }

    /** Where it listens. */
    public int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                serve(listening.accept());
            } catch (IOException failed) {
                // It is closed, or the process has too many files open for now.
                pause(ACCEPT_PAUSE);
            }
        }
    }

    private void serve(Socket socket) {
        Connection connection = new Connection(socket, this);
        if (connections.size() >= CONNECTIONS_MAX && !makeRoom()) {
            connection.close();
            return;
        }
        connections.add(connection);
        Thread.ofVirtual().name("http-" + listening.getLocalPort() + "-", 0).start(connection);
    }

    /**
     * Closes the oldest connection on which nobody showed the token: one that is not just being answered, if there is
     * one. What is asked without the token changes nothing, so that an answer may break off; and who does not read his
     * answers is being answered for ever.
     */
    private boolean makeRoom() {
        Optional<Connection> oldest = connections.stream()
                .filter(connection -> !connection.isOwners())
                .min(Comparator.comparing(Connection::isAnswering).thenComparingLong(Connection::openedNanos));
        oldest.ifPresent(connection -> {
            connections.remove(connection);
            connection.close();
        });
        return oldest.isPresent();
    }

    /** A connection has ended. */
    void closed(Connection connection) {
        connections.remove(connection);
    }

    boolean showsToken(Head head) throws RefusedException {
        return token.matches(head.one("x-token"));
    }

    /**
     * What serves a request.
     *
     * @throws RefusedException if nothing does, or the request must not be served
     */
    Route route(Head head) throws RefusedException {
        admission.require(head);
        Map<String, Route> methods = routes.get(head.path());
        if (methods == null) {
            throw new RefusedException(404, "there is nothing at this path");
        }
        Route route = methods.get(head.method());
        if (route == null) {
            throw new RefusedException(
                    405, "this path takes " + methods.keySet().stream().sorted().collect(Collectors.joining(" and ")));
        }
        if (!route.isChange()) {
            if (head.length() > 0) {
                throw new RefusedException(400, "a GET has no body");
            }
        } else if (!showsToken(head)) {
            throw new RefusedException(403, "the header " + Token.HEADER + " has not this cluster's token");
        } else {
            Admission.requireJson(head);
        }
        return route;
    }

    /** Ends all connections. */
    @Override
    public void close() {
        close(Duration.ZERO);
    }

    /** Takes no more requests, and ends all connections once what is being answered is answered, or after that time. */
    public void close(Duration grace) {
        try {
            listening.close();
        } catch (IOException alreadyBroken) {
            // Nothing more is accepted all the same.
        }
        long deadlineNanos = System.nanoTime() + grace.toNanos();
        while (System.nanoTime() < deadlineNanos && connections.stream().anyMatch(Connection::isAnswering)) {
            pause(CLOSE_POLL);
        }
        connections.forEach(Connection::close);
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
