package dsc.concepts.foundations.faulttolerance.splitbrain;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.File;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.h2.tools.RunScript;

/** An actor system that is configured as a node is, with a journal in this process's memory. */
final class TestNode implements AutoCloseable {

    private static final String OVERRIDES = """
        dsc.node { id = n1, directory = "." }
        pekko.remote.artery.canonical.port = 0
        pekko.coordinated-shutdown.exit-jvm = off
        pekko.coordinated-shutdown.reason-overrides = {}
        # Two busy cores can hold anything up for seconds.
        pekko.actor.testkit.typed.single-expect-default = 30s
        pekko.actor.testkit.typed.default-timeout = 30s
        dsc.splitbrain.ask-timeout = 3s
        """;

    private final Connection connection;
    private final ActorTestKit kit;

    TestNode(String overrides) throws SQLException {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        connection = DriverManager.getConnection(url, "dsc", "");
        InputStream schema = TestNode.class.getResourceAsStream("/schema/h2/h2-create-schema.sql");
        RunScript.execute(connection, new InputStreamReader(schema, StandardCharsets.UTF_8));
        kit = ActorTestKit.create("dsc", config(overrides + "\ndsc.journal.url = \"" + url + "\""));
    }

    private static Config config(String overrides) {
        return ConfigFactory.parseString(overrides)
                .withFallback(ConfigFactory.parseString(OVERRIDES))
                .withFallback(ConfigFactory.parseFile(new File("conf/splitbrain.conf")))
                .withFallback(ConfigFactory.parseFile(new File("conf/journal-h2.conf")))
                .withFallback(ConfigFactory.parseFile(new File("conf/node.conf")))
                .withFallback(ConfigFactory.load())
                .resolve();
    }

    ActorTestKit kit() {
        return kit;
    }

    Config config() {
        return kit.system().settings().config();
    }

    @Override
    public void close() throws SQLException {
        kit.shutdownTestKit();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        }
    }
}
