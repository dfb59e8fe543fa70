package dsc.concepts.foundations.communication.requestresponse;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import dsc.concepts.foundations.communication.requestresponse.RequestResponse.CallId;
import dsc.concepts.foundations.communication.requestresponse.RequestResponse.Message;
import dsc.concepts.foundations.communication.requestresponse.RequestResponse.Request;
import dsc.concepts.foundations.communication.requestresponse.RequestResponse.Response;
import dsc.concepts.foundations.communication.requestresponse.RequestResponse.Stale;
import dsc.concepts.shared.InMemorySystem;
import dsc.workbench.protocol.Clock;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Peers;
import dsc.workbench.protocol.Settings;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What a home makes of the requests of a caller that asks again, late, or without waiting. */
class HomeTest {

    private static final NodeId CALLER = new NodeId("n1");
    private static final NodeId HOME = new NodeId("n2");
    private static final String KEY = "inbox";
    private static final long LEFT_MILLIS = 60_000;

    private static ActorTestKit kit;
    private static Config settings;

    private final BlockingQueue<Message> sent = new LinkedBlockingQueue<>();
    private ActorRef<Message> home;

    @BeforeAll
    static void start() {
        settings = InMemorySystem.settings("requestresponse", "");
        kit = InMemorySystem.create("home");
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    @BeforeEach
    void spawn(TestInfo test) {
        Peers<Message> peers = new Peers<>() {
            @Override
            public List<NodeId> others() {
                return List.of(CALLER);
            }

            @Override
            public void tell(NodeId to, Message message) {
                sent.add(message);
            }
        };
        home = kit.spawn(RequestResponse.create(new NodeContext<>(
                HOME,
                List.of(CALLER, HOME),
                peers,
                Clock.system(),
                new SplittableRandom(1),
                test.getDisplayName(),
                Settings.of("requestresponse", settings))));
    }

    private static CallId call(long incarnation, long number) {
        return new CallId(CALLER, incarnation, number);
    }

    private void request(CallId call, long firstIncomplete, String letter, long leftMillis) {
        home.tell(new Request(call, firstIncomplete, KEY, letter, leftMillis));
    }

    private Message answer() throws InterruptedException {
        return sent.poll(20, TimeUnit.SECONDS);
    }

    private List<String> letters() {
        TestProbe<NodeView> probe = kit.createTestProbe();
        home.tell(new RequestResponse.Inspect(probe.ref()));
        return ((RequestResponse.View) probe.receiveMessage()).state().inboxes().of(KEY);
    }

    @Test
    void aCallThatIsRepeatedIsAnsweredAndNotExecutedAgain() throws InterruptedException {
        request(call(1, 1), 1, "a", LEFT_MILLIS);
        request(call(1, 2), 1, "b", LEFT_MILLIS);
        request(call(1, 1), 1, "a", LEFT_MILLIS);

        assertThat(answer()).isEqualTo(new Response(call(1, 1), 1));
        assertThat(answer()).isEqualTo(new Response(call(1, 2), 2));
        assertThat(answer()).isEqualTo(new Response(call(1, 1), 1));
        assertThat(letters()).containsExactly("a", "b");
    }

    @Test
    void aCallBelowTheFirstIncompleteOneIsStaleWhetherItWasExecutedOrNot() throws InterruptedException {
        request(call(1, 1), 1, "a", LEFT_MILLIS);
        request(call(1, 3), 3, "c", LEFT_MILLIS);
        request(call(1, 1), 1, "a", LEFT_MILLIS);
        request(call(1, 2), 1, "b", LEFT_MILLIS);

        assertThat(List.of(answer(), answer()))
                .containsExactly(new Response(call(1, 1), 1), new Response(call(1, 3), 2));
        assertThat(List.of(answer(), answer())).containsExactly(new Stale(call(1, 1)), new Stale(call(1, 2)));
        assertThat(letters()).containsExactly("a", "c");
    }

    @Test
    void anotherIncarnationConfirmsAllOfTheEarlierOnesAndHasNumbersOfItsOwn() throws InterruptedException {
        request(call(1, 1), 1, "a", LEFT_MILLIS);
        request(call(2, 1), 1, "b", LEFT_MILLIS);
        request(call(1, 1), 1, "a", LEFT_MILLIS);

        assertThat(List.of(answer(), answer()))
                .containsExactly(new Response(call(1, 1), 1), new Response(call(2, 1), 2));
        assertThat(answer()).isEqualTo(new Stale(call(1, 1)));
        assertThat(letters()).containsExactly("a", "b");
    }

    @Test
    void whatNobodyWaitsForIsNotBegun() throws InterruptedException {
        request(call(1, 1), 1, "a", 0);
        request(call(1, 2), 1, "b", LEFT_MILLIS);

        assertThat(answer()).isEqualTo(new Response(call(1, 2), 1));
        assertThat(letters()).containsExactly("b");
    }

    @Test
    void waitsDoubleUpToTheLongestAndAreDrawnAroundThat() {
        Options options = Options.from(Settings.of("requestresponse", settings));
        SplittableRandom random = new SplittableRandom(1);
        for (int attempts = 0; attempts < 8; attempts++) {
            Duration about = Duration.ofMillis(Math.min(400, 60L << attempts));
            for (int draw = 0; draw < 50; draw++) {
                assertThat(options.wait(attempts, random))
                        .isBetween(about.dividedBy(2), about.multipliedBy(3).dividedBy(2));
            }
        }
    }
}
