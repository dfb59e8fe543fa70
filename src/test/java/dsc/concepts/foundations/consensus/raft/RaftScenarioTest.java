package dsc.concepts.foundations.consensus.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.faults.Fault;
import dsc.workbench.history.Event;
import dsc.workbench.history.Recorder;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.ShippedSettings;
import dsc.workbench.protocol.Workload;
import dsc.workbench.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the scenario makes of calls, and what it asks. */
class RaftScenarioTest {

    private static final List<String> KEYS = List.of("k1", "k2", "k3");

    private final RaftScenario scenario = new RaftScenario();
    private final ActorRef<Reply> client = TestInbox.<Reply>create().getRef();

    private Raft.Message message(Call call) {
        return scenario.operations().message(call, client);
    }

    @Test
    void mapsReads() {
        assertThat(message(Call.of("read", "k", null))).isEqualTo(new Raft.Read("k", client));
    }

    @Test
    void mapsCommandsWithTheirSession() {
        assertThat(message(Call.of("write", "k", "1").in(4, 2)))
                .isEqualTo(new Raft.Execute(new Command.Write(4, 2, "k", "1"), client));
        assertThat(message(Call.of("write", "k", 17)))
                .isEqualTo(new Raft.Execute(new Command.Write(0, 0, "k", "17"), client));
        assertThat(message(Call.of("cas", "k", List.of("1", "2")).in(4, 3)))
                .isEqualTo(new Raft.Execute(new Command.CompareAndSet(4, 3, "k", "1", "2"), client));
        assertThat(message(Call.of("cas", "k", Arrays.asList(null, "2"))))
                .isEqualTo(new Raft.Execute(new Command.CompareAndSet(0, 0, "k", null, "2"), client));
    }

    @Test
    void mapsWhatIsNotAboutAKey() {
        assertThat(message(Call.of(Call.OPEN_SESSION, null, null)))
                .isEqualTo(new Raft.Execute(new Command.OpenSession(), client));
        assertThat(message(Call.of(Call.TRANSFER_LEADERSHIP, null, null)))
                .isEqualTo(new Raft.TransferLeadership(Optional.empty(), client));
        assertThat(message(Call.of(Call.TRANSFER_LEADERSHIP, null, "n2")))
                .isEqualTo(new Raft.TransferLeadership(Optional.of(new NodeId("n2")), client));
        assertThat(message(Call.of(Call.ADD_SERVER, null, "n4")))
                .isEqualTo(new Raft.AddServer(new NodeId("n4"), client));
        assertThat(message(Call.of(Call.REMOVE_SERVER, null, "n2")))
                .isEqualTo(new Raft.RemoveServer(new NodeId("n2"), client));
        ActorRef<NodeView> inspector = TestInbox.<NodeView>create().getRef();
        assertThat(scenario.inspect(inspector)).isEqualTo(new Raft.Inspect(inspector));
    }

    static Stream<Call> refused() {
        return Stream.of(
                Call.of("read", null, null),
                Call.of("read", "", null),
                Call.of("read", "k".repeat(257), null),
                Call.of("write", null, "1"),
                Call.of("write", "k", null),
                Call.of("write", "k", "v".repeat(16 * 1024 + 1)),
                Call.of("cas", "k", null),
                Call.of("cas", "k", "1"),
                Call.of("cas", "k", List.of("1")),
                Call.of("cas", "k", List.of("1", "2", "3")),
                Call.of("cas", "k", Arrays.asList("1", null)),
                Call.of("cas", "k", List.of("v".repeat(16 * 1024 + 1), "1")),
                Call.of("write", "\udc00", "1"),
                Call.of("write", "k", "\ud800"),
                Call.of("cas", "k", List.of("1", "\ud800x")),
                Call.of("cas", "k", List.of("\ud800", "1")),
                Call.of(Call.ADD_SERVER, null, null),
                Call.of(Call.REMOVE_SERVER, null, "no node!"),
                Call.of(Call.TRANSFER_LEADERSHIP, null, "no node!"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refuses(Call call) {
        assertThatIllegalArgumentException().isThrownBy(() -> message(call));
    }

    @Test
    void takesTheLargest() {
        assertThat(message(Call.of("write", "k".repeat(256), "v".repeat(16 * 1024))))
                .isNotNull();
    }

    @Test
    void saysWhatThereIs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> message(Call.of("append", "k", "1")))
                .withMessageContaining("append")
                .withMessageContaining(
                        "read, write, cas, open-session, transfer-leadership, add-server and" + " remove-server");
    }

    private List<Call> calls(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Call> calls = new ArrayList<>();
        Workload workload = scenario.workload(ShippedSettings.of("raft"));
        for (int at = 0; at < count; at++) {
            calls.add(workload.next(random, KEYS, new Workload.Turn(0, 1, at)));
        }
        return calls;
    }

    @Test
    void theSameSeedAsksTheSame() {
        assertThat(calls(1, 200)).isEqualTo(calls(1, 200)).isNotEqualTo(calls(2, 200));
    }

    /** All of it is what the scenario takes, on all keys; half reads, a quarter each of the rest. */
    @Test
    void asksWhatItTakes() {
        List<Call> calls = calls(1, 4_000);
        calls.forEach(call -> assertThat(message(call)).isNotNull());
        assertThat(calls).extracting(Call::key).containsOnly("k1", "k2", "k3");
        Map<String, Long> counts = calls.stream()
                .map(Call::function)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(counts).containsOnlyKeys("read", "write", "cas");
        assertThat(counts.get("read")).isBetween(1_800L, 2_200L);
        assertThat(counts.get("write")).isBetween(850L, 1_150L);
    }

    @Test
    void promisesWhatItIsCheckedFor() {
        assertThat(scenario.id()).isEqualTo("raft");
        assertThat(scenario.clients().usesSessions()).isTrue();
        assertThat(scenario.tolerates(ShippedSettings.of("raft")))
                .as("all that peers can meet")
                .isEqualTo(FaultKind.ofPeers());
        assertThat(staleRead().status()).isEqualTo(Verdict.Status.INVALID);
    }

    /** A read that comes after a write and does not see it. */
    private Verdict staleRead() {
        AtomicLong nanos = new AtomicLong();
        Recorder recorder = new Recorder(nanos::incrementAndGet);
        recorder.complete(recorder.invoke(0, "write", "k", "1"), Event.Type.OK, "1", null);
        recorder.complete(recorder.invoke(0, "read", "k", null), Event.Type.OK, null, null);
        return scenario.guarantee(ShippedSettings.of("raft"))
                .checker()
                .check(recorder.history(), Duration.ofSeconds(10));
    }

    /** The hash of a world is of all that is sent: not only of what is done, when and by which node. */
    @Test
    void aSeedDecidesAllThatIsSaid() {
        Simulation simulation = Simulation.of(scenario)
                .nodes(3)
                .seconds(5)
                .foreground(Fault.on(FaultKind.ISOLATE, 1_500, 2_000, "n1").atLeader());

        assertThat(simulation.replay(1).hash()).isEqualTo(simulation.replay(1).hash());
    }
}
