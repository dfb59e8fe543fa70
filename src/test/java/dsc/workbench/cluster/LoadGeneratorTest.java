package dsc.workbench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.ConfigFactory;
import dsc.workbench.protocol.Argument;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Guarantee;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.Workload;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A closed loop against an actor of the test's own. */
class LoadGeneratorTest {

    private record Asked(Call call, ActorRef<Reply> replyTo) {}

    /** Knows only {@code write}; what it is answered with is the test's business. */
    private static final class Writes implements Scenario<Asked> {
        @Override
        public String id() {
            return "writes";
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
        public Behavior<Asked> behavior(NodeContext<Asked> node) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Operations<Asked> operations() {
            return Operations.<Asked>named(id()).update("write", Argument.KEY, Argument.TEXT, Asked::new);
        }

        @Override
        public Asked inspect(ActorRef<NodeView> replyTo) {
            throw new UnsupportedOperationException();
        }
    }

    private static ActorTestKit kit;

    @BeforeAll
    static void start() {
        kit = ActorTestKit.create(ConfigFactory.parseString("pekko.loglevel = ERROR")
                .withFallback(ConfigFactory.defaultReference())
                .resolve());
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    private static List<String> keys(int count) {
        return IntStream.range(0, count).mapToObj(number -> "k" + number).toList();
    }

    private static LoadReport put(Load load, Behavior<Asked> protocol) throws InterruptedException {
        return LoadGenerator.run(kit.system(), new Writes(), kit.spawn(protocol), load);
    }

    /** Answers the call of each number, from 0, by what {@code answer} says. */
    private static Behavior<Asked> answering(IntFunction<Reply> answer) {
        AtomicInteger number = new AtomicInteger();
        return Behaviors.receiveMessage(asked -> {
            asked.replyTo().tell(answer.apply(number.getAndIncrement()));
            return Behaviors.same();
        });
    }

    @Test
    void countsWhatIsAnsweredWhileItIsMeasured() throws InterruptedException {
        LoadReport report = put(new Load("write", keys(3), 64, 4, 0, 10, 50), answering(number -> new Reply.Ok(null)));
        assertThat(report.failure()).isNull();
        assertThat(report.operations()).isPositive().isLessThan(report.allOperations());
        assertThat(report.nanos()).isEqualTo(50_000_000);
        assertThat(report.perSecond()).isEqualTo(report.operations() / 0.05);
        assertThat(report.p50Micros()).isPositive().isLessThanOrEqualTo(report.p99Micros());
        assertThat(report.p99Micros()).isLessThanOrEqualTo(report.maxMicros());
    }

    /** As many calls at once, and never another before one of them is answered. */
    @Test
    void keepsSoManyUnderWay() throws InterruptedException {
        Deque<ActorRef<Reply>> waiting = new ArrayDeque<>();
        AtomicInteger most = new AtomicInteger();
        Behavior<Asked> inPairs = Behaviors.receiveMessage(asked -> {
            waiting.add(asked.replyTo());
            most.accumulateAndGet(waiting.size(), Math::max);
            if (waiting.size() == 7) {
                waiting.poll().tell(new Reply.Ok(null));
                waiting.poll().tell(new Reply.Ok(null));
            }
            return Behaviors.same();
        });
        LoadReport report = put(new Load("write", keys(3), 8, 7, 0, 0, 50), inPairs);
        assertThat(report.failure()).isNull();
        assertThat(most).hasValue(7);
    }

    @Test
    void valuesHaveTheirLengthAndKeysTakeTurns() throws InterruptedException {
        Deque<Call> calls = new ArrayDeque<>();
        put(new Load("write", keys(2), 64, 1, 0, 0, 60_000), Behaviors.receiveMessage(asked -> {
            calls.add(asked.call());
            asked.replyTo().tell(calls.size() < 4 ? new Reply.Ok(null) : new Reply.Failed("enough"));
            return Behaviors.same();
        }));
        assertThat(calls).extracting(Call::key).startsWith("k0", "k1");
        assertThat(calls).allSatisfy(call -> assertThat((String) call.value()).hasSize(64));
    }

    @Test
    void anyOtherAnswerEndsIt() throws InterruptedException {
        LoadReport moved = put(
                new Load("write", keys(1), 1, 2, 0, 0, 60_000),
                answering(number -> number < 9 ? new Reply.Ok(null) : new Reply.Redirect(Optional.empty())));
        assertThat(moved.failure()).isEqualTo("the node does not lead");
        assertThat(moved.allOperations()).isEqualTo(9);
        LoadReport lost = put(
                new Load("write", keys(1), 1, 1, 0, 60_000, 60_000),
                answering(number -> new Reply.Unknown("it stepped down")));
        assertThat(lost.failure()).contains("it stepped down");
        assertThat(lost.perSecond()).isZero();
    }

    @Test
    void aCallThatFailedIsAskedAgainAfterThePause() throws InterruptedException {
        LoadReport report = put(
                new Load("write", keys(1), 1, 3, 1, 0, 50),
                answering(number -> number < 5 ? new Reply.Failed("it is full") : new Reply.Ok(null)));
        assertThat(report.failure()).isNull();
        assertThat(report.failed()).isEqualTo(5);
        assertThat(report.operations()).isPositive().isEqualTo(report.allOperations());
    }

    @Test
    void aCallThatTheScenarioDoesNotKnowIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> put(new Load("paint", keys(1), 1, 1, 0, 0, 10), Behaviors.empty()))
                .withMessage("writes has no operation \"paint\"; it has write");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1, 0, 1",
        "1, 0, 1, 0, 1",
        "1, 1, 0, 0, 1",
        "1, 1, 1, -1, 1",
        "1, 1, 1, 0, 0",
        "1, 1, 10001, 0, 1",
        "5001, 1, 1, 0, 1",
        "1, 1025, 1, 0, 1",
        "1, 1, 1, 300001, 1",
        "1, 1, 1, 0, 60001"
    })
    void refuses(int keys, int valueChars, int outstanding, int warmUpMillis, int millis) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Load("write", keys(keys), valueChars, outstanding, 0, warmUpMillis, millis));
    }

    /**
     * The heaviest that a node with the heap of {@code conf/node.jvm} was seen to carry, and the benchmark's with its.
     */
    @Test
    void whatANodeCarriesDependsOnItsHeap() {
        long small = 192L << 20;
        new Load("write", keys(2_000), 1, 2_000, 0, 300_000, 60_000).requireRoom(small);
        new Load("write", keys(470), 1_024, 470, 0, 300_000, 60_000).requireRoom(small);
        new Load("write", keys(1_000), 64, 10_000, 0, 300_000, 60_000).requireRoom(1L << 30);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Load("write", keys(500), 1_024, 1, 0, 0, 1).requireRoom(small))
                .withMessageStartingWith("keys times (valueChars + 256) is at most 629145 with this node's heap");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Load("write", keys(1), 64, 10_000, 0, 0, 1).requireRoom(small))
                .withMessageStartingWith("outstanding times");
    }

    @Test
    void percentilesAreInMicroseconds() {
        Histogram histogram = new Histogram(1_000_000_000L, 3);
        for (int micros = 1; micros <= 100; micros++) {
            histogram.recordValue(micros * 1_000L);
        }
        LoadReport report = LoadReport.of(null, histogram, 2_000_000_000L, 150, 0);
        assertThat(report.perSecond()).isEqualTo(50);
        assertThat(report.p50Micros()).isBetween(50.0, 50.1);
        assertThat(report.p99Micros()).isBetween(99.0, 99.1);
        assertThat(report.maxMicros()).isBetween(100.0, 100.1);
    }
}
