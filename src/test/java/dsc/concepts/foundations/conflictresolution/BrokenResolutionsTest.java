package dsc.concepts.foundations.conflictresolution;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.foundations.conflictresolution.lastwritewins.LastWriteWinsScenario;
import dsc.concepts.foundations.conflictresolution.logicalclocks.LogicalClocksScenario;
import dsc.concepts.foundations.conflictresolution.vectorclocks.VectorClocksScenario;
import dsc.concepts.shared.VersionVector;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.Clock;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Guarantee;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Rules;
import dsc.workbench.simulation.Outcome;
import dsc.workbench.simulation.Simulation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Resolutions with one mistake each, found in simulated worlds; and the right ones, which are not. */
class BrokenResolutionsTest {

    private static final int WORLDS = 100;

    private static final ReplicaScenario LAST = new LastWriteWinsScenario();
    private static final ReplicaScenario LOGICAL = new LogicalClocksScenario();
    private static final ReplicaScenario VECTOR = new VectorClocksScenario();

    /** Promises what {@code model} does, and resolves otherwise. */
    private static ReplicaScenario broken(ReplicaScenario model, Resolution resolution) {
        return new ReplicaScenario(resolution) {
            @Override
            public String id() {
                return model.id();
            }

            @Override
            public String summary() {
                return model.summary();
            }

            @Override
            public Guarantee guarantee() {
                return model.guarantee();
            }

            @Override
            protected List<Invariant<ReplicaView>> invariants() {
                return model.invariants();
            }

            @Override
            public Rules<ReplicaView> rules() {
                // Those that ask the resolution itself would ask a broken one.
                return new Rules<>(ReplicaView.class, model::invariants, List.of());
            }
        };
    }

    private static Outcome found(ReplicaScenario scenario) throws InterruptedException {
        Optional<Outcome> invalid = Simulation.of(scenario)
                .nodes(3)
                .clients(4)
                .seconds(6)
                .faults(FaultKind.KILL, FaultKind.PARTITION, FaultKind.DELAY, FaultKind.CLOCK)
                .firstInvalid(1, WORLDS);
        assertThat(invalid).as("one of %d worlds shows it", WORLDS).isPresent();
        return invalid.get();
    }

    private abstract static class Timestamp implements Resolution {
        @Override
        public VersionVector stamp(NodeId self, Clock clock, List<Version> current, long greatest) {
            return VersionVector.of(self, greatest + 1);
        }

        @Override
        public List<Version> resolve(List<Version> versions) {
            return Timestamps.latest(versions);
        }
    }

    @Test
    void tiesThatNobodyBreaksLeaveReplicasDifferent() throws InterruptedException {
        Outcome outcome = found(broken(LAST, new Timestamp() {
            @Override
            public List<Version> resolve(List<Version> versions) {
                return versions.stream()
                        // Of equal ones, the first: one's own.
                        .max(Comparator.comparingLong(version -> version.stamp().greatest()))
                        .map(List::of)
                        .orElse(List.of());
            }
        }));

        assertThat(outcome.verdict().reason()).contains("replicas differ in the end");
    }

    @Test
    void aClockThatIgnoresWhatItSeesBreaksCausality() throws InterruptedException {
        Outcome outcome = found(broken(LOGICAL, new Timestamp() {
            @Override
            public VersionVector stamp(NodeId self, Clock clock, List<Version> current, long greatest) {
                long own = current.stream()
                        .mapToLong(version -> version.stamp().of(self))
                        .max()
                        .orElse(0);
                return VersionVector.of(self, own + 1);
            }
        }));

        assertThat(outcome.broken()).isEqualTo("updates follow what they saw");
    }

    @Test
    void aWallClockBreaksCausality() throws InterruptedException {
        Outcome outcome = found(broken(LOGICAL, new Timestamp() {
            @Override
            public VersionVector stamp(NodeId self, Clock clock, List<Version> current, long greatest) {
                return VersionVector.of(self, clock.now().toEpochMilli());
            }
        }));

        assertThat(outcome.broken()).isEqualTo("updates follow what they saw");
    }

    @Test
    void siblingsThatAreDroppedAreLostAdds() throws InterruptedException {
        Outcome outcome = found(broken(VECTOR, new Resolution() {
            @Override
            public VersionVector stamp(NodeId self, Clock clock, List<Version> current, long greatest) {
                VersionVector seen =
                        VersionVector.join(current.stream().map(Version::stamp).toList());
                return seen.with(self, seen.of(self) + 1);
            }

            @Override
            public List<Version> resolve(List<Version> versions) {
                List<Version> left = new ArrayList<>(versions);
                left.sort(Comparator.<Version>comparingLong(version -> version.stamp().counters().values().stream()
                                .mapToLong(number -> number)
                                .sum())
                        .thenComparing(Version.BY_CONTENT));
                return left.isEmpty() ? left : List.of(left.getLast());
            }
        }));

        assertThat(outcome.verdict().reason()).contains("an acknowledged add is lost");
    }

    @Test
    void anUpdateThatDoesNotCountUpIsMistakenForWhatItSaw() throws InterruptedException {
        found(broken(VECTOR, new Resolution() {
            @Override
            public VersionVector stamp(NodeId self, Clock clock, List<Version> current, long greatest) {
                return VersionVector.join(current.stream().map(Version::stamp).toList())
                        .with(self, 1);
            }

            @Override
            public List<Version> resolve(List<Version> versions) {
                return VECTOR_CLOCK.resolve(versions);
            }
        }));
    }

    private static final Resolution VECTOR_CLOCK = new Resolution() {
        @Override
        public VersionVector stamp(NodeId self, Clock clock, List<Version> current, long greatest) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Version> resolve(List<Version> versions) {
            List<Version> distinct = versions.stream().distinct().toList();
            return distinct.stream()
                    .filter(version -> distinct.stream()
                            .noneMatch(other -> !other.stamp().equals(version.stamp())
                                    && other.stamp().includes(version.stamp())))
                    .sorted(Version.BY_CONTENT)
                    .toList();
        }
    };

    @Test
    void theRightOnesAreNotBroken() throws InterruptedException {
        for (ReplicaScenario scenario : List.of(LAST, LOGICAL, VECTOR)) {
            Simulation.of(scenario).seconds(8).check(1, 40);
        }
    }

    @Test
    void anOperationThatThereIsNotIsRefused() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> LAST.operations().message(Call.of("write", "k", "1"), null)))
                .hasMessage("lastwritewins has no operation \"write\"; it has add, remove, increment and" + " read");
    }
}
