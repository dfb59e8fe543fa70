package dsc.concepts.patterns.scaling.horizontal;

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
import org.h2.tools.RunScript;

/** A journal as nodes have it, in this process's memory, that can go away, come back, and be made to refuse nobody. */
final class TestJournal implements AutoCloseable {

    private static final String OVERRIDES = """
        pekko.coordinated-shutdown.exit-jvm = off
        pekko.coordinated-shutdown.reason-overrides = {}
        pekko.loggers = ["org.apache.pekko.event.slf4j.Slf4jLogger"]
        # Two busy cores can hold anything up for seconds.
        pekko.actor.testkit.typed.single-expect-default = 20s
        pekko.actor.testkit.typed.default-timeout = 20s
        """;

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    private final Connection connection;

    TestJournal() throws SQLException {
        connection = DriverManager.getConnection(url, "dsc", "");
        InputStream schema = TestJournal.class.getResourceAsStream("/schema/h2/h2-create-schema.sql");
        RunScript.execute(connection, new InputStreamReader(schema, StandardCharsets.UTF_8));
    }

    /** What a node of the scenario is configured with, and this journal. */
    Config config(String overrides) {
        return ConfigFactory.parseString(overrides)
                .withFallback(ConfigFactory.parseString(OVERRIDES + "dsc.journal.url = \"" + url + "\""))
                .withFallback(ConfigFactory.parseFile(new File("conf/horizontal.conf")))
                .withFallback(ConfigFactory.parseFile(new File("conf/journal-h2.conf")))
                .withFallback(ConfigFactory.parseFile(new File("conf/node.conf")))
                .withFallback(ConfigFactory.load())
                .resolve();
    }

    void goAway() throws SQLException {
        execute("ALTER TABLE PUBLIC.\"event_journal\" RENAME TO \"gone\"");
    }

    void comeBack() throws SQLException {
        execute("ALTER TABLE PUBLIC.\"gone\" RENAME TO \"event_journal\"");
    }

    /** Takes two events of the same number from two writers. */
    void refuseNobody() throws SQLException {
        execute("ALTER TABLE PUBLIC.\"event_journal\" DROP PRIMARY KEY");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        execute("SHUTDOWN");
    }
}
