package dsc.workbench.runs;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dsc.workbench.history.HistoryAppender;
import dsc.workbench.journals.JournalServer;
import dsc.workbench.processes.Ports;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutageWatchTest {

    private static final String INSERT = "INSERT INTO \"event_journal\" (\"persistence_id\", \"sequence_number\","
            + " \"writer\", \"write_timestamp\", \"adapter_manifest\", \"event_payload\", \"event_ser_id\","
            + " \"event_ser_manifest\") VALUES ('raft-n1', ?, 'w', 1, '', ?, 1, '')";

    private static final int PAYLOAD_BYTES = 20_000;

    /** A process that can make no file larger than 1.5 MB, such as on a disk that is full. */
    @Test
    void aJournalThatCannotGrowIsNamedAtOnce(@TempDir Path directory) throws Exception {
        // In blocks of 512 bytes, as POSIX has it.
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -f 3000; exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Filling.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();

        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(said)
                .contains(
                        "outage: the journal (" + directory.resolve("journal.mv.db") + ") cannot be written any more: ")
                .contains("File too large");
    }

    /** Writes to a journal until that fails, and waits until the watch has seen it. */
    static final class Filling {

        private Filling() {}

        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            CountDownLatch seen = new CountDownLatch(1);
            try (JournalServer server = JournalServer.start(directory, new Ports());
                    HistoryAppender history = new HistoryAppender(directory.resolve("history.edn"), 0);
                    OutageWatch watch = new OutageWatch(server, history, outage -> {
                        System.out.println("outage: " + outage);
                        seen.countDown();
                    })) {
                watch.start();
                fill(server);
                seen.await(20, TimeUnit.SECONDS);
            }
        }

        private static void fill(JournalServer server) {
            Config config = server.over(ConfigFactory.empty());
            try (Connection node = DriverManager.getConnection(
                            config.getString("dsc.journal.url"),
                            config.getString("dsc.journal.user"),
                            server.environment().get(JournalServer.PASSWORD_VARIABLE));
                    PreparedStatement insert = node.prepareStatement(INSERT)) {
                for (int number = 1; ; number++) {
                    insert.setInt(1, number);
                    insert.setBytes(2, new byte[PAYLOAD_BYTES]);
                    insert.execute();
                }
            } catch (SQLException full) {
                System.out.println("full: " + full.getMessage());
            }
        }
    }
}
