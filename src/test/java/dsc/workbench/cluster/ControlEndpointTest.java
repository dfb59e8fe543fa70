package dsc.workbench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import dsc.workbench.cluster.NodeSettings.Ports;
import dsc.workbench.loopback.RawHttp;
import dsc.workbench.loopback.Token;
import dsc.workbench.protocol.Argument;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.Clock;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Guarantee;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.Workload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A node's endpoint over an actor of the test's own: what it takes, and that nothing else has any effect. */
class ControlEndpointTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Token TOKEN = Token.random();
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final ConcurrentLinkedQueue<Call> CALLS = new ConcurrentLinkedQueue<>();

    private static ActorTestKit kit;
    private static ClusterPeers<Message> peers;
    private static NodeClock clock;
    private static int port;

    private sealed interface Message {}

    private record Asked(Call call, ActorRef<Reply> replyTo) implements Message {}

    private record Inspect(ActorRef<NodeView> replyTo) implements Message {}

    private record View(String role, long term, String leader, Map<String, Object> details) implements NodeView {}

    /** Notes every call, and answers with its value. */
    private static final class Noting implements Scenario<Message> {
        @Override
        public String id() {
            return "noting";
        }

        @Override
        public String summary() {
            return "a scenario for tests";
        }

        @Override
        public Guarantee guarantee(Settings settings) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Workload workload(Settings settings) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Set<FaultKind> tolerates(Settings settings) {
            return Set.of();
        }

        @Override
        public Behavior<Message> behavior(NodeContext<Message> node) {
            return Behaviors.receiveMessage(message -> {
                switch (message) {
                    case Asked asked -> {
                        CALLS.add(asked.call());
                        asked.replyTo().tell(new Reply.Ok(asked.call().value()));
                    }
                    case Inspect inspect ->
                        inspect.replyTo().tell(new View("noting", 0, null, Map.of("entries", 7, "word", "x")));
                }
                return Behaviors.same();
            });
        }

        @Override
        public Operations<Message> operations() {
            return Operations.<Message>named(id()).update("write", Argument.KEY, Argument.TEXT, Asked::new);
        }

        @Override
        public Message inspect(ActorRef<NodeView> replyTo) {
            return new Inspect(replyTo);
        }
    }

    @BeforeAll
    static void start() throws IOException {
        kit = ActorTestKit.create(ConfigFactory.parseString("""
            pekko.actor.provider = cluster
            pekko.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
            pekko.loglevel = ERROR
            """)
                .withFallback(ConfigFactory.defaultReference())
                .resolve());
        port = new dsc.workbench.processes.Ports().next();
        NodeSettings settings = new NodeSettings(
                N1,
                "noting",
                new TreeMap<>(Map.of(N1, new Ports(1, port), N2, new Ports(3, 4))),
                List.of(N1, N2),
                List.of(N1),
                1,
                TOKEN);
        peers = new ClusterPeers<>(kit.system(), settings, addresses -> {}, new SplittableRandom(1));
        clock = new NodeClock(Clock.system());
        Noting scenario = new Noting();
        new ControlEndpoint<>(kit.system(), settings, scenario, kit.spawn(scenario.behavior(null)), peers, clock)
                .bind();
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    @BeforeEach
    void forget() {
        CALLS.clear();
    }

    private static RawHttp.Reply post(String path, String body, String... headers) throws IOException {
        return RawHttp.exchange(
                port,
                "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nConnection: close\r\n"
                        + Stream.of(headers).map(header -> header + "\r\n").collect(Collectors.joining())
                        + "Content-Type: application/json\r\nContent-Length: "
                        + body.getBytes(StandardCharsets.ISO_8859_1).length + "\r\n\r\n" + body);
    }

    private static RawHttp.Reply posted(String path, String body) throws IOException {
        return post(path, body, "X-Token: " + TOKEN.value());
    }

    private static JsonNode get(String path) throws IOException {
        RawHttp.Reply reply = RawHttp.exchange(
                port, "GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nConnection: close\r\n\r\n");
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return JSON.readTree(reply.body());
    }

    /** What each path takes. */
    private static final Map<String, String> RIGHT = Map.of(
            "/operations", "{\"session\":1,\"sequence\":2,\"function\":\"write\",\"key\":\"x\",\"value\":\"1\"}",
            "/load",
                    "{\"function\":\"write\",\"keys\":[\"x\"],\"valueChars\":1,\"outstanding\":1,\"pauseMillis\":0,\"warmUpMillis\":0,\"millis\":1}",
            "/clock", "{\"offsetMillis\":0}",
            "/peers", "{\"n2\":{\"artery\":3,\"http\":4}}",
            "/faults",
                    "{\"n2\":{\"cut\":false,\"lossPercent\":0,\"duplicatePercent\":0,\"delayMinMillis\":0,\"delayMaxMillis\":0}}");

    /** A number, true and false are the texts that they are written as (see {@link Argument}). */
    private static final String OTHER_TEXT = ".*\"value\":(true|[0-9.e]+)\\}";

    static Stream<Arguments> right() {
        return RIGHT.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    static Stream<Arguments> misfits() {
        Stream<Arguments> each = RIGHT.entrySet().stream()
                .flatMap(entry -> Stream.concat(
                                Misfits.always().stream(),
                                entry.getValue().contains("{\"n2\":")
                                        ? within(entry.getValue())
                                        : Misfits.of(entry.getValue()).stream())
                        .filter(body -> !(entry.getKey().equals("/operations") && body.matches(OTHER_TEXT)))
                        .map(body -> Arguments.of(entry.getKey(), body)));
        return Stream.concat(
                each,
                Stream.of(
                        Arguments.of("/operations", "{}"),
                        Arguments.of("/operations", "{\"function\":\" \"}"),
                        Arguments.of("/operations", "{\"function\":\"write\",\"session\":-1}"),
                        Arguments.of("/operations", "{\"function\":\"write\",\"sequence\":-9223372036854775808}"),
                        Arguments.of("/operations", "{\"function\":\"write\",\"value\":[[\"1\"]]}"),
                        Arguments.of("/operations", "{\"function\":\"write\",\"value\":[\"1\",null]}"),
                        Arguments.of("/faults", "{\"n9\":{\"cut\":true}}"),
                        Arguments.of("/faults", "{\"n1\":{\"cut\":true}}"),
                        Arguments.of("/faults", "{\"\":{\"cut\":true}}"),
                        Arguments.of("/faults", "{\"../n2\":{\"cut\":true}}"),
                        Arguments.of("/faults", "{\"n2\":{\"lossPercent\":101}}"),
                        Arguments.of("/faults", "{\"n2\":{\"lossPercent\":-1}}"),
                        Arguments.of("/faults", "{\"n2\":{\"delayMinMillis\":5}}"),
                        Arguments.of("/faults", "{\"n2\":{\"delayMaxMillis\":60001}}"),
                        Arguments.of("/peers", "{\"n2\":{\"artery\":4,\"http\":4}}"),
                        Arguments.of("/peers", "{\"n4\":{}}"),
                        Arguments.of("/peers", "{\"n4\":{\"artery\":0,\"http\":4}}"),
                        Arguments.of("/peers", "{\"n4\":{\"artery\":5,\"http\":65536}}"),
                        Arguments.of("/peers", many()),
                        Arguments.of("/clock", "{}"),
                        Arguments.of("/clock", "{\"offsetMillis\":86400001}"),
                        Arguments.of("/clock", "{\"offsetMillis\":-9223372036854775808}"),
                        Arguments.of("/load", "{}"),
                        Arguments.of("/load", load(5_001, 1, 1, 0, 1)),
                        Arguments.of("/load", load(1, 1_025, 1, 0, 1)),
                        Arguments.of("/load", load(1, 1, 10_001, 0, 1)),
                        Arguments.of("/load", load(1, 1, 1, 300_001, 1)),
                        Arguments.of("/load", load(1, 1, 1, 0, 60_001))));
    }

    private static Stream<String> within(String named) {
        String inner = named.substring("{\"n2\":".length(), named.length() - 1);
        return Stream.concat(
                Stream.of("{\"n2\":null}", "{\"n2\":1}", "{\"n2\":\"\"}", "{\"n2\":[]}", "{\"n2\":true}"),
                Misfits.of(inner).stream().map(misfit -> "{\"n2\":" + misfit + "}"));
    }

    private static String many() {
        return IntStream.rangeClosed(3, 100)
                .mapToObj(number -> "\"n" + number + "\":{\"artery\":" + number + ",\"http\":" + (number + 100) + "}")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String load(int keys, int valueChars, int outstanding, int warmUpMillis, int millis) {
        String names =
                IntStream.range(0, keys).mapToObj(key -> "\"k" + key + "\"").collect(Collectors.joining(","));
        return "{\"function\":\"write\",\"keys\":[%s],\"valueChars\":%d,\"outstanding\":%d,\"pauseMillis\":0,\"warmUpMillis\":%d,\"millis\":%d}"
                .formatted(names, valueChars, outstanding, warmUpMillis, millis);
    }

    @ParameterizedTest
    @MethodSource("right")
    void takesWhatIsRightWithTheTokenAlone(String path, String body) throws IOException {
        assertThat(post(path, body).status()).isEqualTo(403);
        assertThat(post(path, body, "X-Token: " + Token.random().value()).status())
                .isEqualTo(403);
        assertThat(CALLS).isEmpty();
        assertThat(posted(path, body).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void refusesWhatIsNotAndGoesOn(String path, String body) throws IOException {
        RawHttp.Reply reply = posted(path, body);
        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(JSON.readTree(reply.body()).path("error").asText())
                .isNotBlank()
                .doesNotContain("Exception", "dsc.workbench", "com.fasterxml", "java.util");
        assertThat(CALLS).isEmpty();
        assertThat(clock.offsetMillis()).isZero();
        assertThat(peers.others()).containsExactly(N2);
        peers.tell(N2, new Inspect(null));
        assertThat(get("/state").path("role").asText()).isEqualTo("noting");
    }

    @Test
    void everyPathIsExactAndTakesItsMethodsAlone() throws IOException {
        for (String path : List.of("/alive", "/state", "/cluster/members", "/faults", "/peers", "/clock", "/sent")) {
            get(path);
            assertThat(RawHttp.exchange(
                                    port,
                                    "GET " + path + "xyz HTTP/1.1\r\nHost: localhost:" + port
                                            + "\r\nConnection: close\r\n\r\n")
                            .status())
                    .isEqualTo(404);
        }
        for (String path : List.of("/alive", "/ready", "/state", "/cluster/members", "/sent")) {
            assertThat(posted(path, "{}").status()).as(path).isEqualTo(405);
        }
    }

    @Test
    void saysHowManyEventsItHasWritten() throws IOException {
        long before = get("/written").path("events").asLong();
        WrittenEvents.of(Adapter.toClassic(kit.system())).add(3);

        assertThat(get("/written").path("events").asLong()).isEqualTo(before + 3);
        assertThat(get("/written").path("incarnation")).isEqualTo(get("/sent").path("incarnation"));
    }

    @Test
    void aScrapeHasTheJvmsTheNodesAndTheProtocolsNumbers() throws IOException {
        WrittenEvents.of(Adapter.toClassic(kit.system())).add(1);
        for (int scrape = 1; scrape <= 2; scrape++) {
            RawHttp.Reply reply = RawHttp.exchange(
                    port, "GET /metrics HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nConnection: close\r\n\r\n");

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.headers()).containsEntry("content-type", "text/plain; version=0.0.4; charset=utf-8");
            assertThat(reply.body().lines())
                    .contains("# TYPE dsc_messages_sent_total counter", "# TYPE dsc_detail gauge")
                    .contains("dsc_detail{name=\"entries\"} 7.0", "dsc_detail{name=\"term\"} 0.0")
                    .anyMatch(line -> line.matches("dsc_bytes_sent_total [0-9.E]+"))
                    .anyMatch(line -> line.matches("dsc_events_written_total [1-9][0-9.E]*"))
                    .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"))
                    .anyMatch(line -> line.startsWith("process_cpu_usage "))
                    .noneMatch(line -> line.contains("name=\"word\""));
        }
    }

    @Test
    void withoutTheTokenTheNodeDoesNotStop() throws IOException {
        assertThat(post("/stop", "").status()).isEqualTo(403);
        assertThat(post("/stop", "", "X-Token: " + TOKEN.value(), "Origin: http://evil.test")
                        .status())
                .isEqualTo(403);
        get("/alive");
    }
}
