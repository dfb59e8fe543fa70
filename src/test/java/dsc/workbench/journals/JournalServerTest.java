package dsc.workbench.journals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dsc.workbench.processes.Ports;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a process of this machine that knows the journal's port, which is no secret, can do with it. */
class JournalServerTest {

    private static final String INSERT = "INSERT INTO \"event_journal\" (\"persistence_id\", \"sequence_number\","
            + " \"writer\", \"write_timestamp\", \"adapter_manifest\", \"event_payload\", \"event_ser_id\","
            + " \"event_ser_manifest\") VALUES ('raft-n1', %d, 'w', 1, '', X'01', 1, '')";

    /** Each of them is a way out of the database, or takes more than a node needs. */
    private static final List<String> BEYOND_A_JOURNAL = List.of(
            "CREATE ALIAS RUN AS 'void run(String c) throws Exception { Runtime.getRuntime().exec(c); }'",
            "CREATE ALIAS EXIT FOR 'java.lang.System.exit'",
            "CREATE TRIGGER T BEFORE INSERT ON \"snapshot\" AS 'org.h2.api.Trigger create() { return null; }'",
            "CREATE TRIGGER T BEFORE INSERT ON \"snapshot\" CALL 'java.lang.System'",
            "CREATE AGGREGATE A FOR 'java.lang.String'",
            "CREATE LINKED TABLE L('org.h2.Driver', 'jdbc:h2:mem:x', 'sa', '', 'T')",
            "CREATE FORCE LINKED TABLE L('javax.naming.InitialContext', 'ldap://127.0.0.1/x', '', '', 'T')",
            "CALL CSVWRITE('/tmp/dsc-out.csv', 'SELECT 1')",
            "SELECT * FROM CSVREAD('/etc/passwd')",
            "SELECT FILE_READ('/etc/passwd')",
            "SELECT FILE_WRITE('x', '/tmp/dsc-out')",
            "SELECT * FROM LINK_SCHEMA('S', '', 'jdbc:h2:mem:x', 'sa', '', 'PUBLIC')",
            "SCRIPT TO '/tmp/dsc-out.sql'",
            "RUNSCRIPT FROM '/etc/passwd'",
            "BACKUP TO '/tmp/dsc-out.zip'",
            "CREATE USER OTHER PASSWORD 'x' ADMIN",
            "ALTER USER NODE ADMIN TRUE",
            "ALTER USER DSC SET PASSWORD 'x'",
            "GRANT ALTER ANY SCHEMA TO NODE",
            "CREATE TABLE PUBLIC.T(ID INT)",
            "CREATE SCHEMA S",
            "DROP TABLE \"event_journal\"",
            "TRUNCATE TABLE \"event_journal\"",
            "ALTER TABLE \"event_journal\" ADD COLUMN X INT",
            "SELECT * FROM \"durable_state\"",
            "SET EXCLUSIVE 1",
            "SET TRACE_LEVEL_FILE 4",
            "SET DB_CLOSE_DELAY 1",
            "SET ALLOW_LITERALS NONE",
            "DROP ALL OBJECTS",
            "SHUTDOWN");

    @TempDir
    private Path directory;

    private Journal journal;
    private String url;

    @BeforeEach
    void open() {
        journal = JournalChoice.H2.open(directory, new Ports());
        url = configuration().getString("dsc.journal.url");
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private Config configuration() {
        return journal.over(ConfigFactory.empty());
    }

    private Connection asNode() throws SQLException {
        return DriverManager.getConnection(
                url,
                configuration().getString("dsc.journal.user"),
                journal.environment().get(JournalServer.PASSWORD_VARIABLE));
    }

    private static void refused(ThrowingCallable attempt) {
        assertThatThrownBy(attempt).isInstanceOf(SQLException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dsc", "DSC", "sa", "node", ""})
    void withoutThePasswordNobodyIsLetIn(String user) {
        refused(() -> DriverManager.getConnection(url, user, ""));
        refused(() -> DriverManager.getConnection(url, user, "dsc"));
    }

    @Test
    void nobodyMakesADatabase() {
        String other = url.replace("./journal", "./other");
        refused(() -> DriverManager.getConnection(other, "sa", ""));
        refused(() -> DriverManager.getConnection(url.replace("./journal", "mem:other"), "sa", ""));
        refused(() -> DriverManager.getConnection(url.replace("./journal", "/tmp/other"), "sa", ""));
        assertThat(directory.resolve("other.mv.db")).doesNotExist();
    }

    @Test
    void aNodeCanDoNothingButKeepItsJournal() throws SQLException {
        try (Connection connection = asNode();
                Statement jdbc = connection.createStatement()) {
            SoftAssertions.assertSoftly(softly ->
                    BEYOND_A_JOURNAL.forEach(statement -> softly.assertThatThrownBy(() -> jdbc.execute(statement))
                            .as(statement)
                            .isInstanceOf(SQLException.class)));
            jdbc.execute(INSERT.formatted(1));
        }
    }

    @Test
    void nobodyElseEndsTheServer() throws SQLException {
        String server = url.replaceFirst("jdbc:h2:(tcp://[0-9.:]+).*", "$1");
        for (String password : List.of("", "dsc")) {
            refused(() -> Server.shutdownTcpServer(server, password, true, false));
        }
        asNode().close();
    }

    @Test
    void settingsInAnAddressAreRefusedAsWell() {
        for (String setting : List.of(
                ";INIT=RUNSCRIPT FROM '/etc/passwd'",
                ";INIT=CREATE ALIAS EXIT FOR 'java.lang.System.exit'",
                ";TRACE_LEVEL_FILE=4",
                ";FORBID_CREATION=FALSE;IFEXISTS=FALSE;DB_CLOSE_DELAY=1")) {
            refused(() -> DriverManager.getConnection(
                    url + setting, "node", journal.environment().get(JournalServer.PASSWORD_VARIABLE)));
        }
    }

    @Test
    void noPasswordIsWrittenDownButForItsOwner() throws IOException {
        String password = journal.environment().get(JournalServer.PASSWORD_VARIABLE);
        assertThat(password).hasSizeGreaterThan(30);
        assertThat(configuration().root().render()).doesNotContain(password);
        for (Path file : List.of(directory.resolve("journal-password.txt"), directory.resolve("journal.mv.db"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .as(file.toString())
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aJournalThatWasKeptIsOpenedAgainAndEachTimeNodesGetAnotherPassword() throws SQLException {
        try (Connection connection = asNode()) {
            connection.createStatement().execute(INSERT.formatted(1));
        }
        String before = journal.environment().get(JournalServer.PASSWORD_VARIABLE);
        journal.close();
        open();
        refused(() -> DriverManager.getConnection(url, "node", before));
        try (Connection connection = asNode();
                ResultSet events =
                        connection.createStatement().executeQuery("SELECT COUNT(*) FROM \"event_journal\"")) {
            events.next();
            assertThat(events.getInt(1)).isEqualTo(1);
        }
    }

    @Test
    void aNodesDiskIsErasedAndNoOther() throws Exception {
        try (Connection connection = asNode();
                Statement jdbc = connection.createStatement()) {
            for (String statement : Rows.INSERTS) {
                jdbc.execute(statement);
            }

            assertThat(journal.erase("raft", new NodeId("n1"))).hasValue(Rows.OF_N1);

            List<String> left = new ArrayList<>();
            try (ResultSet ids = jdbc.executeQuery(Rows.IDS)) {
                while (ids.next()) {
                    left.add(ids.getString(1));
                }
            }
            assertThat(left).containsExactlyInAnyOrderElementsOf(Rows.LEFT);
            // The connection is the one by which the journal is watched.
            assertThat(journal.failure()).isEmpty();
            assertThat(journal.erase("raft", new NodeId("n1"))).hasValue(0);
        }
    }

    @Test
    void aJournalThatIsClosedErasesNothing() {
        journal.close();
        assertThatThrownBy(() -> journal.erase("raft", new NodeId("n1")))
                .isInstanceOf(LauncherException.class)
                .hasMessageStartingWith("what n1 stored cannot be deleted: ")
                .message()
                .hasLineCount(1);
    }

    /** The account of the version before, in which anyone was let in. */
    @Test
    void aJournalWithoutAPasswordGetsOne() throws SQLException, IOException {
        journal.close();
        Path old = Files.createDirectory(directory.resolve("old"));
        String file = "jdbc:h2:file:" + old + "/journal";
        try (Connection connection = DriverManager.getConnection(file, "dsc", "")) {
            String schema = new String(
                    JournalServer.class
                            .getResourceAsStream("/schema/h2/h2-create-schema.sql")
                            .readAllBytes(),
                    java.nio.charset.StandardCharsets.UTF_8);
            connection.createStatement().execute(schema);
            connection.createStatement().execute(INSERT.formatted(1));
        }
        journal = JournalChoice.H2.open(old, new Ports());
        url = configuration().getString("dsc.journal.url");
        refused(() -> DriverManager.getConnection(url, "dsc", ""));
        try (Connection connection = asNode()) {
            connection.createStatement().execute(INSERT.formatted(2));
        }
    }

    @Test
    void aDirectoryMayHaveAnyName() throws SQLException, IOException {
        journal.close();
        journal = JournalChoice.H2.open(Files.createDirectory(directory.resolve("a;INIT=b ü")), new Ports());
        url = configuration().getString("dsc.journal.url");
        asNode().close();
    }
}
