package dsc.concepts.foundations.communication;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.LiveNodes;
import dsc.concepts.foundations.communication.delivery.DeliveryScenario;
import dsc.concepts.foundations.communication.pubsub.PubSubScenario;
import dsc.concepts.shared.Letters;
import dsc.workbench.cluster.ScenarioNode;
import dsc.workbench.multijvm.MultiJvm;
import dsc.workbench.multijvm.MultiJvmTest;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pekko's Reliable Delivery and Topic over crashes and a cut of real processes. */
@MultiJvmTest(
        nodes = 3,
        system = ScenarioNode.SYSTEM,
        configFiles = {"conf/node.conf", "conf/journal-h2.conf", "conf/delivery.conf", "conf/pubsub.conf"},
        config = {ScenarioNode.JOURNAL, "pekko.cluster.split-brain-resolver.stable-after = 30s"})
class CommunicationIT {

    /** Its home is n2. */
    private static final String KEY = LiveNodes.keyAt("n2");

    /** Until it is acknowledged; what is sent again has another name. */
    private static void send(MultiJvm node, LiveNodes nodes, String at, String key, String letter) {
        node.awaitAssert(() ->
                assertThat(nodes.ask(at, Call.of(Letters.SEND, key, letter))).isInstanceOf(Reply.Ok.class));
    }

    private static List<?> received(LiveNodes nodes, String at, String key) throws InterruptedException {
        Reply reply = nodes.ask(at, Call.of(Letters.RECEIVED, key, null));
        assertThat(reply).isInstanceOf(Reply.Ok.class);
        return (List<?>) ((Reply.Ok) reply).value();
    }

    private static void awaitReceived(MultiJvm node, LiveNodes nodes, String at, String key, String letters) {
        node.awaitAssert(() -> assertThat(received(nodes, at, key)).hasToString(letters));
    }

    /** Pekko issue 2760: a sender that starts again with nothing unconfirmed ended at its next letter. */
    @Test
    void lettersOutliveTheCrashOfTheirSenderAndOfTheirHome(MultiJvm node) throws Exception {
        LiveNodes nodes = LiveNodes.start(node, new DeliveryScenario());
        node.runOn("n3", () -> {
            send(node, nodes, "n1", KEY, "a");
            awaitReceived(node, nodes, "n2", KEY, "[a]");
        });
        node.barrier("the first letter is delivered");

        node.kill("n1");
        node.restart("n1");
        node.runOn("n3", () -> {
            send(node, nodes, "n1", KEY, "b");
            awaitReceived(node, nodes, "n2", KEY, "[a, b]");
        });
        node.barrier("the sender is back");

        node.kill("n2");
        node.runOn("n3", () -> send(node, nodes, "n1", KEY, "c"));
        node.restart("n2");
        node.runOn("n3", () -> awaitReceived(node, nodes, "n2", KEY, "[a, b, c]"));
        node.barrier("all have read");
    }

    @Test
    void publicationsOfACutReachOneSideAndThoseBeforeARestartAreKnown(MultiJvm node) throws Exception {
        LiveNodes nodes = LiveNodes.start(node, new PubSubScenario());
        node.runOn("n1", () -> {
            send(node, nodes, "n1", "news", "a");
            awaitReceived(node, nodes, "n3", "news", "[a]");
        });
        node.barrier("all have the first");

        node.partition("n1, n2 | n3");
        node.runOn("n1", () -> {
            send(node, nodes, "n1", "news", "b");
            awaitReceived(node, nodes, "n2", "news", "[a, b]");
        });
        node.barrier("one side has the second");
        node.heal();
        node.awaitMembers("n1, n2, n3");
        node.runOn("n1", () -> {
            node.await("all subscribers", () -> instances(nodes) == LiveNodes.NODES.size());
            send(node, nodes, "n1", "news", "c");
            awaitReceived(node, nodes, "n3", "news", "[a, c]");
        });
        node.barrier("both sides have the third");

        node.kill("n3");
        node.restart("n3");
        node.runOn("n1", () -> {
            awaitReceived(node, nodes, "n3", "news", "[a, c]");
            node.await("all subscribers again", () -> instances(nodes) == LiveNodes.NODES.size());
            send(node, nodes, "n1", "news", "d");
            node.awaitAssert(() -> assertThat(received(nodes, "n3", "news")).hasToString("[a, c, d]"));
        });
        node.barrier("all have read");
    }

    /** How many topics the publisher's knows, itself included. */
    private static int instances(LiveNodes nodes) throws Exception {
        return nodes.state("n1").get("instances") instanceof Map<?, ?> instances
                        && instances.get("news") instanceof Number known
                ? known.intValue()
                : 0;
    }
}
