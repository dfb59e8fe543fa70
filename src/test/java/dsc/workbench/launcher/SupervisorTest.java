package dsc.workbench.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.Catalog;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SupervisorTest {

    private static final String STABLE_AFTER = "pekko.cluster.split-brain-resolver.stable-after";

    @ParameterizedTest
    @ValueSource(strings = {"raft", "crdt", "eventsourced"})
    void aPartitionByHandDownsNobody(String scenario) {
        assertThat(patient(scenario, Map.of())).containsEntry(STABLE_AFTER, "1d");
        assertThat(patient(scenario, Map.of(STABLE_AFTER, "5s")))
                .as("unless that is asked for")
                .containsEntry(STABLE_AFTER, "5s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"splitbrain", "horizontal"})
    void unlessTheResolverBelongsToWhatIsShown(String scenario) {
        assertThat(patient(scenario, Map.of())).isEmpty();
    }

    private static Map<String, String> patient(String scenario, Map<String, String> overrides) {
        return Supervisor.patient(Catalog.scenario(scenario).orElseThrow(), overrides);
    }
}
