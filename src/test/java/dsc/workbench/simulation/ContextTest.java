package dsc.workbench.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dsc.workbench.faults.FaultPlan;
import dsc.workbench.history.Operation;
import dsc.workbench.protocol.Argument;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.ClientPolicy;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.Workload;
import dsc.workbench.simulation.worlds.Conditions;
import dsc.workbench.simulation.worlds.WorldSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;

/** What a client of a simulated world carries from one operation to the next. */
class ContextTest {

    /** Answers which node it is and what the client handed over, and gives it the number of the call to keep. */
    private static final class Ticketed extends ToyScenario<Ticketed.Message> {

        sealed interface Message {}

        record Go(String value, String context, ActorRef<Reply> replyTo) implements Message {}

        record Inspect(ActorRef<NodeView> replyTo) implements Message {}

        private final ClientPolicy policy;

        Ticketed(ClientPolicy policy) {
            this.policy = policy;
        }

        @Override
        public Operations<Message> operations() {
            return Operations.<Message>named(id())
                    .update("go", Argument.TEXT, (call, replyTo) -> new Go(call.text(), call.context(), replyTo))
                    .answers();
        }

        @Override
        public Workload workload(Settings settings) {
            return (random, keys, turn) -> Call.of("go", null, turn.unique() + "-" + random.nextInt(1_000));
        }

        @Override
        public ClientPolicy clients() {
            return policy;
        }

        @Override
        public Behavior<Message> behavior(NodeContext<Message> node) {
            return Behaviors.receiveMessage(message -> {
                switch (message) {
                    case Go go ->
                        go.replyTo()
                                .tell(
                                        go.value().startsWith("c0-3-")
                                                ? new Reply.Unknown("perhaps")
                                                : new Reply.Ok(
                                                        node.self() + " after " + go.context(), "of " + go.value()));
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

    private static Outcome world(ClientPolicy policy, boolean roam) {
        Conditions conditions = Conditions.DEFAULT
                .edit()
                .nodes(3)
                .clients(2)
                .lengthMillis(1_000)
                .roam(roam)
                .build();
        try (Simulator<?> simulator = new Simulator<>(new Ticketed(policy), ConfigFactory.empty())) {
            return simulator.run(new WorldSpec(1, conditions, FaultPlan.NONE), true);
        }
    }

    private static Map<Long, List<Operation>> byProcess(Outcome outcome) {
        return outcome.history().operations().stream()
                .collect(Collectors.groupingBy(Operation::process, TreeMap::new, Collectors.toList()));
    }

    private static List<Object> nodesAsked(Outcome outcome) {
        return outcome.history().operations().stream()
                .filter(operation -> operation.outcome() == Operation.Outcome.OK)
                .<Object>map(operation -> operation.result().toString().substring(0, 2))
                .distinct()
                .toList();
    }

    @Test
    void isHandedBackWithTheNextCallOfTheSameProcess() {
        Outcome outcome = world(ClientPolicy.DEFAULT.withContext(), false);

        assertThat(byProcess(outcome)).containsKeys(0L, 1L, 2L);
        byProcess(outcome).values().forEach(operations -> {
            String context = "null";
            for (Operation operation : operations) {
                if (operation.outcome() == Operation.Outcome.OK) {
                    assertThat(operation.result().toString()).endsWith(" after " + context);
                    context = "of " + operation.argument();
                }
            }
        });
    }

    @Test
    void isShownInTracesAndNotRecorded() {
        Outcome outcome = world(ClientPolicy.DEFAULT.withContext(), false);

        assertThat(outcome.steps())
                .anySatisfy(
                        step -> assertThat(step.text()).startsWith("go c0-1-").contains("(context of c0-0-"))
                .anySatisfy(step -> assertThat(step.text()).contains("context=of c0-0-"));
        assertThat(outcome.history().events())
                .filteredOn(event -> event.error() == null)
                .noneSatisfy(event -> assertThat(event.value().toString()).startsWith("of "));
    }

    @Test
    void thereIsNoneUnlessTheScenarioSaysSo() {
        assertThat(world(ClientPolicy.DEFAULT, false).history().operations())
                .filteredOn(operation -> operation.outcome() == Operation.Outcome.OK)
                .isNotEmpty()
                .allSatisfy(
                        operation -> assertThat(operation.result().toString()).endsWith(" after null"));
    }

    @Test
    void clientsThatRoamMakeTheSameCallsElsewhere() {
        Outcome staying = world(ClientPolicy.DEFAULT, false);
        assertThat(nodesAsked(staying)).hasSize(2);
        for (Outcome roaming :
                List.of(world(ClientPolicy.DEFAULT, true), world(ClientPolicy.DEFAULT.withRoamingClients(), false))) {
            assertThat(nodesAsked(roaming)).hasSize(3);
            assertThat(calls(roaming)).containsAll(calls(staying).subList(0, 10));
        }
    }

    private static List<Object> calls(Outcome outcome) {
        return outcome.history().operations().stream()
                .<Object>map(Operation::argument)
                .toList();
    }

    @Test
    void aCallWithoutOneCountsAsItDidBeforeThereWereContexts() {
        assertThat(ContentHash.of(Call.of("write", "x", "1"))).isEqualTo(5_992_309_747_056_363_481L);
        assertThat(ContentHash.of(new Reply.Ok("1"))).isEqualTo(-2_024_698_041_455_045_951L);
        assertThat(ContentHash.of(Call.of("write", "x", "1").withContext("7")))
                .isNotEqualTo(5_992_309_747_056_363_481L);
        assertThat(TraceFormat.of(Call.of("write", "x", "1"))).doesNotContain("context");
        assertThat(TraceFormat.of(new Reply.Ok("1"))).isEqualTo("Ok[value=1]");
    }
}
