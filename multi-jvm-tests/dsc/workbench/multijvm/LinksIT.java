package dsc.workbench.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;

/**
 * What cut links lose, and what they let through. That a message was lost, and is not merely late, a later one shows:
 * what one node sends to an actor of another arrives in the order in which it was sent.
 */
@MultiJvmTest(nodes = 3)
class LinksIT {

    private final List<String> inbox = new CopyOnWriteArrayList<>();

    @Test
    void aOneWayCutLosesOneDirection(MultiJvm node) {
        open(node);
        node.cutOneWay("n1", "n2");
        sendToAll(node, "cut");
        node.runOn("n1, n3", () -> awaitFromAll(node, "cut"));
        node.runOn("n2", () -> awaitFrom(node, "n3", "cut"));
        node.barrier("sent through the cut");
        node.heal();
        sendToAll(node, "healed");
        awaitFromAll(node, "healed");
        assertThat(cut())
                .isEqualTo(
                        switch (node.role()) {
                            case "n1" -> Set.of("cut from n2", "cut from n3");
                            case "n2" -> Set.of("cut from n3");
                            default -> Set.of("cut from n1", "cut from n2");
                        });
        node.barrier("all have looked");
    }

    @Test
    void aPartitionLosesBothDirections(MultiJvm node) {
        open(node);
        node.partition("n1 | n2, n3");
        sendToAll(node, "cut");
        node.runOn("n2", () -> awaitFrom(node, "n3", "cut"));
        node.runOn("n3", () -> awaitFrom(node, "n2", "cut"));
        node.barrier("sent through the cut");
        node.heal();
        sendToAll(node, "healed");
        awaitFromAll(node, "healed");
        assertThat(cut())
                .isEqualTo(
                        switch (node.role()) {
                            case "n1" -> Set.of();
                            case "n2" -> Set.of("cut from n3");
                            default -> Set.of("cut from n2");
                        });
        node.barrier("all have looked");
    }

    /** A partition replaces whatever was cut before, one-way cuts included. */
    @Test
    void aPartitionEndsOneWayCuts(MultiJvm node) {
        open(node);
        node.cutOneWay("n1", "n2");
        node.partition("n1, n2 | n3");
        sendToAll(node, "cut");
        node.runOn("n1", () -> awaitFrom(node, "n2", "cut"));
        node.runOn("n2", () -> awaitFrom(node, "n1", "cut"));
        node.cutOneWay("n1", "n2");
        sendToAll(node, "cut twice");
        node.runOn("n1", () -> awaitFrom(node, "n2", "cut twice"));
        node.barrier("sent through both cuts");
        node.heal();
        sendToAll(node, "healed");
        awaitFromAll(node, "healed");
        assertThat(cut())
                .isEqualTo(
                        switch (node.role()) {
                            case "n1" -> Set.of("cut from n2", "cut twice from n2");
                            case "n2" -> Set.of("cut from n1");
                            default -> Set.of();
                        });
        node.barrier("all have looked");
    }

    /** All have heard of all: links are open, and known to be so. */
    private void open(MultiJvm node) {
        Behavior<String> collector = Behaviors.receiveMessage(message -> {
            inbox.add(message);
            return Behaviors.same();
        });
        node.spawn(collector, "inbox");
        node.barrier("all inboxes are there");
        sendToAll(node, "open");
        awaitFromAll(node, "open");
        node.barrier("all links are open");
    }

    /** What was sent while links were cut, and arrived. */
    private Set<String> cut() {
        return inbox.stream().filter(message -> message.startsWith("cut")).collect(Collectors.toSet());
    }

    private static void sendToAll(MultiJvm node, String message) {
        for (String other : node.roles()) {
            if (!other.equals(node.role())) {
                node.<String>actor(other, "inbox").tell(message + " from " + node.role());
            }
        }
    }

    private void awaitFromAll(MultiJvm node, String message) {
        for (String other : node.roles()) {
            if (!other.equals(node.role())) {
                awaitFrom(node, other, message);
            }
        }
    }

    private void awaitFrom(MultiJvm node, String other, String message) {
        node.await(message + " from " + other, () -> inbox.contains(message + " from " + other));
    }
}
