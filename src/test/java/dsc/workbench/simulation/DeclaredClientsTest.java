package dsc.workbench.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dsc.workbench.faults.Fault;
import dsc.workbench.faults.FaultPlan;
import dsc.workbench.history.Operation;
import dsc.workbench.protocol.Argument;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.ClientPolicy;
import dsc.workbench.protocol.Deployment;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.FinalRead;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.Workload;
import dsc.workbench.simulation.worlds.Conditions;
import dsc.workbench.simulation.worlds.WorldSpec;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;

/** The simulation's clients do as the scenario declares. */
class DeclaredClientsTest {

    /** Answers a value with this node's id, the first time as if it did not know what became of it. */
    private static final class Doubtful extends ToyScenario<Doubtful.Message> {

        sealed interface Message {}

        record Go(String value, ActorRef<Reply> replyTo) implements Message {}

        record Count(ActorRef<Reply> replyTo) implements Message {}

        record Inspect(ActorRef<NodeView> replyTo) implements Message {}

        private final ClientPolicy policy;

        Doubtful(ClientPolicy policy) {
            this.policy = policy;
        }

        @Override
        public Operations<Message> operations() {
            return Operations.<Message>named(id())
                    .update("go", Argument.TEXT, (call, replyTo) -> new Go(call.text(), replyTo))
                    .answers()
                    .query("count", (call, replyTo) -> new Count(replyTo))
                    .finalRead(FinalRead.PER_NODE);
        }

        @Override
        public Workload workload(Settings settings) {
            return (random, keys, turn) -> Call.of("go", null, turn.unique());
        }

        @Override
        public ClientPolicy clients() {
            return policy;
        }

        @Override
        public Deployment deployment() {
            return Deployment.PEERS.withNodes(6);
        }

        @Override
        public Behavior<Message> behavior(NodeContext<Message> node) {
            Set<String> seen = new HashSet<>();
            return Behaviors.receiveMessage(message -> {
                switch (message) {
                    case Go go ->
                        go.replyTo()
                                .tell(
                                        seen.add(go.value())
                                                ? new Reply.Unknown("perhaps")
                                                : new Reply.Ok(node.self().value()));
                    case Count count -> count.replyTo().tell(new Reply.Ok(seen.size()));
                    case Inspect inspect -> inspect.replyTo().tell(new Said("toy", 0));
                }
                return Behaviors.same();
            });
        }

        @Override
        public Message inspect(ActorRef<NodeView> replyTo) {
            return new Inspect(replyTo);
        }
    }

    private static final ClientPolicy ONE_ENTRY =
            ClientPolicy.DEFAULT.withEntryNodes((nodes, settings) -> nodes.subList(1, 2));

    private static Outcome world(ClientPolicy policy, FaultPlan plan) {
        Conditions conditions = Conditions.usual(new Doubtful(policy).deployment())
                .edit()
                .clients(3)
                .lengthMillis(1_000)
                .build();
        try (Simulator<?> simulator = new Simulator<>(new Doubtful(policy), ConfigFactory.empty())) {
            return simulator.run(new WorldSpec(1, conditions, plan));
        }
    }

    private static List<Operation> operations(Outcome outcome, String function) {
        return outcome.history().operations().stream()
                .filter(operation -> operation.function().equals(function))
                .toList();
    }

    @Test
    void askTheEntryNodesAloneAndEveryNodeInTheEnd() {
        Outcome outcome = world(ONE_ENTRY.withRepeatableCalls(), FaultPlan.NONE);

        assertThat(operations(outcome, "go"))
                .isNotEmpty()
                .allSatisfy(operation -> assertThat(operation.result()).isEqualTo("n2"));
        List<Operation> counts = operations(outcome, "final-count");
        assertThat(counts).as("as many nodes as the scenario begins with").hasSize(6);
        assertThat(counts)
                .as("each for itself")
                .allSatisfy(count ->
                        assertThat(count.result().equals(0)).isEqualTo(!Objects.equals(count.argument(), "n2")));
        assertThat(outcome.virtualNanos() - outcome.history().events().getLast().timeNanos())
                .as("asked no longer than the answers changed")
                .isLessThan(Duration.ofSeconds(1).toNanos());
    }

    @Test
    void eachAsksWhatNobodyElseAsks() {
        List<Operation> asked = operations(world(ONE_ENTRY.withRepeatableCalls(), FaultPlan.NONE), "go");
        assertThat(asked)
                .extracting(Operation::argument)
                .doesNotHaveDuplicates()
                .contains("c0-0", "c1-0", "c2-0");
    }

    @Test
    void repeatACallOnlyIfItNamesItself() {
        assertThat(operations(world(ONE_ENTRY, FaultPlan.NONE), "go"))
                .isNotEmpty()
                .allSatisfy(operation -> assertThat(operation.outcome()).isEqualTo(Operation.Outcome.UNKNOWN));
        assertThat(operations(world(ONE_ENTRY.withRepeatableCalls(), FaultPlan.NONE), "go"))
                .allSatisfy(operation -> assertThat(operation.outcome()).isEqualTo(Operation.Outcome.OK));
    }

    @Test
    void goOnForTheSettleTimeAfterTheLastFault() {
        FaultPlan pause = new FaultPlan(List.of(Fault.on(FaultKind.PAUSE, 100, 500, "n6")), List.of());
        ClientPolicy policy = ONE_ENTRY.withRepeatableCalls();
        assertThat(lastGoSeconds(world(policy, pause))).isBetween(0.9, 1.2);
        assertThat(lastGoSeconds(world(policy.withSettleTime(Duration.ofSeconds(15)), pause)))
                .isBetween(8.4, 8.7);
    }

    private static double lastGoSeconds(Outcome outcome) {
        return operations(outcome, "go").stream()
                        .mapToLong(operation -> outcome.history()
                                .events()
                                .get(operation.start())
                                .timeNanos())
                        .max()
                        .orElseThrow()
                / 1e9;
    }
}
