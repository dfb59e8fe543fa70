package dsc.workbench.journals;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assumptions;

/**
 * A real PostgreSQL server on 127.0.0.1, from binaries that come with the tests. It asks for passwords, except of its
 * superuser: {@value #OWNER} owns the database {@value #DATABASE}, {@value #STRANGER} may connect to it.
 */
public final class PostgresServer implements AutoCloseable {

    public static final String OWNER = "alice";
    public static final String STRANGER = "bob";
    public static final String PASSWORD = "s3cret/&@";
    public static final String DATABASE = "dsc";

    private static final String WHO_IS_ASKED = """
        host all postgres 127.0.0.1/32 trust
        host all all 127.0.0.1/32 scram-sha-256
        """;

    private final EmbeddedPostgres server;

    private PostgresServer(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Aborts the test on platforms for which there are no binaries. */
    public static PostgresServer start() throws IOException, SQLException {
        EmbeddedPostgres server;
        try {
            server = EmbeddedPostgres.builder()
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("password_encryption", "scram-sha-256")
                    .setDataDirectoryCustomizer(PostgresServer::askForPasswords)
                    .start();
        } catch (IllegalStateException missing) {
            throw Assumptions.<RuntimeException>abort(
                    "not tested: there is no PostgreSQL for this platform (" + missing.getMessage() + ")");
        }
        PostgresServer started = new PostgresServer(server);
        execute(
                server.getPostgresDatabase(),
                "CREATE ROLE " + OWNER + " LOGIN PASSWORD '" + PASSWORD + "'",
                "CREATE ROLE " + STRANGER + " LOGIN PASSWORD '" + PASSWORD + "'",
                "CREATE DATABASE " + DATABASE + " OWNER " + OWNER);
        return started;
    }

    private static void askForPasswords(File dataDirectory) {
        try {
            Files.writeString(dataDirectory.toPath().resolve("pg_hba.conf"), WHO_IS_ASKED);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** In the database, as its superuser. */
    void execute(String... statements) throws SQLException {
        execute(server.getDatabase("postgres", DATABASE), statements);
    }

    private static void execute(DataSource database, String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    int port() {
        return server.getPort();
    }

    /** The database, for its owner. */
    public String url() {
        return url(OWNER, PASSWORD, DATABASE);
    }

    String url(String user, String password, String database) {
        return "postgresql://" + user + ":" + password.replace("/", "%2F").replace("@", "%40") + "@127.0.0.1:" + port()
                + "/" + database;
    }

    /** The schemas of clusters. */
    public List<String> schemas() throws SQLException {
        return column("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'dsc%' ORDER BY 1");
    }

    /** The first column of what {@code query} finds. */
    List<String> column(String query) throws SQLException {
        try (Connection connection = server.getDatabase("postgres", DATABASE).getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
