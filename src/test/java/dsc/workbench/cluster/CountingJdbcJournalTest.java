package dsc.workbench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dsc.workbench.cluster.MemoryJournalTest.CompletionCandidates;
import dsc.workbench.cluster.MemoryJournalTest.Say;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.h2.tools.RunScript;
import org.junit.jupiter.api.Test;

/** With the settings of conf/journal-h2.conf, on a database in this process. */
class CountingJdbcJournalTest {

    private static final String URL = "jdbc:h2:mem:counting;USER=dsc;DB_CLOSE_DELAY=-1";

    private static List<String> say(ActorTestKit kit, ActorRef<Say> actor, String... words) {
        TestProbe<List<String>> client = kit.createTestProbe();
        actor.tell(new Say(List.of(words), client.getRef()));
        return client.receiveMessage();
    }

    @Test
    void whatIsWrittenIsCountedAndIsThereAgain() throws Exception {
        try (Connection connection = DriverManager.getConnection(URL);
                InputStreamReader schema = new InputStreamReader(
                        getClass().getResourceAsStream("/schema/h2/h2-create-schema.sql"), StandardCharsets.UTF_8)) {
            RunScript.execute(connection, schema);
        }
        ActorTestKit kit = ActorTestKit.create(ConfigFactory.parseString(
                        "pekko { actor.provider = local, loglevel = ERROR, coordinated-shutdown.exit-jvm = off }\n"
                                + "dsc.journal.url = \"" + URL + "\"")
                .withFallback(
                        ConfigFactory.parseFile(Path.of("conf/journal-h2.conf").toFile()))
                .withFallback(ConfigFactory.parseFile(Path.of("conf/node.conf").toFile()))
                .withFallback(ConfigFactory.defaultReference())
                .resolve());
        try {
            WrittenEvents written = WrittenEvents.of(Adapter.toClassic(kit.system()));
            ActorRef<Say> actor = kit.spawn(new CompletionCandidates("counted", 1_000));
            say(kit, actor, "a", "b", "c");
            say(kit, actor);
            say(kit, actor, "d");
            assertThat(written.count()).isEqualTo(4);
            kit.stop(actor);
            assertThat(say(kit, kit.spawn(new CompletionCandidates("counted", 1_000))))
                    .containsExactly("a", "b", "c", "d");
            assertThat(written.count()).as("what is read is not written").isEqualTo(4);
        } finally {
            kit.shutdownTestKit();
        }
    }
}
