package dsc.workbench.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.exploration.LocalRegisterScenario;
import dsc.workbench.history.Event;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.ClientPolicy;
import dsc.workbench.protocol.ClientPolicy.Sessions;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Scenario;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a client does with the call whose outcome a live node does not know. */
class SessionClientTest {

    private static final Call WRITE = Call.of("write", "x", "1");

    /** How clients are made of a scenario and the nodes that they may ask. */
    @FunctionalInterface
    private interface Maker {
        SessionClient make(Scenario<?> scenario, List<NodeId> nodes, FakeNodes cluster);
    }

    /** The first of two nodes that is asked does not know; the next has the call done. */
    private static Event.Type outcome(ClientPolicy policy, Maker maker) throws Exception {
        try (FakeNodes cluster = new FakeNodes(2, number -> number == 1 ? FakeNodes.UNKNOWN : FakeNodes.OK)) {
            SessionClient client = maker.make(new LocalRegisterScenario(policy), cluster.ids(), cluster);
            return client.operate(WRITE).type();
        }
    }

    private static SessionClient inSession(Scenario<?> scenario, List<NodeId> nodes, FakeNodes cluster) {
        return new SessionClient(scenario, nodes, nodes.getFirst(), cluster::client);
    }

    private static SessionClient outsideSessions(Scenario<?> scenario, List<NodeId> nodes, FakeNodes cluster) {
        return SessionClient.withoutSession(scenario, nodes, nodes.getFirst(), cluster::client);
    }

    @Test
    void anOperationTakesAlongTheContextThatTheOneBeforeWasAnswered() throws Exception {
        String answer = "{\"outcome\":\"ok\",\"value\":null,\"context\":\"seven\"}";
        try (FakeNodes cluster = new FakeNodes(2, number -> answer)) {
            Scenario<?> scenario = new LocalRegisterScenario(ClientPolicy.DEFAULT.withContext());
            SessionClient client = inSession(scenario, cluster.ids(), cluster);
            client.operate(WRITE);
            client.operate(WRITE);
            assertThat(cluster.bodies().getFirst()).doesNotContain("context");
            assertThat(cluster.bodies().getLast()).contains("\"context\":\"seven\"");
        }
    }

    @Test
    void itBeginsEachOperationAtANodeThatIsDrawn() throws Exception {
        try (FakeNodes cluster = new FakeNodes(3, number -> FakeNodes.OK)) {
            SessionClient client = new SessionClient(
                    new LocalRegisterScenario(ClientPolicy.DEFAULT),
                    cluster.ids(),
                    cluster.ids().getFirst(),
                    cluster::client,
                    Optional.of(new SplittableRandom(1)));
            for (int number = 0; number < 30; number++) {
                client.operate(WRITE);
            }
            assertThat(cluster.asked()).containsAll(cluster.ids());
        }
    }

    @Test
    void itIsNotAskedAgain() throws Exception {
        assertThat(outcome(ClientPolicy.DEFAULT, SessionClientTest::inSession)).isEqualTo(Event.Type.INFO);
    }

    @Test
    void itIsAskedAgainIfItNamesItself() throws Exception {
        ClientPolicy policy = ClientPolicy.DEFAULT.withRepeatableCalls();
        assertThat(outcome(policy, SessionClientTest::inSession)).isEqualTo(Event.Type.OK);
        assertThat(outcome(policy, SessionClientTest::outsideSessions)).isEqualTo(Event.Type.OK);
    }

    @Test
    void itIsAskedAgainInASession() throws Exception {
        ClientPolicy policy = ClientPolicy.DEFAULT.withSessions(Sessions.OFFERED);
        assertThat(outcome(policy, SessionClientTest::inSession)).isEqualTo(Event.Type.OK);
        assertThat(outcome(policy, SessionClientTest::outsideSessions)).isEqualTo(Event.Type.INFO);
    }
}
