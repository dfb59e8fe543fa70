package dsc.concepts.foundations.consensus.raft;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dsc.workbench.checkers.Judgement;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.client.Attempts.Outcome;
import dsc.workbench.cluster.ScenarioNode;
import dsc.workbench.cluster.ScenarioNode.ControlPorts;
import dsc.workbench.history.Event;
import dsc.workbench.history.History;
import dsc.workbench.multijvm.MultiJvm;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.ShippedSettings;
import dsc.workbench.runs.Endpoints;
import dsc.workbench.runs.Load;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/**
 * Raft servers on nodes of a multi-JVM test. They are asked by their control endpoints, which no partition cuts off: a
 * client can reach both sides.
 */
final class RaftGroup {

    private static final RaftScenario SCENARIO = new RaftScenario();
    private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(30);

    private final MultiJvm node;
    private final List<String> servers;
    private final Endpoints endpoints;

    /** What a server says of itself. */
    record View(String server, String role, long term, String leader, long lastIndex, long commitIndex, long snapshot) {

        boolean leads() {
            return role.equals("leader");
        }
    }

    private RaftGroup(MultiJvm node, ControlPorts control) {
        this.node = node;
        this.servers = List.copyOf(control.ports().keySet());
        this.endpoints = new Endpoints(SCENARIO, control);
    }

    /** Starts a server on each node of {@code servers}. A step of the test: every node calls it. */
    static RaftGroup start(MultiJvm node, String servers) {
        ControlPorts control = ScenarioNode.controlPorts(
                node, Arrays.stream(servers.split(",")).map(String::strip).toList());
        // Elections and installed snapshots belong into a node's output; tests that need no JVMs silence them.
        ((Logger) LoggerFactory.getLogger(Raft.class)).setLevel(Level.INFO);
        node.runOn(servers, () -> ScenarioNode.start(node, SCENARIO, control));
        return new RaftGroup(node, control);
    }

    /** All servers but {@code one}. */
    String others(String one) {
        return servers.stream().filter(server -> !server.equals(one)).collect(Collectors.joining(","));
    }

    View view(String server) throws IOException, InterruptedException {
        Map<String, Object> state = endpoints.state(server);
        return new View(
                server,
                (String) state.get("role"),
                number(state, "term"),
                (String) state.get("leader"),
                number(state, "lastIndex"),
                number(state, "commitIndex"),
                number(state, "snapshotIndex"));
    }

    private static long number(Map<String, Object> state, String name) {
        return ((Number) state.get(name)).longValue();
    }

    /** Waits until one of {@code servers} leads in a term after {@code term}. */
    View awaitLeader(String servers, long term) {
        return node.awaitValue("a leader among " + servers + " after term " + term, () -> {
            View newest = null;
            for (String server : servers.split(",")) {
                View view = view(server.strip());
                newest = view.leads() && (newest == null || view.term() > newest.term()) ? view : newest;
            }
            assertThat(newest).isNotNull();
            assertThat(newest.term()).isGreaterThan(term);
            return newest;
        });
    }

    /** Waits until all servers follow the same leader, and have committed the same log to its end. */
    void awaitAgreement() {
        node.awaitAssert(() -> {
            View leader = newest();
            for (String server : servers) {
                View view = view(server);
                assertThat(view.leader()).as("%s", view).isEqualTo(leader.server());
                assertThat(view.term()).as("%s", view).isEqualTo(leader.term());
                assertThat(view.lastIndex()).as("%s", view).isEqualTo(leader.lastIndex());
                assertThat(view.commitIndex()).as("%s", view).isEqualTo(leader.lastIndex());
            }
        });
    }

    private View newest() throws IOException, InterruptedException {
        View newest = view(servers.getFirst());
        for (String server : servers) {
            View view = view(server);
            newest = Comparator.comparingLong(View::term)
                                    .thenComparing(View::leads)
                                    .compare(view, newest)
                            > 0
                    ? view
                    : newest;
        }
        return newest;
    }

    /** Asks {@code server} and no other, outside any session. */
    Reply ask(String server, Call call) throws InterruptedException {
        return endpoints.ask(server, call);
    }

    /** Asks the leader for a change of the group, until a leader says that it is what was wanted. */
    void awaitGroup(Call change, List<String> group) {
        node.awaitAssert(() -> {
            View leader = newest();
            assertThat(leader.leads()).isTrue();
            Map<String, Object> state = endpoints.state(leader.server());
            if (!group.equals(state.get(NodeView.GROUP))) {
                ask(leader.server(), change);
            }
            assertThat(state.get(NodeView.NEXT_GROUP)).isNull();
            assertThat(state.get(NodeView.GROUP)).isEqualTo(group);
        });
    }

    /** Writes as a client does, who asks until some server confirms it. */
    void write(String key, String value) {
        node.awaitAssert(() -> perform(Call.of("write", key, value)));
    }

    /** Reads as a client does, who asks until some server answers. */
    Object read(String key) {
        return node.awaitValue(
                "a read of " + key, () -> perform(Call.of("read", key, null)).value());
    }

    private Outcome perform(Call call) throws InterruptedException {
        Outcome outcome = endpoints.perform(call);
        assertThat(outcome.type()).as("%s", outcome).isEqualTo(Event.Type.OK);
        return outcome;
    }

    /** Makes {@code server} the leader, and reads there: what it answers is what it has itself. */
    Object readAt(String server, String key) {
        return node.awaitValue("an answer of " + server, () -> {
            if (!view(server).leads()) {
                ask(newest().server(), Call.of(Call.TRANSFER_LEADERSHIP, null, server));
            }
            Reply reply = ask(server, Call.of("read", key, null));
            assertThat(reply).isInstanceOf(Reply.Ok.class);
            return ((Reply.Ok) reply).value();
        });
    }

    /** Many clients, which do not work yet. */
    Load load(int clients, int keys, int rate) {
        return endpoints.load(clients, keys, rate);
    }

    /** Waits until {@code count} more operations took effect. */
    void awaitOperations(Load load, int count) {
        long before = load.okCount();
        node.await(count + " operations", () -> load.okCount() >= before + count);
    }

    /** What the scenario's guarantee says of what clients saw. */
    Verdict check(History history) {
        return Judgement.of(SCENARIO.guarantee(ShippedSettings.of("raft")).checker(), history, CHECK_TIMEOUT);
    }
}
