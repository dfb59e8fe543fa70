package dsc.concepts.patterns.replication.eventsourced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import dsc.workbench.protocol.Reply;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Replicas over Pekko's Replicated Event Sourcing and a real journal; their nodes share one actor system. */
class EventSourcedTest {

    private static final String NEVER = "1h";

    /** What a node counts up by, so that a count tells how often each did. */
    private static final Map<String, Long> WEIGHTS = new TreeMap<>(Map.of("n1", 1L, "n2", 100L, "n3", 10_000L));

    private TestJournal journal;

    @BeforeEach
    void open() throws Exception {
        journal = new TestJournal();
    }

    @AfterEach
    void close() throws Exception {
        journal.close();
    }

    private static Map<String, Object> contents(long count, String name, String... elements) {
        Map<String, Object> contents = new TreeMap<>();
        contents.put("elements", List.of(elements));
        contents.put("count", count);
        contents.put("name", name);
        return contents;
    }

    /** With the direct replication cut off, the journals alone make them equal. */
    @Test
    void replicasThatDoNotHearOfEachOtherConvergeByTheJournals() {
        try (TestNodes nodes = new TestNodes(journal.config(), "n1", "n2", "n3")) {
            nodes.connect(false);
            nodes.perform("n1", "add", "k", "a");
            nodes.perform("n2", "add", "k", "b");
            nodes.perform("n3", "increment", "k", "3");
            nodes.perform("n1", "increment", "k", "4");
            nodes.perform("n2", "rename", "k", "only");
            nodes.awaitEverywhere("k", contents(7, "only", "a", "b"));

            assertThat(nodes.perform("n3", "remove", "k", "a")).isEqualTo("a");
            nodes.awaitEverywhere("k", contents(7, "only", "b"));
            assertThat(nodes.state("n1")).containsEntry("directlyReceived", 0L).containsEntry("replicated", 4L);
        }
    }

    /** Without any look into the journals, what one node writes reaches the others directly. */
    @Test
    void whatOneNodeWritesReachesTheOthersDirectly() {
        var config = ConfigFactory.parseString("jdbc-read-journal.refresh-interval = " + NEVER)
                .withFallback(journal.config());
        try (TestNodes nodes = new TestNodes(config, "n1", "n2")) {
            // Both look into each other's journal once, when they have started.
            nodes.perform("n2", "read", "k", null);
            nodes.perform("n1", "add", "k", "a");
            nodes.perform("n1", "increment", "k", "2");
            nodes.awaitEverywhere("k", contents(2, null, "a"));
            assertThat((Long) nodes.state("n2").get("directlyReceived")).isPositive();
        }
    }

    @Test
    void aNodeThatStartsAgainHasWhatItHadAndWhatItMissed() {
        try (TestNodes nodes = new TestNodes(journal.config(), "n1", "n2")) {
            nodes.perform("n1", "add", "k", "mine");
            nodes.perform("n2", "add", "k", "yours");
            nodes.awaitEverywhere("k", contents(0, null, "mine", "yours"));
            nodes.restart("n1");
            nodes.perform("n2", "increment", "k", "5");
            nodes.awaitEverywhere("k", contents(5, null, "mine", "yours"));
            // Its numbers go on where they were.
            nodes.perform("n1", "increment", "k", "1");
            nodes.awaitEverywhere("k", contents(6, null, "mine", "yours"));
        }
    }

    /**
     * Many events at once, directly and by the journals: whatever order Pekko makes of them, replicas become equal,
     * with all in it that was acknowledged. A replica that reads the journals again does not answer those that it had
     * not answered yet: their updates may be in its journal or not.
     */
    @Test
    void noneOfManyEventsIsLost() {
        try (TestNodes nodes = new TestNodes(journal.config(), "n1", "n2", "n3")) {
            nodes.perform("n1", "add", "k", "x");
            Map<TestProbe<Reply>, Long> asked = new LinkedHashMap<>();
            for (int number = 1; number <= 60; number++) {
                WEIGHTS.forEach(
                        (node, weight) -> asked.put(nodes.ask(node, "increment", "k", Long.toString(weight)), weight));
            }
            // A replica takes one call after the other: those before this one are answered now, or never.
            WEIGHTS.keySet().forEach(node -> nodes.awaitPerformed(node, "add", "k", node));
            Map<Long, Long> acknowledged = asked.entrySet().stream()
                    .filter(entry -> isAnswered(entry.getKey()))
                    .collect(Collectors.groupingBy(Map.Entry::getValue, Collectors.counting()));

            // Each writer's last update is an add: with it, all others of that writer are there.
            long count =
                    (Long) nodes.awaitAlike("k", List.of("n1", "n2", "n3", "x")).get("count");
            WEIGHTS.values()
                    .forEach(weight -> assertThat(count / weight % 100)
                            .as("increments by %d in %d", weight, count)
                            .isBetween(acknowledged.getOrDefault(weight, 0L), 60L));
        }
    }

    private static boolean isAnswered(TestProbe<Reply> client) {
        try {
            return client.receiveMessage(Duration.ofMillis(1)) instanceof Reply.Ok;
        } catch (AssertionError silent) {
            return false;
        }
    }

    @Test
    void aJournalThatGoesAwayIsWaitedForAndNothingAcknowledgedIsLost() throws Exception {
        try (TestNodes nodes = new TestNodes(journal.config(), "n1", "n2")) {
            nodes.perform("n1", "add", "k", "before");
            nodes.awaitEverywhere("k", contents(0, null, "before"));

            journal.stop();
            TestProbe<Reply> unanswered = nodes.ask("n1", "increment", "k", "1000");
            TestProbe<Object> waiting = nodes.probe();
            waiting.awaitAssert(TestNodes.TIMEOUT, () -> {
                assertThat(nodes.state("n1")).containsEntry("away", List.of("k"));
                return null;
            });
            assertThat(nodes.ask("n1", "increment", "k", "1").receiveMessage(TestNodes.TIMEOUT))
                    .isInstanceOf(Reply.Failed.class);
            unanswered.expectNoMessage(Duration.ZERO);

            journal.start();
            nodes.awaitPerformed("n1", "add", "k", "after");
            nodes.perform("n2", "read", "k", null);
            nodes.awaitEverywhere("k", contents(0, null, "after", "before"));
        }
    }

    @Test
    void anElementThatIsNotThereIsNotRemoved() {
        try (TestNodes nodes = new TestNodes(journal.config(), "n1", "n2")) {
            assertThat(nodes.ask("n1", "remove", "k", null).receiveMessage(TestNodes.TIMEOUT))
                    .isEqualTo(new Reply.Failed("there is no such element here"));
            nodes.perform("n1", "add", "k", "x");
            assertThat(nodes.ask("n1", "remove", "k", "y").receiveMessage(TestNodes.TIMEOUT))
                    .isInstanceOf(Reply.Failed.class);
            assertThat(nodes.perform("n1", "remove", "k", null)).isEqualTo("x");
        }
    }

    @Test
    void anElementIsNotAddedMoreOftenThanItsRemovalCanName() {
        try (TestNodes nodes = new TestNodes(journal.config(), "n1")) {
            for (int times = 0; times < Replica.ADDS_MAX; times++) {
                nodes.perform("n1", "add", "k", "x");
            }
            assertThat(nodes.ask("n1", "add", "k", "x").receiveMessage(TestNodes.TIMEOUT))
                    .isEqualTo(new Reply.Failed("the element was added 200 times, the most that its removal can name;"
                            + " remove it first"));
            nodes.perform("n1", "remove", "k", "x");
            nodes.perform("n1", "add", "k", "x");
        }
    }

    @Test
    void aJournalThatOthersCannotReadIsRefused() {
        var config = ConfigFactory.parseString("pekko.persistence.journal.plugin = dsc.journal")
                .withFallback(journal.config());
        try (TestNodes nodes = new TestNodes(config, "n1", "n2")) {
            nodes.awaitEnded("n1");
        }
    }

    @Test
    void callsThatMakeNoSenseAreRefused() {
        try (TestNodes nodes = new TestNodes(journal.config(), "n1", "n2")) {
            assertThatThrownBy(() -> nodes.ask("n1", "rename", "k", null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("rename needs a name: rename KEY NAME");
            assertThatThrownBy(() -> nodes.ask("n1", "add", "k|2", "x"))
                    .hasMessageContaining("a key has no vertical line (|) in it, not \"k|2\"");
            assertThatThrownBy(() -> nodes.ask("n1", "add", "k", "\ud800")).hasMessageContaining("UTF-8");
            assertThatThrownBy(() -> nodes.ask("n1", "write", "k", "x"))
                    .hasMessageContaining("eventsourced has no operation");
        }
    }
}
