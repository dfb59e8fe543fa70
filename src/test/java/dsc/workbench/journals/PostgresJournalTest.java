package dsc.workbench.journals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import dsc.cli.Told;
import dsc.workbench.processes.Ports;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real server. */
class PostgresJournalTest {

    private static PostgresServer server;

    @TempDir
    private Path temporary;

    @BeforeAll
    static void start() throws Exception {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    private static Journal open(String url, Path directory) {
        return JournalChoice.of(url).open(directory, new Ports());
    }

    private static String schema(Journal journal) {
        return journal.over(ConfigFactory.empty()).getString("dsc.journal.url").replaceFirst(".*currentSchema=", "");
    }

    @Test
    void everyClusterHasTablesOfItsOwn() throws Exception {
        Path one = Files.createDirectories(temporary.resolve("x").resolve("Raft-2026 seed1"));
        Path other = Files.createDirectories(temporary.resolve("y").resolve("Raft-2026 seed1"));

        String first = schema(open(server.url(), one));
        String second = schema(open(server.url(), other));

        assertThat(first).startsWith("dsc_raft_2026_seed1_").isNotEqualTo(second);
        assertThat(server.schemas()).contains(first, second);
        assertThat(server.column("SELECT tablename FROM pg_tables WHERE schemaname = '" + first + "'"))
                .contains("event_journal", "event_tag", "snapshot");
    }

    @Test
    void aClusterThatIsStartedAgainFindsItsOwn() throws Exception {
        String first = schema(open(server.url(), temporary));

        assertThat(schema(open(server.url(), temporary))).isEqualTo(first);
    }

    @Test
    void whatWasDiscardedIsGoneAndAClusterThatMissesItDoesNotGoOn() throws Exception {
        Journal journal = open(server.url(), temporary);
        String schema = schema(journal);
        assertThat(journal.remains()).get().asString().contains("DROP SCHEMA " + schema);

        journal.discard();

        assertThat(server.schemas()).doesNotContain(schema);
        assertThat(journal.remains()).isEmpty();
        assertThatThrownBy(() -> open(server.url(), temporary))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("is no longer in");
    }

    @Test
    void aNodesDiskIsErasedAndNoOther() throws Exception {
        Journal journal = open(server.url(), temporary);
        String schema = schema(journal);
        server.execute(Stream.concat(Stream.of("SET search_path TO " + schema), Rows.INSERTS.stream())
                .toArray(String[]::new));

        assertThat(journal.erase("raft", new NodeId("n1"))).hasValue(Rows.OF_N1);

        assertThat(server.column(Rows.IDS.replace("FROM \"", "FROM " + schema + ".\"")))
                .containsExactlyInAnyOrderElementsOf(Rows.LEFT);
        assertThat(journal.erase("raft", new NodeId("n1"))).hasValue(0);
    }

    @Test
    void aLongNameIsCutOff() throws Exception {
        Path directory = Files.createDirectories(temporary.resolve("x".repeat(200)));

        String schema = schema(open(server.url(), directory));

        assertThat(server.schemas()).contains(schema);
    }

    @Test
    void whatIsWrongIsSaid() throws SQLException {
        String closed = "postgres://alice@127.0.0.1:" + new Ports().next() + "/dsc";
        failure(closed, "no PostgreSQL answers at 127.0.0.1:", "start one there");
        failure(
                server.url(PostgresServer.OWNER, "wrong", PostgresServer.DATABASE),
                "refuses the login",
                "password authentication failed for user \"alice\"",
                "PGPASSWORD");
        failure(
                server.url("nobody", PostgresServer.PASSWORD, PostgresServer.DATABASE),
                "refuses the login",
                "\"nobody\"",
                "PGUSER");
        failure(
                server.url(PostgresServer.OWNER, PostgresServer.PASSWORD, "missing"),
                "has no database \"missing\"",
                "createdb missing");
        failure(
                server.url(PostgresServer.STRANGER, PostgresServer.PASSWORD, PostgresServer.DATABASE),
                "does not let this user make a schema in \"dsc\"",
                "GRANT CREATE ON DATABASE");
    }

    /** In one line without the password, and nothing is left: neither in the database nor in the directory. */
    private void failure(String url, String... words) throws SQLException {
        Path directory = temporary.resolve("cluster");
        int before = server.schemas().size();

        assertThatThrownBy(() -> open(url, directory))
                .isInstanceOf(LauncherException.class)
                .message()
                .containsSubsequence(words)
                .hasLineCount(1)
                .doesNotContain("s3cret");

        assertThat(directory).doesNotExist();
        assertThat(server.schemas()).hasSize(before);
    }

    @Test
    void aRunThatCannotBeginLeavesNothing() {
        Path out = temporary.resolve("run");
        String closed = "postgres://alice@127.0.0.1:" + new Ports().next() + "/dsc";
        String[] run = ("run raft --seconds 1 --faults none --journal postgres --journal-url " + closed).split(" ");

        Told told = Told.by(Stream.concat(Stream.of(run), Stream.of("--out", out.toString()))
                        .toArray(String[]::new))
                .ended(2);

        assertThat(told.err()).contains("no PostgreSQL answers").hasLineCount(1);
        assertThat(out).doesNotExist();
    }
}
