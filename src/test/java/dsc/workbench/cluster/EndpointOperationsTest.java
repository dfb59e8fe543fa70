package dsc.workbench.cluster;

import static dsc.workbench.protocol.Argument.KEY;
import static dsc.workbench.protocol.Argument.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dsc.workbench.loopback.Token;
import dsc.workbench.processes.Ports;
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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a node makes of operations that do not fit: an answer, and nothing that reaches the protocol's actor. */
class EndpointOperationsTest {

    private record Write(String key, String value, ActorRef<Reply> replyTo) {}

    /** Has a sound operation, and one whose declaration is a mistake. */
    private static final class Register implements Scenario<Write> {
        @Override
        public String id() {
            return "register";
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
        public Operations<Write> operations() {
            return Operations.<Write>named(id())
                    .update("write", KEY, TEXT, (call, replyTo) -> new Write(call.key(), call.text(), replyTo))
                    .update("break", KEY, (call, replyTo) -> {
                        throw new IllegalStateException("a mistake of the scenario");
                    });
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
        public Behavior<Write> behavior(NodeContext<Write> node) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Write inspect(ActorRef<NodeView> replyTo) {
            throw new UnsupportedOperationException();
        }
    }

    private static final Token TOKEN = Token.random();

    private static ActorTestKit kit;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        kit = ActorTestKit.create(ConfigFactory.parseString("""
            pekko.loglevel = ERROR
            pekko.actor.provider = cluster
            pekko.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
            """)
                .withFallback(ConfigFactory.defaultReference())
                .resolve());
        port = new Ports().next();
        NodeId self = new NodeId("n1");
        TreeMap<NodeId, NodeSettings.Ports> members =
                new TreeMap<>(Map.of(self, new NodeSettings.Ports(new Ports().next(), port)));
        NodeSettings settings = new NodeSettings(self, "register", members, List.of(self), List.of(self), 1, TOKEN);
        ActorRef<Write> protocol = kit.spawn(Behaviors.receiveMessage(write -> {
            write.replyTo().tell(new Reply.Ok(write.key() + "=" + write.value()));
            return Behaviors.same();
        }));
        new ControlEndpoint<>(kit.system(), settings, new Register(), protocol, null, null).bind();
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    private static HttpResponse<String> post(String call) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/operations"))
                            .header(Token.HEADER, TOKEN.value())
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(call))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void aCallThatFitsIsAnswered() throws Exception {
        HttpResponse<String> answer = post("{\"function\": \"write\", \"key\": \"x\", \"value\": \"\\ud83d\\ude00\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"outcome\":\"ok\"", "x=\\uD83D\\uDE00");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"function": "write", "key": "x", "value": "\\ud83d"} | a value must be encodable in UTF-8, and this
        {"function": "write", "key": "\\ude00", "value": "1"} | a key must be encodable in UTF-8, and this
        {"function": "\\ud83d", "key": "x"}                   | register has no operation
        {"function": "write", "key": "x"}                     | write needs a value: write KEY VALUE
        {"function": "write", "value": "1"}                   | write needs a key: write KEY VALUE
        {"function": "write", "key": "x", "value": ["1"," "]} | write takes nothing after a value
        {"function": "write", "key": "x", "value": {"a": 1}}  | a value is a text, not an object
        {"function": "wrtie", "key": "x", "value": "1"}       | did you mean write?
        {"function": "write", "key": "x", "value": "1", "session": 3} | numbered from 1
        """)
    void aCallThatDoesNotFitIsRefusedInALine(String call, String why) throws Exception {
        HttpResponse<String> answer = post(call);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains(why).doesNotContain("Exception");
        aCallThatFitsIsAnswered();
    }

    @Test
    void aMistakeOfTheScenarioIsAnsweredAsSuch() throws Exception {
        assertThat(post("{\"function\": \"break\", \"key\": \"x\"}").statusCode())
                .isEqualTo(500);
        aCallThatFitsIsAnswered();
    }
}
