package dsc.concepts.foundations.faulttolerance.splitbrain;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.Clock;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Peers;
import dsc.workbench.protocol.Reply;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A cluster of one node, as {@code conf/splitbrain.conf} has it. */
class SplitBrainNodeTest {

    private static final Peers<SplitBrainNode.Message> NOBODY = new Peers<>() {
        @Override
        public List<NodeId> others() {
            return List.of();
        }

        @Override
        public void tell(NodeId to, SplitBrainNode.Message message) {
            throw new IllegalStateException("there is no " + to);
        }
    };

    private final SplitBrainScenario scenario = new SplitBrainScenario();

    @ParameterizedTest
    @EnumSource
    void oneNodeWritesByEveryStrategy(Strategy strategy) throws Exception {
        try (TestNode node =
                new TestNode("dsc.splitbrain { strategy = " + strategy + ", quorum-size = 1, fencing = on }\n"
                        // A write that comes before there is a writer is lost, and only then asked again.
                        + "dsc.splitbrain.ask-timeout = 300ms")) {
            Cluster cluster = Cluster.get(node.kit().system());
            ActorRef<SplitBrainNode.Message> actor = node.kit()
                    .spawn(scenario.behavior(NodeContext.of(
                            scenario,
                            node.config(),
                            new NodeId("n1"),
                            List.of(new NodeId("n1")),
                            NOBODY,
                            Clock.system(),
                            new SplittableRandom(1))));
            cluster.manager().tell(Join.create(cluster.selfMember().address()));
            TestProbe<Reply> client = node.kit().createTestProbe();
            assertThat(write(actor, client)).isEqualTo(new Reply.Ok(Map.of("node", "n1", "incarnation", 1L)));

            TestProbe<NodeView> observer = node.kit().createTestProbe();
            actor.tell(scenario.inspect(observer.ref()));
            NodeView view = observer.receiveMessage();
            assertThat(view.role()).isEqualTo("leader");
            assertThat(view.term()).isEqualTo(1);
            assertThat(view.details())
                    .containsEntry("strategy", strategy.toString())
                    .containsEntry("up", List.of("n1"))
                    .containsEntry("unreachable", List.of());
        }
    }

    /** Until the node is up, there is no writer, and writes are given up. */
    private Reply write(ActorRef<SplitBrainNode.Message> actor, TestProbe<Reply> client) {
        Reply reply = new Reply.Unknown("not asked yet");
        for (int attempt = 0; attempt < 100 && !(reply instanceof Reply.Ok); attempt++) {
            actor.tell(scenario.operations().message(Call.of("write", "k1", null), client.ref()));
            reply = client.receiveMessage();
        }
        return reply;
    }
}
