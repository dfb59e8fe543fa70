package dsc.concepts.patterns.replication.eventsourced;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dsc.workbench.processes.Ports;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.stream.Stream;
import org.h2.tools.RunScript;
import org.h2.tools.Server;

/**
 * A journal in a file, reached over TCP as a run's is, whose server can be stopped and started again. Not in memory: H2
 * may close a database whose server is stopped in the middle of a statement, and one in memory is gone then.
 */
final class TestJournal implements AutoCloseable {

    private static final String SCHEMA = "/schema/h2/h2-create-schema.sql";

    private static final String OVERRIDES = """
        pekko.actor.provider = local
        pekko.coordinated-shutdown.exit-jvm = off
        pekko.coordinated-shutdown.reason-overrides = {}
        # A read that fails is tried again after 2 s and more anyway, which is Pekko's own.
        jdbc-read-journal.refresh-interval = 50ms
        pekko-persistence-jdbc.shared-databases.slick.db.connectionTimeout = 1000
        # Longer than the half second in which HikariCP hands a connection out again without asking whether it lives.
        dsc.journal { backoff-min = 600ms, backoff-max = 1s }
        """;

    private final int port = new Ports().next();
    private final Path directory = Files.createTempDirectory("dsc-journal-");
    private final String url = "jdbc:h2:tcp://127.0.0.1:" + port + "/" + directory + "/journal";
    private Server server;

    TestJournal() throws SQLException, IOException {
        System.setProperty("h2.bindAddress", "127.0.0.1");
        start();
        try (Connection connection = DriverManager.getConnection(url, "dsc", "");
                InputStream schema = TestJournal.class.getResourceAsStream(SCHEMA)) {
            RunScript.execute(connection, new InputStreamReader(schema, StandardCharsets.UTF_8));
        }
    }

    /** A node's, without its network. */
    Config config() {
        return ConfigFactory.parseString(OVERRIDES + "dsc.journal.url = \"" + url + "\"")
                .withFallback(ConfigFactory.parseFile(new File("conf/eventsourced.conf")))
                .withFallback(ConfigFactory.parseFile(new File("conf/journal-h2.conf")))
                .withFallback(ConfigFactory.parseFile(new File("conf/node.conf")))
                .withFallback(ConfigFactory.load())
                .resolve();
    }

    /** Stops the server: nobody is connected any more. What was written stays. */
    void stop() {
        server.stop();
    }

    void start() throws SQLException {
        server = Server.createTcpServer("-tcpPort", Integer.toString(port), "-ifNotExists")
                .start();
    }

    @Override
    public void close() throws IOException {
        server.stop();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
