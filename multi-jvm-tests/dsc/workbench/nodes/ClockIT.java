package dsc.workbench.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.workbench.checkers.Checker;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.cluster.ScenarioNode;
import dsc.workbench.cluster.ScenarioNode.ControlPorts;
import dsc.workbench.faults.ClockReading;
import dsc.workbench.multijvm.MultiJvm;
import dsc.workbench.multijvm.MultiJvmTest;
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
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;

/** A live node's clock is set off by its control endpoint, and the protocol on it, which reads the clock, sees it. */
@MultiJvmTest(nodes = 2, system = ScenarioNode.SYSTEM, configFiles = "conf/node.conf")
class ClockIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Test
    void theProtocolReadsTheTimeThatItsNodeWasSetTo(MultiJvm node) {
        ControlPorts control = ScenarioNode.controlPorts(node, List.of("n1", "n2"));
        node.runOn("n1, n2", () -> ScenarioNode.start(node, new TimeOfDay(), control));

        node.runOn("n1", () -> {
            NodeClient n1 = new NodeClient(control.ports().get("n1"), control.token());
            NodeClient n2 = new NodeClient(control.ports().get("n2"), control.token());
            assertThat(read(n2).isAheadBy(0)).isTrue();

            n2.setClock(5_000, TIMEOUT);
            assertThat(read(n2).isAheadBy(5_000)).isTrue();
            assertThat(n2.clock(TIMEOUT).isAheadBy(5_000)).isTrue();
            assertThat(n2.clock(TIMEOUT).isAheadBy(0)).isFalse();
            assertThat(read(n1).isAheadBy(0)).isTrue();

            assertThatThrownBy(() -> n2.setClock(86_400_001, TIMEOUT))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("at most a day");
            assertThat(read(n2).isAheadBy(5_000)).isTrue();

            n2.setClock(-86_400_000, TIMEOUT);
            assertThat(read(n2).isAheadBy(-86_400_000)).isTrue();
            n2.setClock(0, TIMEOUT);
            assertThat(read(n2).isAheadBy(0)).isTrue();
        });
    }

    /** What the protocol says the time is. */
    private static ClockReading read(NodeClient client) throws IOException, InterruptedException {
        long before = System.currentTimeMillis();
        Object shown = client.call(Call.of("read", "time", null), TIMEOUT).value();
        return new ClockReading(((Number) shown).longValue(), before, System.currentTimeMillis());
    }

    private sealed interface Message {}

    private record Read(ActorRef<Reply> replyTo) implements Message {}

    private record Inspect(ActorRef<NodeView> replyTo) implements Message {}

    private record Idle() implements NodeView {
        @Override
        public String role() {
            return "clock";
        }

        @Override
        public long term() {
            return -1;
        }

        @Override
        public String leader() {
            return null;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of();
        }
    }

    /** Tells the time of day, in milliseconds since 1970, by the clock that it was given. */
    private static final class TimeOfDay implements Scenario<Message> {
        @Override
        public String id() {
            return "timeofday";
        }

        @Override
        public String summary() {
            return "a clock";
        }

        @Override
        public Guarantee guarantee(Settings settings) {
            return new Guarantee(
                    "nothing",
                    "It promises nothing.",
                    Checker.named("nothing", (history, budget) -> Verdict.valid("nothing was promised")),
                    Duration.ofSeconds(10));
        }

        @Override
        public Workload workload(Settings settings) {
            return (random, keys, turn) -> Call.of("read", "time", null);
        }

        @Override
        public Set<FaultKind> tolerates(Settings settings) {
            return EnumSet.of(FaultKind.CLOCK);
        }

        @Override
        public Behavior<Message> behavior(NodeContext<Message> node) {
            return Behaviors.receiveMessage(message -> {
                switch (message) {
                    case Read read ->
                        read.replyTo().tell(new Reply.Ok(node.clock().now().toEpochMilli()));
                    case Inspect inspect -> inspect.replyTo().tell(new Idle());
                }
                return Behaviors.same();
            });
        }

        @Override
        public Operations<Message> operations() {
            return Operations.<Message>named(id()).query("read", Argument.KEY, (call, replyTo) -> new Read(replyTo));
        }

        @Override
        public Message inspect(ActorRef<NodeView> replyTo) {
            return new Inspect(replyTo);
        }
    }
}
