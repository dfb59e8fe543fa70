package dsc.workbench.playground;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.Catalog;
import dsc.workbench.faults.Fault;
import dsc.workbench.faults.Injection;
import dsc.workbench.journals.JournalChoice;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.ShippedSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
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

    @Test
    void aRunRepeatsWhatWasDoneOnNodesThatAreStartedAsTheseWere() {
        Path plan = Path.of("runs/up/faults.json");
        ClusterSpec plain = new ClusterSpec("raft", 3, List.of(), 1, JournalChoice.H2, false, null, Map.of(), null);
        assertThat(command(plain.plus(new NodeId("n4")), FaultKind.KILL, plan))
                .isEqualTo("./dsc run raft --nodes 4 --plan runs/up/faults.json --gap-max 5 --journal h2 --no-tls");

        ClusterSpec own = new ClusterSpec(
                "raft", 3, List.of(), 1, JournalChoice.MEMORY, true, "plain", Map.of("dsc.raft.x", "1"), "/w/it");
        assertThat(command(own, FaultKind.PAUSE, plan))
                .endsWith(" --gap-max 5 --journal memory --conf plain -Ddsc.raft.x=1 --with /w/it");
        assertThat(command(own, FaultKind.LEAVE, plan)).as("not tolerated").contains(" --gap-max 5 --force ");
    }

    private static String command(ClusterSpec spec, FaultKind kind, Path plan) {
        Fault fault = Fault.on(kind, 0, 0, "n1");
        return Supervisor.repeatCommand(
                spec,
                Catalog.scenario(spec.scenario()).orElseThrow(),
                ShippedSettings.of(spec.scenario()),
                List.of(new Injection(fault, "n1", fault.nodes(), 0, 0, true, "")),
                plan);
    }

    private static Map<String, String> patient(String scenario, Map<String, String> overrides) {
        return Supervisor.patient(Catalog.scenario(scenario).orElseThrow(), overrides);
    }
}
