package dsc.workbench.loopback;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A client that sends what it is told to, well formed or not. */
public final class RawHttp {

    private static final int TIMEOUT_MILLIS = 30_000;

    private RawHttp() {}

    /**
     * What was answered before the server closed the connection.
     *
     * @param status 0 if there was no answer
     * @param headers by name in lower case
     */
    public record Reply(int status, Map<String, String> headers, String body) {}

    /** A connection on which nothing was sent yet. */
    public static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    /** Sends {@code text}, and reads until the server closes the connection. */
    public static Reply exchange(int port, String text) throws IOException {
        try (Socket socket = connect(port)) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return reply(socket);
        }
    }

    /** What comes until the server closes the connection. */
    public static Reply reply(Socket socket) throws IOException {
        String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int end = answer.indexOf("\r\n\r\n");
        if (end < 0) {
            return new Reply(0, Map.of(), answer);
        }
        Map<String, String> headers = new TreeMap<>();
        String[] lines = answer.substring(0, end).split("\r\n");
        for (int line = 1; line < lines.length; line++) {
            String[] parts = lines[line].split(": ", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
        }
        return new Reply(Integer.parseInt(lines[0].split(" ")[1]), headers, answer.substring(end + 4));
    }
}
