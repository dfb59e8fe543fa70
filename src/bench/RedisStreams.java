import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a Redis stream carries from one process to another, to be set beside {@code dsc bench queue}: a producer keeps
 * so many {@code XADD} of 64 characters under way; a consumer of a group reads what is there ({@code XREADGROUP}) and
 * acknowledges it ({@code XACK}). Two connections on loopback; Redis is single-threaded, and a third process beside
 * these.
 *
 * <pre>
 * redis-server --port 7379 --bind 127.0.0.1 --save "" --appendonly no &
 * java src/bench/RedisStreams.java 7379 64 5
 * </pre>
 */
public final class RedisStreams {

    private static final String STREAM = "letters";
    private static final String LETTER = "x".repeat(64);
    private static final int READ_MOST = 1_000;
    private static final int WARM_UP_SECONDS = 3;

    private static final AtomicLong DELIVERED = new AtomicLong();
    private static volatile boolean over;

    private RedisStreams() {}

    /** @param args port, how many are under way, seconds */
    public static void main(String[] args) throws Exception {
        if (args.length != 3) {
            System.err.println("usage: RedisStreams PORT OUTSTANDING SECONDS");
            System.exit(64);
        }
        int port = Integer.parseInt(args[0]);
        int outstanding = Integer.parseInt(args[1]);
        int seconds = Integer.parseInt(args[2]);
        try (Connection setup = new Connection(port)) {
            setup.ask("DEL", STREAM);
            setup.ask("XGROUP", "CREATE", STREAM, "home", "$", "MKSTREAM");
        }
        Thread consumer = Thread.ofPlatform().start(() -> consume(port));
        long[] accepted = produce(port, outstanding, seconds);
        over = true;
        consumer.join();
        Arrays.sort(accepted);
        System.out.printf(
                Locale.ROOT,
                "outstanding %d: %,.0f letters a second delivered; accepted after p50 %,d µs, p99 %,d µs%n",
                outstanding,
                (double) (DELIVERED.get() - deliveredBefore) / seconds,
                accepted[accepted.length / 2] / 1_000,
                accepted[(int) (accepted.length * 0.99)] / 1_000);
    }

    private static long deliveredBefore;

    private static long[] produce(int port, int outstanding, int seconds) throws IOException {
        List<Long> took = new ArrayList<>();
        Deque<Long> sent = new ArrayDeque<>();
        try (Connection connection = new Connection(port)) {
            long begin = System.nanoTime() + WARM_UP_SECONDS * 1_000_000_000L;
            long end = begin + seconds * 1_000_000_000L;
            boolean measuring = false;
            for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
                if (!measuring && now >= begin) {
                    measuring = true;
                    deliveredBefore = DELIVERED.get();
                }
                while (sent.size() < outstanding) {
                    connection.send("XADD", STREAM, "*", "t", LETTER);
                    sent.add(System.nanoTime());
                }
                connection.flush();
                do {
                    connection.read();
                    long askedAt = sent.poll();
                    if (measuring) {
                        took.add(System.nanoTime() - askedAt);
                    }
                } while (!sent.isEmpty() && connection.hasInput());
            }
        }
        return took.stream().mapToLong(Long::longValue).toArray();
    }

    private static void consume(int port) {
        try (Connection connection = new Connection(port)) {
            while (!over) {
                Object read = connection.ask(
                        "XREADGROUP",
                        "GROUP",
                        "home",
                        "c",
                        "COUNT",
                        Integer.toString(READ_MOST),
                        "BLOCK",
                        "100",
                        "STREAMS",
                        STREAM,
                        ">");
                if (read == null) {
                    continue;
                }
                List<?> entries = (List<?>) ((List<?>) ((List<?>) read).getFirst()).get(1);
                List<String> command = new ArrayList<>(List.of("XACK", STREAM, "home"));
                entries.forEach(entry -> command.add((String) ((List<?>) entry).getFirst()));
                connection.ask(command.toArray(String[]::new));
                DELIVERED.addAndGet(entries.size());
            }
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Redis' protocol, RESP2, as far as it is needed. */
    private static final class Connection implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;

        Connection(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
        }

        Object ask(String... words) throws IOException {
            send(words);
            flush();
            return read();
        }

        void send(String... words) throws IOException {
            StringBuilder text = new StringBuilder("*").append(words.length).append("\r\n");
            for (String word : words) {
                text.append('$')
                        .append(word.length())
                        .append("\r\n")
                        .append(word)
                        .append("\r\n");
            }
            out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
        }

        void flush() throws IOException {
            out.flush();
        }

        boolean hasInput() throws IOException {
            return in.available() > 0;
        }

        Object read() throws IOException {
            String line = line();
            String rest = line.substring(1);
            return switch (line.charAt(0)) {
                case '+', ':' -> rest;
                case '-' -> throw new IOException(rest);
                case '$' -> text(Integer.parseInt(rest));
                case '*' -> list(Integer.parseInt(rest));
                default -> throw new IOException("not RESP: " + line);
            };
        }

        private String text(int length) throws IOException {
            if (length < 0) {
                return null;
            }
            String text = new String(in.readNBytes(length), StandardCharsets.US_ASCII);
            in.readNBytes(2);
            return text;
        }

        private List<Object> list(int length) throws IOException {
            if (length < 0) {
                return null;
            }
            List<Object> list = new ArrayList<>();
            for (int at = 0; at < length; at++) {
                list.add(read());
            }
            return list;
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = in.read(); next != '\r'; next = in.read()) {
                if (next < 0) {
                    throw new EOFException("Redis closed the connection");
                }
                line.append((char) next);
            }
            in.read();
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
