package dsc.workbench.client;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.client.Attempts.Outcome;
import dsc.workbench.history.Event;
import dsc.workbench.protocol.Argument;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.ClientPolicy;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Reply;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClientStateTest {

    private static final List<NodeId> NODES = List.of(new NodeId("n1"), new NodeId("n2"), new NodeId("n3"));
    private static final Call READ = Call.of("read", "x", null);

    private static final Operations<String> OPERATIONS =
            Operations.<String>named("register").query("read", Argument.KEY, (call, replyTo) -> "read");

    private final ClientState state = state(ClientPolicy.DEFAULT.withContext());

    private static ClientState state(ClientPolicy policy) {
        return new ClientState(policy, NODES, NODES.getFirst(), Optional.empty());
    }

    private static Outcome ok(String context) {
        return Outcome.of(new Reply.Ok("1", context));
    }

    @Test
    void theLastContextThatAClientWasGivenIsHandedBack() {
        assertThat(state.begin(READ).context()).isNull();
        state.completed(ok("7"));
        assertThat(state.begin(READ)).isEqualTo(READ.withContext("7"));
        state.completed(ok("9"));
        assertThat(state.begin(READ).context()).isEqualTo("9");
    }

    @Test
    void anAnswerWithoutAContextAndARefusalLeaveIt() {
        state.completed(ok("7"));
        state.completed(ok(null));
        state.completed(Outcome.failed("n1 has not seen what you saw"));
        assertThat(state.begin(READ).context()).isEqualTo("7");
    }

    @Test
    void aClientThatGoesOnAsAnotherProcessHasNone() {
        state.completed(ok("7"));
        state.completed(new Outcome(Event.Type.INFO, null, "n1 did not answer"));
        assertThat(state.begin(READ).context()).isNull();
    }

    @Test
    void aScenarioWithoutContextsIsHandedNone() {
        ClientState without = state(ClientPolicy.DEFAULT);
        without.completed(ok("7"));
        assertThat(without.begin(READ)).isEqualTo(READ);
    }

    @Test
    void whatIsRecordedHasNoContext() {
        for (Event.Type type : EnumSet.of(Event.Type.OK, Event.Type.FAIL, Event.Type.INFO)) {
            Outcome outcome = new Outcome(type, "1", null, "7");
            assertThat(outcome.recorded(OPERATIONS.get("read"), READ).context()).isNull();
        }
    }

    @Test
    void aClientThatRoamsBeginsAnywhere() {
        ClientState roaming =
                new ClientState(ClientPolicy.DEFAULT, NODES, NODES.getFirst(), Optional.of(new SplittableRandom(1)));
        assertThat(IntStream.range(0, 30).mapToObj(number -> {
                    roaming.begin(READ);
                    return roaming.node();
                }))
                .hasSameElementsAs(NODES);
        assertThat(state.begin(READ)).isEqualTo(READ);
        assertThat(state.node()).isEqualTo(NODES.getFirst());
    }
}
