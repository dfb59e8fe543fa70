package dsc.concepts.foundations.consensus.raft;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.faults.Injection;
import dsc.workbench.journals.PostgresServer;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.runs.LiveRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Servers that are killed find in a PostgreSQL database what they promised. They speak TLS with each other, under which
 * links are cut and heal as they do without, and servers that were killed are known again.
 */
@Tag("thorough")
class RaftPostgresTlsIT {

    @Test
    void staysLinearizableUnderCutsAndKills() throws Exception {
        try (PostgresServer server = PostgresServer.start()) {
            LiveRun.Outcome outcome = LiveRun.of("raft")
                    .postgres(server.url())
                    .tls()
                    .seed(3)
                    .seconds(18)
                    .drawn(EnumSet.of(FaultKind.KILL, FaultKind.ISOLATE, FaultKind.ONE_WAY, FaultKind.PARTITION))
                    .execute();

            assertThat(outcome.verdict().status()).as(outcome.describe()).isEqualTo(Verdict.Status.VALID);
            assertThat(outcome.injections()).as(outcome.describe()).isNotEmpty().allMatch(Injection::confirmed);
            assertThat(outcome.figures().okCount()).isPositive();
            assertThat(server.schemas())
                    .as("schemas left by a run that was valid")
                    .isEmpty();
            assertThat(filesWith(PostgresServer.PASSWORD, outcome.directory())).isEmpty();
        }
    }

    private static List<Path> filesWith(String text, Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> contains(file, text))
                    .toList();
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException unreadable) {
            throw new AssertionError(file + " cannot be read", unreadable);
        }
    }
}
