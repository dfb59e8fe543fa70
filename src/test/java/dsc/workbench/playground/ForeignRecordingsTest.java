package dsc.workbench.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dsc.concepts.Catalog;
import dsc.workbench.checkers.ForeignHistories;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.history.History;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.ShippedSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever was recorded of a cluster, {@code down}, {@code check --last} and {@code report --last} say what it comes
 * to.
 */
class ForeignRecordingsTest {

    private static final int RECORDINGS = 40;

    static Stream<Scenario<?>> scenarios() {
        return Catalog.scenarios().stream();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void aVerdictIsFoundAndDrawn(Scenario<?> scenario, @TempDir Path directory) {
        for (long seed = 1; seed <= RECORDINGS; seed++) {
            History history = ForeignHistories.draw(new SplittableRandom(seed), 1 + (int) (seed % 12));
            Recording recording = new Recording(
                    scenario,
                    ShippedSettings.of(scenario.id()),
                    "",
                    List.of(new NodeId("n1")),
                    Map.of(),
                    1_000,
                    history,
                    List.of(),
                    List.of(),
                    List.of());
            Verdict verdict = recording.check(Duration.ofSeconds(1));
            assertThat(verdict.reason()).as("seed %d", seed).isNotBlank().doesNotContain("Exception");
            assertThatCode(() -> recording.report(verdict, "./dsc check --last", directory.resolve("report.html")))
                    .as("seed %d", seed)
                    .doesNotThrowAnyException();
        }
    }
}
