package dsc.workbench.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.Catalog;
import dsc.workbench.faults.Fault;
import dsc.workbench.protocol.Benchmark;
import dsc.workbench.protocol.FaultKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What protocols plan as data is injected as it is meant. */
class FaultPlansTest {

    private static final Benchmark PARTITIONS =
            Catalog.scenario("splitbrain").orElseThrow().benchmarks().getFirst();

    private static List<Fault> faults(String partition) {
        Benchmark.Parameter parameter = PARTITIONS.parameters().getLast();
        Benchmark.Parameter strategy = PARTITIONS.parameters().getFirst();
        return FaultRunMeasurement.faults(PARTITIONS
                .cases(Map.of(
                        parameter.name(), List.of(parameter.value(partition)),
                        strategy.name(), List.of(strategy.value("none"))))
                .getFirst()
                .plan());
    }

    @Test
    void sidesAndDirections() {
        assertThat(faults("2|3")).containsExactly(Fault.on(FaultKind.PARTITION, 3_000, 20_000, "n1", "n2"));
        assertThat(faults("2|2|1"))
                .containsExactly(
                        Fault.on(FaultKind.PARTITION, 3_000, 20_000, "n1", "n2"),
                        Fault.on(FaultKind.PARTITION, 3_000, 20_000, "n5").numbered(2));
        assertThat(faults("one-way"))
                .containsExactly(Fault.oneWay(Fault.Direction.FROM_NODES, 3_000, 20_000, "n1", "n2"));
    }

    @Test
    void aLinkThatComesAndGoes() {
        assertThat(faults("flapping"))
                .hasSize(3)
                .allSatisfy(fault -> assertThat(fault.nodes()).hasSize(1))
                .allSatisfy(fault -> assertThat(fault.others()).hasSize(1))
                .extracting(Fault::atMillis)
                .containsExactly(3_000L, 10_000L, 17_000L);
    }
}
