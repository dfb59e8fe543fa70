package dsc.workbench.playground;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.ObjectMapper;
import dsc.workbench.cluster.Misfits;
import dsc.workbench.loopback.RawHttp;
import dsc.workbench.loopback.Token;
import dsc.workbench.processes.Ports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A supervisor's endpoint, with something in the supervisor's place that notes what it is asked. */
class SupervisorEndpointTest {

    private static final Token TOKEN = Token.random();

    /** One of each kind, with all its fields. */
    private static final List<Request> REQUESTS = List.of(
            new Request.Status(),
            new Request.Call("write", "x", List.of("1"), "n1", "a"),
            new Request.Clients(20),
            new Request.CompletionCandidates(),
            new Request.Kill(List.of("n1"), true),
            new Request.Stop(List.of("n1")),
            new Request.Pause(List.of("n1")),
            new Request.Limp(List.of("n1")),
            new Request.Resume(List.of("n1")),
            new Request.Restart(List.of("n1")),
            new Request.Partition(List.of(List.of("n1"), List.of("n2")), true),
            new Request.PartialPartition(List.of("n1", "n2")),
            new Request.Heal(),
            new Request.Slow(List.of("n1"), 10, 20),
            new Request.Lose(List.of("n1"), 20),
            new Request.Skew("n1", 5_000),
            new Request.Add("n4"),
            new Request.Remove("n3"),
            new Request.Transfer("n2"),
            new Request.Report(),
            new Request.Down(true));

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Request> handled = new ArrayList<>();
    private int port;
    private SupervisorEndpoint endpoint;

    @BeforeEach
    void listen() throws IOException {
        port = new Ports().next();
        endpoint = new SupervisorEndpoint(TOKEN, port, request -> {
            handled.add(request);
            return Response.of("done", Map.of("request", request.toString()));
        });
    }

    @AfterEach
    void close() {
        endpoint.close();
    }

    private static String written(Request request) {
        try {
            return JSON.writerFor(Request.class).writeValueAsString(request);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static Stream<Request> requests() {
        return REQUESTS.stream();
    }

    @Test
    void thereIsOneOfEachKind() {
        assertThat(REQUESTS)
                .extracting(request -> (Object) request.getClass())
                .containsExactlyElementsOf(Arrays.stream(
                                Request.class.getAnnotation(JsonSubTypes.class).value())
                        .map(JsonSubTypes.Type::value)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("requests")
    void takesWhatTheCommandLineSends(Request request) throws Exception {
        ClusterEntry entry = new ClusterEntry("a", "raft", Path.of("a"), 1, 1, "", port, TOKEN.value(), "");
        assertThat(new SupervisorClient(entry, line -> {}).ask(request).lines()).containsExactly("done");
        assertThat(handled).containsExactly(request);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void refusesWhatIsNotQuiteThat(Request request) throws IOException {
        for (String body : Misfits.of(written(request))) {
            assertRefused(body);
        }
    }

    @ParameterizedTest
    @MethodSource("dsc.workbench.cluster.Misfits#always")
    void refusesWhatIsNoRequest(String body) throws IOException {
        assertRefused(body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"request\":\"explode\"}",
                "{\"request\":\"dsc.workbench.playground.Request$Down\"}",
                "{\"request\":\"java.lang.ProcessBuilder\"}",
                "{\"request\":\"call\"}",
                "{\"request\":\"kill\"}",
                "{\"request\":\"kill\",\"nodes\":[]}",
                "{\"request\":\"restart\"}",
                "{\"request\":\"partition\"}",
                "{\"request\":\"partition\",\"groups\":[[\"n1\"],[]]}",
                "{\"request\":\"skew\",\"offsetMillis\":1}",
                "{\"request\":\"remove\"}"
            })
    void refusesWhatLacksSomething(String body) throws IOException {
        assertRefused(body);
    }

    private void assertRefused(String body) throws IOException {
        RawHttp.Reply reply = RawHttp.exchange(port, post(body).replace("PORT", Integer.toString(port)));
        assertThat(reply.status()).as(body + " → " + reply.body()).isEqualTo(400);
        assertThat(JSON.readTree(reply.body()).path("error").asText())
                .as(body)
                .isNotBlank()
                .doesNotContain("Exception", "dsc.workbench", "com.fasterxml", "java.util");
        assertThat(handled).as(body).isEmpty();
    }

    private static String post(String body) {
        return "POST / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nConnection: close\r\nX-Token: " + TOKEN.value()
                + "\r\nContent-Type: application/json\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }
}
