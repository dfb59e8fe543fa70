package dsc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A comparison by live runs, as people ask for it; the table and the page are the same as those of worlds. */
@Tag("thorough")
class CompareIT extends PlaygroundSession {

    @Test
    void aColumnShowsWhatALiveRunCost() throws Exception {
        JsonNode compared = start(
                        "compare",
                        "lastwritewins",
                        "--nodes",
                        "2",
                        "--seconds",
                        "3",
                        "--faults",
                        "none",
                        "--journal",
                        "memory",
                        "--no-tls",
                        "--json")
                .said()
                .ended(0)
                .json();

        JsonNode column = compared.path("protocols").path("lastwritewins");
        assertThat(column.path("verdict").asText()).isEqualTo("valid");
        for (String figure : List.of("messages an operation", "bytes an operation", "latency p50", "latency p99")) {
            assertThat(column.path(figure).asDouble()).as(figure).isPositive();
        }
        Path run = Path.of(column.path("directory").asText());
        assertThat(run.resolve("report.html")).exists();
        assertThat(Files.readString(Path.of(compared.path("report").asText())))
                .contains(run.getFileName() + "/report.html");
    }
}
