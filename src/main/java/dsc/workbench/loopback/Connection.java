package dsc.workbench.loopback;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One connection: request after request, until either side ends it. */
final class Connection implements Runnable {

    /** A request must have come whole this long after its first byte. */
    static final Duration REQUEST_TIME = Duration.ofSeconds(10);

    /**
     * How long a connection may be open without a request: longer than Java's clients keep one (30 s), so that none of
     * theirs is closed just when it is used again.
     */
    private static final Duration OWNERS_IDLE_TIME = Duration.ofSeconds(60);

    /** The same, before the owner's token was shown on it. */
    private static final Duration IDLE_TIME = Duration.ofSeconds(10);

    /** What a client that was refused may still send, so that it reads the answer rather than a broken connection. */
    private static final Duration DRAIN_TIME = Duration.ofSeconds(1);

    private static final int DRAIN_BYTES_MAX = 4 * 1024 * 1024;

    /** For everything: nothing is to be framed, run, kept, guessed at, or read by another origin. */
    private static final String HEADERS = """
        Cache-Control: no-store\r
        X-Content-Type-Options: nosniff\r
        Referrer-Policy: no-referrer\r
        Cross-Origin-Resource-Policy: same-origin\r
        Content-Security-Policy: default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'\r
        """;

    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final System.Logger LOG = System.getLogger(Connection.class.getName());

    private final Socket socket;
    private final LoopbackServer server;
    private final long openedNanos = System.nanoTime();
    private volatile boolean isOwners;
    private volatile boolean isAnswering;

    Connection(Socket socket, LoopbackServer server) {
        this.socket = socket;
        this.server = server;
    }

    /** Whether the token was shown on it. */
    boolean isOwners() {
        return isOwners;
    }

    /** Whether a request is being carried out. */
    boolean isAnswering() {
        return isAnswering;
    }

    long openedNanos() {
        return openedNanos;
    }

    @Override
    public void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            RequestReader reader = new RequestReader(socket);
            boolean isContinued = true;
            while (isContinued && reader.awaitRequest(isOwners ? OWNERS_IDLE_TIME : IDLE_TIME)) {
                reader.setDeadline(REQUEST_TIME);
                isContinued = serve(reader);
            }
        } catch (IOException broken) {
            // The client is gone, or the server has closed the connection.
        } finally {
            server.closed(this);
        }
    }

    /** Answers one request; returns whether another may follow. */
    private boolean serve(RequestReader reader) throws IOException {
        String method = "";
        try {
            Head head = reader.head();
            method = head.method();
            Route route = server.route(head);
            isOwners |= server.showsToken(head);
            byte[] body = route.isChange() ? body(head, route, reader) : new byte[0];
            isAnswering = true;
            write(answer(route, body), head.isLast(), true);
            isAnswering = false;
            return !head.isLast();
        } catch (RefusedException refused) {
            write(refused.answer(), true, !method.equals("HEAD"));
        } catch (SocketTimeoutException slow) {
            write(Answer.error(408, "the request did not come in time"), true, true);
        }
        socket.shutdownOutput();
        reader.setDeadline(DRAIN_TIME);
        reader.drain(DRAIN_BYTES_MAX);
        return false;
    }

    private byte[] body(Head head, Route route, RequestReader reader) throws IOException, RefusedException {
        int length = route.bodyLength(head);
        if (length > 0 && !head.all("expect").isEmpty()) {
            socket.getOutputStream().write(CONTINUE);
        }
        return reader.body(length);
    }

    private static Answer answer(Route route, byte[] body) {
        try {
            return route.handler().handle(body);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Answer.error(503, "the server is being closed");
        } catch (RuntimeException failed) {
            LOG.log(System.Logger.Level.ERROR, route.path() + " failed", failed);
            return Answer.error(500, "the request failed; see the log");
        }
    }

    private void write(Answer answer, boolean last, boolean withBody) throws IOException {
        byte[] head = ("HTTP/1.1 " + answer.status() + " " + reason(answer.status()) + "\r\nContent-Type: "
                        + answer.contentType() + "\r\n" + HEADERS
                        + "Content-Length: " + answer.body().length + "\r\n" + (last ? "Connection: close\r\n" : "")
                        + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[head.length + (withBody ? answer.body().length : 0)];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(answer.body(), 0, all, head.length, all.length - head.length);
        socket.getOutputStream().write(all);
    }

    private static String reason(int status) {
        return status < 300 ? "OK" : status < 500 ? "Refused" : "Failed";
    }

    /** Ends it, whatever it is doing. */
    void close() {
        try {
            socket.close();
        } catch (IOException alreadyBroken) {
            // It is closed all the same.
        }
    }
}
