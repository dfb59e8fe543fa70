package dsc.workbench.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.typesafe.config.ConfigFactory;
import dsc.workbench.history.History;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The records of which a scenario's declaration is made. */
class DeclarationsTest {

    private static final Settings SETTINGS = Settings.of("toy", ConfigFactory.empty());
    private static final List<NodeId> NODES = List.of(new NodeId("n1"), new NodeId("n2"), new NodeId("n3"));

    private enum Consistency {
        LOCAL,
        READ_ALL
    }

    @Test
    void clientsWithSessionsRepeatTheirCalls() {
        assertThat(ClientPolicy.DEFAULT.repeatable()).isFalse();
        assertThat(ClientPolicy.DEFAULT.usesSessions()).isFalse();
        ClientPolicy offered = ClientPolicy.DEFAULT.withSessions(ClientPolicy.Sessions.OFFERED);
        assertThat(offered.repeatable()).isTrue();
        assertThat(offered.usesSessions()).isTrue();
        assertThat(ClientPolicy.DEFAULT.withRepeatableCalls().repeatable()).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> ClientPolicy.DEFAULT.withSettleTime(Duration.ZERO));
    }

    @Test
    void clientsAskSomeOfTheNodes() {
        assertThat(ClientPolicy.DEFAULT.entryNodes(NODES, SETTINGS)).isEqualTo(NODES);
        ClientPolicy door = ClientPolicy.DEFAULT.withEntryNodes((nodes, settings) -> nodes.subList(0, 1));
        assertThat(door.entryNodes(NODES, SETTINGS)).containsExactly(NODES.getFirst());
        ClientPolicy none = ClientPolicy.DEFAULT.withEntryNodes((nodes, settings) -> List.of());
        assertThatIllegalStateException().isThrownBy(() -> none.entryNodes(NODES, SETTINGS));
        ClientPolicy stranger = ClientPolicy.DEFAULT.withEntryNodes((nodes, settings) -> List.of(new NodeId("n9")));
        assertThatIllegalStateException().isThrownBy(() -> stranger.entryNodes(NODES, SETTINGS));
    }

    @Test
    void tooFewOrTooManyNodesAreRefused() {
        Deployment four = Deployment.PEERS.withNodesBetween(4, 7);
        assertThat(four.nodes()).isEqualTo(4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> four.require("pbft", SETTINGS, 3))
                .withMessage("pbft has 4 to 7 nodes, not 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> four.require("pbft", SETTINGS, 8))
                .withMessage("pbft has 4 to 7 nodes, not 8");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Deployment.PEERS.withNodesBetween(2, Integer.MAX_VALUE).require("toy", SETTINGS, 1))
                .withMessage("toy has 2 or more nodes, not 1");
        four.require("pbft", SETTINGS, 4);
        assertThatIllegalArgumentException().isThrownBy(() -> four.withNodes(8));
    }

    @Test
    void settingsAreCheckedAgainstTheNumberOfNodes() {
        Deployment checked = Deployment.PLATFORM.withCheck((settings, nodes) -> {
            if (nodes % 2 == 0) {
                throw settings.wrong("quorum", "is odd", Integer.toString(nodes));
            }
        });
        checked.require("toy", SETTINGS, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> checked.require("toy", SETTINGS, 2))
                .withMessage("dsc.toy.quorum is odd, not 2");
    }

    @Test
    void aComparisonHasAColumnForEachValue() {
        assertThat(Comparison.asItIs("toy").columns()).containsExactly(new Comparison.Column("toy", Map.of()));
        assertThat(Comparison.by("toy", "dsc.toy.consistency", (Object[]) Consistency.values())
                        .columns())
                .containsExactly(
                        new Comparison.Column("toy local", Map.of("dsc.toy.consistency", "local")),
                        new Comparison.Column("toy read-all", Map.of("dsc.toy.consistency", "read-all")));
        assertThat(Comparison.LEFT_OUT.isLeftOut()).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Comparison.asItIs("toy").with("toy", Map.of()));
    }

    @Test
    void metricsKeepTheirOrder() {
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("z", 1L);
        figures.put("a", 2L);
        assertThat(new Metrics(history -> figures).of(History.of(List.of()))).containsExactlyEntriesOf(figures);
        assertThat(Metrics.NONE.of(History.of(List.of()))).isEmpty();
    }

    @Test
    void eachTurnHasAValueOfItsOwn() {
        assertThat(new Workload.Turn(3, 10, 17).unique()).isEqualTo("c3-17");
        assertThatIllegalArgumentException().isThrownBy(() -> new Workload.Turn(10, 10, 0));
    }

    private record View(String role, NodeId home, Consistency consistency, Optional<String> chosen, List<NodeId> group)
            implements NodeView {}

    @Test
    void aViewShowsItsComponents() {
        NodeView view = new View("replica", NODES.getFirst(), Consistency.READ_ALL, Optional.empty(), NODES);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("home", "n1");
        details.put("consistency", "read-all");
        details.put("chosen", null);
        details.put("group", List.of("n1", "n2", "n3"));
        assertThat(view.details()).containsExactlyEntriesOf(details);
    }
}
