package dsc.workbench.checkers;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.history.History;
import dsc.workbench.history.HistoryFile;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Histories that others recorded, with the verdicts that are known of them. */
class RecordedHistoriesTest {

    private static final Path HISTORIES = Path.of("src/test/resources/histories");

    @ParameterizedTest
    @CsvFileSource(resources = "/histories/verdicts.txt", delimiter = ' ')
    void hasTheKnownVerdict(String name, String expected) {
        Model<?> model = name.startsWith("etcd") ? Models.CAS_REGISTER : Models.APPEND_KV;
        History history = HistoryFile.read(HISTORIES.resolve(name + ".edn"));

        Verdict verdict = Linearizability.of(model).check(history, Duration.ofMinutes(1));

        assertThat(verdict.status()).hasToString(expected);
        verdict.evidence().ifPresent(evidence -> {
            EvidenceAssertions.assertAgreesWithRealTime(evidence.ordered());
            EvidenceAssertions.assertReplays(model, evidence);
        });
    }
}
