package dsc.workbench.journals;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import dsc.workbench.processes.Loopback;
import dsc.workbench.processes.Ports;
import dsc.workbench.processes.PrivateFiles;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import org.h2.api.ErrorCode;
import org.h2.engine.ConnectionInfo;
import org.h2.engine.Engine;
import org.h2.jdbc.JdbcConnection;
import org.h2.message.DbException;
import org.h2.tools.RunScript;
import org.h2.tools.Server;

/**
 * The H2 server that keeps all nodes' journals. It is the launcher's, so that no node's death takes the others'
 * journals along; and it makes the schema before any node starts, since two nodes that do so at once collide.
 *
 * <p>Every user of this machine can connect to its port. An administrator of an H2 database can run code in the process
 * that serves it ({@code CREATE ALIAS}), so there is one only in this process: its password lies in
 * {@value #PASSWORD_FILE}, for the owner alone, by which a journal that was kept is opened again. Nodes have a user
 * that can read and write the journal's tables and nothing else, with a password drawn at each start. Nobody can make a
 * database by the port.
 */
public final class JournalServer implements Journal {

    /** The variable by which nodes get the password of their user; {@code conf/journal-h2.conf} reads it. */
    public static final String PASSWORD_VARIABLE = "DSC_JOURNAL_PASSWORD";

    public static final String PASSWORD_FILE = "journal-password.txt";

    private static final String SCHEMA = "/schema/h2/h2-create-schema.sql";
    private static final String ADMINISTRATOR = "dsc";
    private static final String NODES = "node";
    private static final String DATABASE = "./journal";
    private static final String FILE = "journal.mv.db";
    private static final int PASSWORD_BYTES = 24;

    private final Server server;
    private final Connection keeper;
    private final String url;
    private final String password;
    private final Path file;

    private JournalServer(Server server, Connection keeper, String url, String password, Path file) {
        this.file = file;
        this.server = server;
        this.keeper = keeper;
        this.url = url;
        this.password = password;
    }

    /** Starts a server whose files lie in {@code directory}. */
    public static JournalServer start(Path directory, Ports ports) {
        System.setProperty("h2.bindAddress", Loopback.HOST);
        // H2 makes everyone who logs in wait after a wrong password. Nobody guesses one of these, but anybody could
        // keep the nodes waiting.
        System.setProperty("h2.delayWrongPasswordMin", "0");
        try {
            Connection keeper = keeper(directory);
            if (isEmpty(keeper)) {
                try (InputStream schema = JournalServer.class.getResourceAsStream(SCHEMA)) {
                    RunScript.execute(keeper, new InputStreamReader(schema, StandardCharsets.UTF_8));
                }
            }
            String password = newPassword();
            admitNodes(keeper, password);
            String port = Integer.toString(ports.next());
            Server server = Server.createTcpServer(
                            "-tcpPort",
                            port,
                            "-baseDir",
                            directory.toAbsolutePath().toString(),
                            "-ifExists")
                    .start();
            return new JournalServer(
                    server,
                    keeper,
                    "jdbc:h2:tcp://" + Loopback.HOST + ":" + port + "/" + DATABASE,
                    password,
                    directory.resolve(FILE));
        } catch (SQLException | IOException failed) {
            throw new LauncherException("the journal's server could not start: " + failed.getMessage());
        }
    }

    /** The administrator's connection, within this process; the database stays open as long as it does. */
    private static Connection keeper(Path directory) throws SQLException, IOException {
        Path file = directory.resolve(PASSWORD_FILE);
        if (!Files.exists(file)) {
            PrivateFiles.write(file, (newPassword() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        PrivateFiles.createFile(directory.resolve(FILE));
        String password = Files.readString(file).strip();
        try {
            return connect(directory, password);
        } catch (SQLException refused) {
            if (refused.getErrorCode() != ErrorCode.WRONG_USER_OR_PASSWORD) {
                throw refused;
            }
            // A journal that was kept by a version of this program which had no passwords.
            Connection keeper = connect(directory, "");
            execute(keeper, "ALTER USER " + ADMINISTRATOR + " SET PASSWORD '" + password + "'");
            return keeper;
        }
    }

    /** Not by an address with the directory in it, which may have a semicolon in its name. */
    private static Connection connect(Path directory, String password) throws SQLException {
        String url = "jdbc:h2:" + DATABASE;
        ConnectionInfo database = new ConnectionInfo(url, new Properties(), ADMINISTRATOR, password.toCharArray());
        database.setBaseDir(directory.toAbsolutePath().toString());
        try {
            return new JdbcConnection(Engine.createSession(database), ADMINISTRATOR, url);
        } catch (DbException refused) {
            throw refused.getSQLException();
        }
    }

    /** Whether it is new: a cluster that was put aside comes back to its journal. */
    private static boolean isEmpty(Connection database) throws SQLException {
        try (ResultSet tables = database.getMetaData().getTables(null, "PUBLIC", null, new String[] {"BASE TABLE"})) {
            return !tables.next();
        }
    }

    private static void admitNodes(Connection keeper, String password) throws SQLException {
        execute(keeper, "CREATE USER IF NOT EXISTS " + NODES + " PASSWORD '" + password + "'");
        execute(keeper, "ALTER USER " + NODES + " SET PASSWORD '" + password + "'");
        for (String table : new String[] {"event_journal", "event_tag", "snapshot"}) {
            execute(keeper, "GRANT SELECT, INSERT, UPDATE, DELETE ON \"" + table + "\" TO " + NODES);
        }
    }

    private static void execute(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String newPassword() {
        byte[] secret = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    @Override
    public Config over(Config layers) {
        return ConfigFactory.empty()
                .withValue("dsc.journal.url", ConfigValueFactory.fromAnyRef(url))
                .withValue("dsc.journal.user", ConfigValueFactory.fromAnyRef(NODES))
                .withFallback(layers);
    }

    @Override
    public Map<String, String> environment() {
        return Map.of(PASSWORD_VARIABLE, password);
    }

    @Override
    public synchronized OptionalLong erase(String scenario, NodeId node) throws InterruptedException {
        try {
            return OptionalLong.of(new StoredRows(scenario, node).delete(keeper));
        } catch (SQLException failed) {
            throw new LauncherException("what " + node + " stored cannot be deleted: " + failed.getMessage());
        }
    }

    @Override
    public void discard() {
        // Its file lies in the directory, with all else that is left.
    }

    @Override
    public Optional<String> remains() {
        return Optional.empty();
    }

    /** Makes H2 write what it still holds in memory, and tells what keeps it from that. */
    @Override
    public synchronized Optional<String> failure() {
        try {
            execute(keeper, "CHECKPOINT");
            return Optional.empty();
        } catch (SQLException failed) {
            Throwable cause = failed;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            return Optional.of("the journal (" + file + ") cannot be written any more: " + cause.getMessage());
        }
    }

    @Override
    public void close() {
        server.stop();
        try (keeper) {
            execute(keeper, "SHUTDOWN");
        } catch (SQLException alreadyClosed) {
            // By the end of this JVM, which closes databases as well.
        }
    }
}
