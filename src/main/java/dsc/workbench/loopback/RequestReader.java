package dsc.workbench.loopback;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Reads the requests of one connection, HTTP/1.1 or 1.0, within limits. It is strict: what two readers could understand
 * in two ways (a folded header, two lengths, a space before a colon) is refused.
 */
final class RequestReader {

    /** The request line and all headers, in bytes. */
    static final int HEAD_BYTES_MAX = 16 * 1024;

    static final int HEADERS_MAX = 100;

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final int BUFFER_BYTES = 8 * 1024;

    private final Socket socket;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int next;
    private int end;
    private long deadlineNanos;
    private int headBytes;

    RequestReader(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    /** Waits until a request begins; returns whether one does in time. */
    boolean awaitRequest(Duration timeout) throws IOException {
        setDeadline(timeout);
        try {
            return next < end || fill();
        } catch (SocketTimeoutException silent) {
            return false;
        }
    }

    /** Everything that is read from now on must have come within {@code timeout}, however slowly it comes. */
    void setDeadline(Duration timeout) {
        deadlineNanos = System.nanoTime() + timeout.toNanos();
    }

    /**
     * Reads a request up to its body.
     *
     * @throws RefusedException if it is malformed or too large
     * @throws SocketTimeoutException if it is not there in time
     */
    Head head() throws IOException, RefusedException {
        headBytes = 0;
        String[] words = line().split(" ", -1);
        if (words.length != 3 || !words[0].matches(TOKEN)) {
            throw new RefusedException(400, "a request begins with method, path and version");
        }
        if (!words[2].matches("HTTP/1\\.[01]")) {
            throw new RefusedException(505, "the version is HTTP/1.1");
        }
        if (!words[1].matches("/[!-~]*")) {
            throw new RefusedException(400, "a path begins with a slash and is ASCII");
        }
        int query = words[1].indexOf('?');
        String path = query < 0 ? words[1] : words[1].substring(0, query);
        return new Head(words[0], path, words[2].endsWith("0"), headers());
    }

    private Map<String, List<String>> headers() throws IOException, RefusedException {
        Map<String, List<String>> headers = new HashMap<>();
        int count = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (++count > HEADERS_MAX) {
                throw new RefusedException(431, "a request has at most " + HEADERS_MAX + " headers");
            }
            int colon = line.indexOf(':');
            if (colon < 1 || !line.substring(0, colon).matches(TOKEN)) {
                throw new RefusedException(400, "a header is a name, a colon and a value");
            }
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return headers;
    }

    /** A line without its end, which is CRLF or LF. */
    private String line() throws IOException, RefusedException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int one = read();
            if (one < 0) {
                throw new EOFException();
            }
            if (++headBytes > HEAD_BYTES_MAX) {
                throw new RefusedException(431, "a request line and its headers have at most 16 KiB");
            }
            if (one == '\n') {
                int length = line.length();
                boolean hasReturn = length > 0 && line.charAt(length - 1) == '\r';
                String text = hasReturn ? line.substring(0, length - 1) : line.toString();
                if (text.chars().anyMatch(character -> character < ' ' && character != '\t')) {
                    throw new RefusedException(400, "a header has no control characters");
                }
                return text;
            }
            line.append((char) one);
        }
    }

    /** Reads a body of exactly {@code length} bytes. */
    byte[] body(int length) throws IOException {
        byte[] body = new byte[length];
        for (int index = 0; index < length; index++) {
            int one = read();
            if (one < 0) {
                throw new EOFException();
            }
            body[index] = (byte) one;
        }
        return body;
    }

    /** Throws away what comes, until the client has closed its side, the deadline is over or {@code bytesMax} came. */
    void drain(int bytesMax) throws IOException {
        int drained = end - next;
        next = end;
        while (drained < bytesMax && fill()) {
            drained += end;
            next = end;
        }
    }

    private int read() throws IOException {
        return next < end || fill() ? buffer[next++] & 0xff : -1;
    }

    private boolean fill() throws IOException {
        long millis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
        if (millis <= 0) {
            throw new SocketTimeoutException();
        }
        socket.setSoTimeout((int) millis);
        next = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }
}
