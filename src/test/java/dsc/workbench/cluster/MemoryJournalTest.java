package dsc.workbench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Events are there again when an actor starts again in the same process, with the settings of conf/journal-memory.conf.
 */
class MemoryJournalTest {

    private static ActorTestKit kit;

    /** Each word is an event; the answer is all words. */
    record Say(List<String> words, ActorRef<List<String>> replyTo) {}

    static final class CompletionCandidates extends EventSourcedBehavior<Say, String, List<String>> {

        private final int snapshotEvery;

        CompletionCandidates(String id, int snapshotEvery) {
            super(PersistenceId.ofUniqueId(id));
            this.snapshotEvery = snapshotEvery;
        }

        @Override
        public List<String> emptyState() {
            return List.of();
        }

        @Override
        public RetentionCriteria retentionCriteria() {
            return RetentionCriteria.snapshotEvery(snapshotEvery, 1).withDeleteEventsOnSnapshot();
        }

        @Override
        public CommandHandler<Say, String, List<String>> commandHandler() {
            return (state, say) -> Effect()
                    .persist(say.words())
                    .thenRun((List<String> words) -> say.replyTo().tell(words));
        }

        @Override
        public EventHandler<List<String>, String> eventHandler() {
            return (state, word) -> {
                List<String> more = new ArrayList<>(state);
                more.add(word);
                return List.copyOf(more);
            };
        }
    }

    @BeforeAll
    static void start() {
        kit = ActorTestKit.create(ConfigFactory.parseString(
                        "pekko { actor.provider = local, loglevel = ERROR, coordinated-shutdown.exit-jvm = off }")
                .withFallback(ConfigFactory.parseFile(
                        Path.of("conf/journal-memory.conf").toFile()))
                .withFallback(ConfigFactory.parseFile(Path.of("conf/node.conf").toFile()))
                .withFallback(ConfigFactory.defaultReference())
                .resolve());
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    private static List<String> say(ActorRef<Say> actor, List<String> words) {
        TestProbe<List<String>> client = kit.createTestProbe();
        actor.tell(new Say(words, client.getRef()));
        return client.receiveMessage();
    }

    @Test
    void eventsComeBackInTheirOrderAndToTheirOwner() {
        ActorRef<Say> first = kit.spawn(new CompletionCandidates("first", 1_000));
        ActorRef<Say> other = kit.spawn(new CompletionCandidates("other", 1_000));
        say(first, List.of("a", "b"));
        say(other, List.of("x"));
        say(first, List.of("c"));
        kit.stop(first);
        assertThat(say(kit.spawn(new CompletionCandidates("first", 1_000)), List.of("d")))
                .containsExactly("a", "b", "c", "d");
        kit.stop(other);
        assertThat(say(kit.spawn(new CompletionCandidates("other", 1_000)), List.of()))
                .containsExactly("x");
    }

    /** What a snapshot covers may be deleted; numbers go on all the same. */
    @Test
    void eventsBehindASnapshotAreEnough() {
        ActorRef<Say> actor = kit.spawn(new CompletionCandidates("long", 3));
        List<String> words = IntStream.range(0, 20).mapToObj(Integer::toString).toList();
        words.forEach(word -> say(actor, List.of(word)));
        kit.stop(actor);
        ActorRef<Say> again = kit.spawn(new CompletionCandidates("long", 3));
        assertThat(say(again, List.of())).isEqualTo(words);
        say(again, List.of("more"));
        kit.stop(again);
        assertThat(say(kit.spawn(new CompletionCandidates("long", 3)), List.of()))
                .hasSize(21)
                .endsWith("more");
    }

    /** Each event once; a snapshot is none. */
    @Test
    void whatIsWrittenIsCounted() {
        WrittenEvents written = WrittenEvents.of(Adapter.toClassic(kit.system()));
        long before = written.count();
        ActorRef<Say> actor = kit.spawn(new CompletionCandidates("counted", 2));
        say(actor, List.of("a", "b", "c"));
        say(actor, List.of());
        say(actor, List.of("d"));
        assertThat(written.count()).isEqualTo(before + 4);
    }
}
