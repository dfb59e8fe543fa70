package dsc.workbench.launcher;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import dsc.workbench.processes.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.h2.tools.RunScript;
import org.h2.tools.Server;

/**
 * The H2 server that keeps all nodes' journals. It is the launcher's, so that no node's death takes the others'
 * journals along; and it makes the schema before any node starts, since two nodes that do so at once collide.
 */
final class JournalServer implements Journal {

    private static final String SCHEMA = "/schema/h2/h2-create-schema.sql";

    private final Server server;
    private final Connection keeper;
    private final String url;

    private JournalServer(Server server, Connection keeper, String url) {
        this.server = server;
        this.keeper = keeper;
        this.url = url;
    }

    /** Starts a server whose files lie in {@code directory}. */
    static JournalServer start(Path directory, Ports ports) {
        System.setProperty("h2.bindAddress", "127.0.0.1");
        try {
            String port = Integer.toString(ports.next());
            Server server = Server.createTcpServer(
                            "-tcpPort",
                            port,
                            "-baseDir",
                            directory.toAbsolutePath().toString(),
                            "-ifNotExists")
                    .start();
            String url = "jdbc:h2:tcp://127.0.0.1:" + port + "/./journal;DB_CLOSE_DELAY=-1";
            Connection keeper = DriverManager.getConnection(url, "dsc", "");
            if (isEmpty(keeper)) {
                try (InputStream schema = JournalServer.class.getResourceAsStream(SCHEMA)) {
                    RunScript.execute(keeper, new InputStreamReader(schema, StandardCharsets.UTF_8));
                }
            }
            return new JournalServer(server, keeper, url);
        } catch (SQLException | IOException failed) {
            throw new LauncherException("the journal's server could not start: " + failed.getMessage());
        }
    }

    /** Whether it is new: a cluster that was put aside comes back to its journal. */
    private static boolean isEmpty(Connection database) throws SQLException {
        try (ResultSet tables = database.getMetaData().getTables(null, "PUBLIC", null, new String[] {"BASE TABLE"})) {
            return !tables.next();
        }
    }

    @Override
    public Config over(Config layers) {
        return layers.withValue("dsc.journal.url", ConfigValueFactory.fromAnyRef(url));
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public void discard() {
        // Its file lies in the directory, with all else that is left.
    }

    @Override
    public Optional<String> remains() {
        return Optional.empty();
    }

    @Override
    public void close() {
        try {
            keeper.close();
        } catch (SQLException alreadyGone) {
            // The server is stopped next anyway.
        }
        server.stop();
    }
}
