package dsc.workbench.journals;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import dsc.workbench.processes.PrivateFiles;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A journal in a database of a PostgreSQL server that the user runs. Each cluster has a schema of its own there, since
 * persistence ids are the same in every run; its name lies in the cluster's directory, so that a cluster that is
 * started again finds it.
 */
final class PostgresJournal implements Journal {

    /** What pekko-persistence-jdbc says its tables are. */
    private static final String TABLES = "/schema/postgres/postgres-create-schema.sql";

    private static final int VALID_SECONDS = 2;

    /** The nodes have them all, and the journal is none the worse for it. */
    private static final String NO_CONNECTION_LEFT = "53300";

    private static final String NAME_FILE = "journal-schema.txt";
    private static final String NAMES = "dsc_[a-z0-9_]+";

    /** PostgreSQL cuts longer names off; what is added to it has 13 characters. */
    private static final int NAME_CHARACTERS_MAX = 63 - 13;

    private final PostgresUrl url;
    private final String schema;
    private boolean discarded;

    /** By which it is seen whether the server answers; null before that is asked. */
    private Connection watching;

    private PostgresJournal(PostgresUrl url, String schema) {
        this.url = url;
        this.schema = schema;
    }

    /** Finds the schema of the cluster in {@code directory}, or makes one. */
    static PostgresJournal open(PostgresUrl url, Path directory) {
        Optional<String> recorded = recordedName(directory);
        try (Connection connection = PostgresConnections.open(url)) {
            if (recorded.isPresent()) {
                requireSchema(connection, url, recorded.get());
                return new PostgresJournal(url, recorded.get());
            }
            String schema = newName(directory);
            create(connection, schema);
            PrivateFiles.write(directory.resolve(NAME_FILE), (schema + "\n").getBytes(StandardCharsets.UTF_8));
            return new PostgresJournal(url, schema);
        } catch (SQLException failed) {
            throw PostgresConnections.failure(url, failed);
        } catch (IOException failed) {
            throw new LauncherException(directory.resolve(NAME_FILE) + " cannot be written: " + failed.getMessage());
        }
    }

    /** The one that {@link #open} made for the cluster in {@code directory}, if it did. */
    static Optional<PostgresJournal> madeFor(Path directory, PostgresUrl url) {
        return recordedName(directory).map(schema -> new PostgresJournal(url, schema));
    }

    private static Optional<String> recordedName(Path directory) {
        Path file = directory.resolve(NAME_FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            String name = Files.readString(file).strip();
            if (!name.matches(NAMES)) {
                throw new LauncherException(file + " names no schema that was made for a cluster: " + name);
            }
            return Optional.of(name);
        } catch (IOException failed) {
            throw new LauncherException(file + " cannot be read: " + failed.getMessage());
        }
    }

    /** After the directory, so that a person finds it; and drawn, since two directories may be called the same. */
    private static String newName(Path directory) {
        String plain =
                directory.getFileName().toString().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        String cut = plain.substring(0, Math.min(plain.length(), NAME_CHARACTERS_MAX));
        return String.format(
                Locale.ROOT, "dsc_%s_%08x", cut, ThreadLocalRandom.current().nextInt());
    }

    private static void requireSchema(Connection connection, PostgresUrl url, String schema) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("SELECT 1 FROM pg_namespace WHERE nspname = '" + schema + "'")) {
            if (!found.next()) {
                // Nodes that find nothing where they promised something must not go on.
                throw new LauncherException("this cluster's journal, the schema " + schema + ", is no longer in "
                        + url.text() + "; start a new cluster");
            }
        }
    }

    /** All or nothing. */
    private static void create(Connection connection, String schema) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + schema);
            statement.execute("SET LOCAL search_path TO " + schema);
            statement.execute(tables());
        }
        connection.commit();
    }

    /**
     * The tables are for the schema {@code public} there, and two indexes are made as is fit for a table in use, which
     * no transaction can do.
     */
    private static String tables() {
        try (InputStream script = PostgresJournal.class.getResourceAsStream(TABLES)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("public.", "")
                    .replace("INDEX CONCURRENTLY", "INDEX");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public Config over(Config layers) {
        return layers.withValue(
                "dsc.journal.url", ConfigValueFactory.fromAnyRef(inSchema().jdbc()));
    }

    private PostgresUrl inSchema() {
        return url.with(Map.of("currentSchema", schema));
    }

    @Override
    public Map<String, String> environment() {
        return url.environment();
    }

    @Override
    public OptionalLong erase(String scenario, NodeId node) throws InterruptedException {
        try (Connection connection = PostgresConnections.open(inSchema())) {
            return OptionalLong.of(new StoredRows(scenario, node).delete(connection));
        } catch (SQLException failed) {
            throw PostgresConnections.failure(url, failed);
        }
    }

    /** Drops the schema. If the server is gone, the schema remains, and {@link #remains()} says so. */
    @Override
    public void discard() {
        try (Connection connection = PostgresConnections.open(url);
                Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
            discarded = true;
        } catch (SQLException gone) {
            discarded = false;
        }
    }

    @Override
    public Optional<String> remains() {
        return discarded
                ? Optional.empty()
                : Optional.of(
                        "the journal stays in " + url.text() + " until you say: DROP SCHEMA " + schema + " CASCADE");
    }

    /** A connection that was lost is made anew once: a server that answers again has lost nothing. */
    @Override
    public synchronized Optional<String> failure() {
        try {
            if (watching == null || !watching.isValid(VALID_SECONDS)) {
                close();
                watching = PostgresConnections.open(url);
            }
            return Optional.empty();
        } catch (SQLException failed) {
            return NO_CONNECTION_LEFT.equals(failed.getSQLState())
                    ? Optional.empty()
                    : Optional.of("the journal cannot be written any more: "
                            + PostgresConnections.failure(url, failed).getMessage());
        }
    }

    @Override
    public synchronized void close() {
        // The server is the user's.
        try {
            if (watching != null) {
                watching.close();
            }
        } catch (SQLException gone) {
            // It was of no more use.
        }
    }
}
