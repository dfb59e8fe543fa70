package dsc.workbench.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.BindException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackServerTest {

    private static final Token TOKEN = Token.random();

    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger changes = new AtomicInteger();
    private final CountDownLatch release = new CountDownLatch(1);
    private LoopbackServer server;

    @BeforeEach
    void start() throws IOException {
        server = LoopbackServer.guardedBy(TOKEN)
                .get("/state", nothing -> new Answer(200, "{\"here\":true}".getBytes(StandardCharsets.UTF_8)))
                .post("/change", body -> {
                    changes.incrementAndGet();
                    return new Answer(200, body);
                })
                .get("/broken", nothing -> {
                    throw new IllegalStateException("a secret");
                })
                .get("/slow", nothing -> {
                    begun.incrementAndGet();
                    release.await();
                    return new Answer(200, "\"late\"".getBytes(StandardCharsets.UTF_8));
                })
                .start(0);
    }

    @AfterEach
    void stop() {
        release.countDown();
        server.close();
    }

    /** In these, PORT and TOKEN stand for the server's. */
    private RawHttp.Reply exchange(String text) throws IOException {
        return RawHttp.exchange(server.port(), filled(text));
    }

    private String filled(String text) {
        return text.replace("PORT", Integer.toString(server.port())).replace("TOKEN", TOKEN.value());
    }

    private static String get(String path, String... headers) {
        return request("GET " + path + " HTTP/1.1", headers) + "\r\n";
    }

    private static String post(String body, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("Content-Length: " + body.length());
        return request("POST /change HTTP/1.1", all.toArray(String[]::new)) + "\r\n" + body;
    }

    private static String request(String line, String... headers) {
        boolean namesHost = Stream.of(headers).anyMatch(header -> header.startsWith("Host"));
        return line + "\r\n" + (namesHost ? "" : "Host: 127.0.0.1:PORT\r\n") + "Connection: close\r\n"
                + String.join(
                        "", Stream.of(headers).map(header -> header + "\r\n").toList());
    }

    private static final String SHOWN = "X-Token: TOKEN";
    private static final String JSON = "Content-Type: application/json";

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of(200, get("/state")),
                Arguments.of(200, get("/state?n=1")),
                Arguments.of(200, get("/state", "Host: localhost:PORT")),
                Arguments.of(200, get("/state", "Host: LocalHost:PORT")),
                Arguments.of(200, get("/state").replace("\r\n", "\n")),
                Arguments.of(200, get("/state").replace("1.1", "1.0")),
                Arguments.of(200, post("{}", SHOWN, JSON)),
                Arguments.of(200, post("{}", SHOWN, JSON + "; charset=utf-8")),
                Arguments.of(
                        200, post("{}", SHOWN, JSON, "Origin: http://127.0.0.1:PORT", "Sec-Fetch-Site: same-origin")),
                Arguments.of(200, get("/state", "Sec-Fetch-Site: none")),
                Arguments.of(200, post("", SHOWN, JSON)),
                Arguments.of(200, request("POST /change HTTP/1.1", SHOWN, JSON) + "\r\n"),
                Arguments.of(200, post("x".repeat(64 * 1024), SHOWN, JSON)),
                // Hosts of another name, as after DNS rebinding, of another port, none, or two.
                Arguments.of(421, get("/state", "Host: evil.test")),
                Arguments.of(421, get("/state", "Host: evil.test:PORT")),
                Arguments.of(421, get("/state", "Host: 127.0.0.1.evil.test:PORT")),
                Arguments.of(421, get("/state", "Host: 127.0.0.1")),
                Arguments.of(421, get("/state", "Host: 127.0.0.1:1")),
                Arguments.of(421, get("/state", "Host: [::1]:PORT")),
                Arguments.of(421, get("/state", "Host: 0.0.0.0:PORT")),
                Arguments.of(421, post("{}", SHOWN, JSON, "Host: evil.test:PORT")),
                Arguments.of(421, "GET /state HTTP/1.1\r\n\r\n"),
                Arguments.of(421, "GET /state HTTP/1.0\r\n\r\n"),
                Arguments.of(400, get("/state", "Host: 127.0.0.1:PORT", "Host: evil.test")),
                Arguments.of(400, request("GET http://127.0.0.1:PORT/state HTTP/1.1") + "\r\n"),
                // From a page of another origin, whatever it shows.
                Arguments.of(403, get("/state", "Origin: http://evil.test")),
                Arguments.of(403, get("/state", "Origin: null")),
                Arguments.of(403, get("/state", "Origin: http://127.0.0.1:1")),
                Arguments.of(403, get("/state", "Origin: https://127.0.0.1:PORT")),
                Arguments.of(403, get("/state", "Origin: http://localhost:PORT")),
                Arguments.of(403, get("/state", "Origin: http://127.0.0.1:PORT", "Origin: http://evil.test")),
                Arguments.of(403, get("/state", "Sec-Fetch-Site: cross-site")),
                Arguments.of(403, get("/state", "Sec-Fetch-Site: same-site")),
                Arguments.of(403, post("{}", SHOWN, JSON, "Origin: http://evil.test")),
                Arguments.of(403, post("{}", SHOWN, JSON, "Sec-Fetch-Site: cross-site")),
                // Without the token.
                Arguments.of(403, post("{}", JSON)),
                Arguments.of(403, post("{}", "X-Token: ", JSON)),
                Arguments.of(403, post("{}", "X-Token: TOKENa", JSON)),
                Arguments.of(403, post("{}", "X-Token: " + Token.random().value(), JSON)),
                Arguments.of(403, post("{}", "Authorization: Bearer TOKEN", JSON)),
                Arguments.of(403, request("POST /change?X-Token=TOKEN HTTP/1.1", JSON) + "\r\n"),
                Arguments.of(400, post("{}", SHOWN, SHOWN, JSON)),
                // Not with JSON, which a form cannot send.
                Arguments.of(415, post("{}", SHOWN)),
                Arguments.of(415, post("{}", SHOWN, "Content-Type: text/plain")),
                Arguments.of(415, post("{}", SHOWN, "Content-Type: application/x-www-form-urlencoded")),
                Arguments.of(415, post("{}", SHOWN, "Content-Type: multipart/form-data; boundary=x")),
                Arguments.of(415, post("{}", SHOWN, JSON + "; charset=utf-7")),
                Arguments.of(415, post("{}", SHOWN, "Content-Type: text/plain; application/json")),
                // Other paths and methods.
                Arguments.of(404, get("/")),
                Arguments.of(404, get("/statexyz")),
                Arguments.of(404, get("/state/")),
                Arguments.of(404, get("/STATE")),
                Arguments.of(404, get("//state")),
                Arguments.of(404, get("/%73tate")),
                Arguments.of(404, get("/../state")),
                Arguments.of(405, get("/change")),
                Arguments.of(405, request("POST /state HTTP/1.1", SHOWN, JSON) + "\r\n"),
                Arguments.of(405, request("OPTIONS /change HTTP/1.1", "Access-Control-Request-Method: POST") + "\r\n"),
                Arguments.of(403, request("OPTIONS /change HTTP/1.1", "Origin: http://evil.test") + "\r\n"),
                Arguments.of(400, request("OPTIONS * HTTP/1.1") + "\r\n"),
                Arguments.of(405, request("HEAD /state HTTP/1.1") + "\r\n"),
                Arguments.of(405, request("PUT /change HTTP/1.1", SHOWN, JSON) + "\r\n"),
                Arguments.of(405, request("TRACE /state HTTP/1.1") + "\r\n"),
                Arguments.of(400, request("CONNECT evil.test:80 HTTP/1.1") + "\r\n"),
                // Too large.
                Arguments.of(413, request("POST /change HTTP/1.1", SHOWN, JSON, "Content-Length: 65537") + "\r\n"),
                Arguments.of(413, request("POST /change HTTP/1.1", SHOWN, JSON, "Content-Length: 1000000000") + "\r\n"),
                Arguments.of(413, post("x".repeat(1024 * 1024), SHOWN, JSON)),
                Arguments.of(403, post("x".repeat(1024 * 1024), JSON)),
                Arguments.of(
                        400,
                        request("POST /change HTTP/1.1", SHOWN, JSON, "Content-Length: 99999999999999999999") + "\r\n"),
                Arguments.of(400, request("POST /change HTTP/1.1", SHOWN, JSON, "Content-Length: -1") + "\r\n"),
                Arguments.of(400, request("POST /change HTTP/1.1", SHOWN, JSON, "Content-Length: 0x2") + "\r\n"),
                Arguments.of(
                        400,
                        request("POST /change HTTP/1.1", SHOWN, JSON, "Content-Length: 2", "Content-Length: 3")
                                + "\r\n{}"),
                Arguments.of(
                        411,
                        request("POST /change HTTP/1.1", SHOWN, JSON, "Transfer-Encoding: chunked")
                                + "\r\n2\r\n{}\r\n0\r\n\r\n"),
                Arguments.of(
                        411,
                        request("POST /change HTTP/1.1", SHOWN, JSON, "Transfer-Encoding: chunked", "Content-Length: 2")
                                + "\r\n{}"),
                Arguments.of(400, request("GET /state HTTP/1.1", "Content-Length: 2") + "\r\n{}"),
                Arguments.of(431, get("/state", "A: b\r\n".repeat(10_000).strip())),
                Arguments.of(431, get("/state", "A: b\r\n".repeat(100).strip())),
                Arguments.of(431, get("/state", "A: " + "b".repeat(20_000))),
                Arguments.of(431, get("/" + "a".repeat(20_000))),
                // Malformed.
                Arguments.of(400, "GET /state\r\n\r\n"),
                Arguments.of(400, "\r\n\r\n"),
                Arguments.of(400, "GET  /state HTTP/1.1\r\n\r\n"),
                Arguments.of(400, request("GET /st\u00e4te HTTP/1.1") + "\r\n"),
                Arguments.of(400, get("/state", " folded: x")),
                Arguments.of(400, get("/state", "A : b")),
                Arguments.of(400, get("/state", ": b")),
                Arguments.of(400, get("/state", "A")),
                Arguments.of(400, get("/state", "A: \u0000")),
                Arguments.of(400, get("/state", "A: b\rX-Token: c")),
                Arguments.of(505, "GET /state HTTP/2.0\r\n\r\n"),
                Arguments.of(505, "GET /state HTTP/0.9\r\n\r\n"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void answers(int status, String request) throws IOException {
        RawHttp.Reply reply = exchange(request);

        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(changes).hasValue(status == 200 && request.startsWith("POST") ? 1 : 0);
        assertThat(reply.headers())
                .containsEntry("content-type", "application/json")
                .containsEntry("x-content-type-options", "nosniff")
                .containsEntry("referrer-policy", "no-referrer")
                .containsEntry("cache-control", "no-store")
                .containsEntry("cross-origin-resource-policy", "same-origin")
                .containsEntry("connection", "close");
        assertThat(reply.headers().get("content-security-policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(reply.headers().keySet()).noneMatch(name -> name.startsWith("access-control-"));
        assertThat(reply.body()).as("nothing of the request, nor of the token").doesNotContain("evil", TOKEN.value());
        if (status != 200 && !request.startsWith("HEAD")) {
            assertThat(reply.body()).startsWith("{\"error\":\"");
        }
    }

    @Test
    void asksForABodyOnlyWhenItWillReadIt() throws IOException {
        String expecting = request("POST /change HTTP/1.1", JSON, "Content-Length: 2", "Expect: 100-continue");
        assertThat(exchange(expecting + "\r\n").status()).isEqualTo(403);

        try (Socket socket = RawHttp.connect(server.port())) {
            socket.getOutputStream()
                    .write(filled(expecting + SHOWN + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] asked = socket.getInputStream().readNBytes("HTTP/1.1 100 Continue\r\n\r\n".length());
            assertThat(new String(asked, StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 100 ");
            socket.getOutputStream().write("{}".getBytes(StandardCharsets.US_ASCII));
            assertThat(RawHttp.reply(socket).body()).isEqualTo("{}");
        }
    }

    @Test
    void aConnectionServesManyRequestsOneAfterTheOther() throws Exception {
        String kept = filled(post("1", SHOWN, JSON).replace("Connection: close\r\n", ""));
        String last = filled(post("2", SHOWN, JSON));
        assertThat(RawHttp.exchange(server.port(), kept + kept + last).body()).contains("1", "2");
        assertThat(changes).hasValue(3);

        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/change"))
                .header(Token.HEADER, TOKEN.value())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("\"\u00fc\""))
                .build();
        for (int time = 0; time < 3; time++) {
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .isEqualTo("\"\u00fc\"");
        }
    }

    @Test
    void whatWentWrongInsideIsNotTold() throws IOException {
        RawHttp.Reply reply = exchange(get("/broken"));
        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.body()).doesNotContain("secret");
    }

    /** As many as there may be, and the owner is served all the same: the oldest makes room. */
    @Test
    void halfOpenRequestsDoNotTurnTheOwnerAway() throws IOException {
        List<Socket> halfOpen = new ArrayList<>();
        try {
            for (int number = 0; number < LoopbackServer.CONNECTIONS_MAX + 50; number++) {
                Socket socket = RawHttp.connect(server.port());
                halfOpen.add(socket);
                socket.getOutputStream().write("POST /change HTTP/1.1\r\nHost: x".getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(exchange(post("{}", SHOWN, JSON)).status()).isEqualTo(200);
            assertThat(RawHttp.reply(halfOpen.getFirst()).status()).as("closed").isZero();
        } finally {
            for (Socket socket : halfOpen) {
                socket.close();
            }
        }
    }

    /** As those are that take long, and those whose answers nobody reads. */
    @Test
    void requestsThatAreAnsweredForEverDoNotTurnTheOwnerAway() throws Exception {
        String asked = filled(get("/slow").replace("Connection: close\r\n", ""));
        List<Socket> unread = new ArrayList<>();
        try {
            for (int number = 0; number < LoopbackServer.CONNECTIONS_MAX; number++) {
                Socket socket = RawHttp.connect(server.port());
                unread.add(socket);
                socket.getOutputStream().write(asked.getBytes(StandardCharsets.US_ASCII));
            }
            await(() -> begun.get() == unread.size());
            for (int time = 0; time < 3; time++) {
                assertThat(exchange(post("{}", SHOWN, JSON)).status()).isEqualTo(200);
            }
        } finally {
            for (Socket socket : unread) {
                socket.close();
            }
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int polls = 0; polls < 500 && !condition.getAsBoolean(); polls++) {
            Thread.sleep(10);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Tag("thorough")
    @ParameterizedTest
    @ValueSource(strings = {"", "GET /state HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n", "SHOWN"})
    void aRequestThatDoesNotComeInTimeIsClosed(String begun) throws Exception {
        String text = begun.equals("SHOWN") ? post("{}", SHOWN, JSON).replace("{}", "") : begun;
        try (Socket socket = RawHttp.connect(server.port())) {
            socket.getOutputStream().write(filled(text).getBytes(StandardCharsets.US_ASCII));
            RawHttp.Reply reply = RawHttp.reply(socket);
            assertThat(reply.status()).isEqualTo(begun.isEmpty() ? 0 : 408);
        }
        assertThat(changes).hasValue(0);
    }

    @Test
    void listensOnOneAddressAndTakesNoPortTwice() {
        assertThatExceptionOfType(BindException.class)
                .isThrownBy(() -> LoopbackServer.guardedBy(TOKEN).start(server.port()));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> new Socket("127.0.0.2", server.port()).close());
    }

    @Test
    void aTokenIsLongAndIsNotPrinted() {
        assertThat(Token.random().value())
                .hasSize(32)
                .isNotEqualTo(Token.random().value());
        assertThat(TOKEN).asString().doesNotContain(TOKEN.value());
        assertThatIllegalArgumentException().isThrownBy(() -> new Token(null));
        assertThatIllegalArgumentException().isThrownBy(() -> new Token("short"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Token("with a space inside"));
    }
}
