package dsc.workbench.checkers.registers;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.checkers.Checker;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.checkers.Verdict.Status;
import dsc.workbench.checkers.registers.SessionGuarantees.Guarantee;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Operation.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replicas that keep a model are valid, and one edit that breaks a promise is seen, and shown in a few operations. */
class ValidAndMutatedTest {

    private static final int SEEDS = 8;
    private static final int OPERATIONS = 120;
    private static final int EDITS_MAX = 3;
    private static final int SHOWN_MAX = 12;
    private static final Duration BUDGET = Duration.ofSeconds(20);

    /** Replicas and the checker that they pass. */
    private record Kept(Checker checker, Set<Guarantee> guarantees, boolean sequential) {

        SimulatedReplicas run(int seed) {
            SplittableRandom random = new SplittableRandom(seed);
            return (sequential
                            ? SimulatedReplicas.sequential(random, 4, 3)
                            : SimulatedReplicas.keeping(random, guarantees, 4, 3))
                    .operate(OPERATIONS);
        }

        boolean promises(Guarantee guarantee) {
            return sequential || guarantees.contains(guarantee);
        }

        @Override
        public String toString() {
            return checker.name();
        }
    }

    static Stream<Kept> models() {
        Set<Guarantee> all = EnumSet.allOf(Guarantee.class);
        return Stream.of(
                new Kept(SequentialConsistency.CHECKER, Set.of(), true),
                new Kept(CausalConvergence.CHECKER, all, false),
                new Kept(SessionGuarantees.ALL, all, false),
                new Kept(SessionGuarantees.MONOTONIC_READS, Set.of(Guarantee.MONOTONIC_READS), false),
                new Kept(SessionGuarantees.MONOTONIC_WRITES, Set.of(Guarantee.MONOTONIC_WRITES), false),
                new Kept(SessionGuarantees.READ_YOUR_WRITES, Set.of(Guarantee.READ_YOUR_WRITES), false),
                new Kept(SessionGuarantees.WRITES_FOLLOW_READS, Set.of(Guarantee.WRITES_FOLLOW_READS), false));
    }

    @ParameterizedTest
    @MethodSource("models")
    void whatKeepsAModelIsValid(Kept kept) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Verdict verdict = kept.checker().check(kept.run(seed).history(), BUDGET);
            assertThat(verdict.status())
                    .as("seed %d: %s", seed, verdict.reason())
                    .isEqualTo(Status.VALID);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void oneEditIsSeen(Kept kept) {
        int seen = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            for (History edited : edits(kept, kept.run(seed))) {
                Verdict verdict = kept.checker().check(edited, BUDGET);
                assertThat(verdict.status())
                        .as("seed %d: %s", seed, edited.events())
                        .isEqualTo(Status.INVALID);
                Verdict.Evidence evidence = verdict.evidence().orElseThrow();
                assertThat(evidence.ordered().size()).isLessThan(SHOWN_MAX);
                assertThat(evidence.stuck()).hasSize(1);
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(SEEDS);
    }

    private static List<History> edits(Kept kept, SimulatedReplicas run) {
        List<History> edits = new ArrayList<>(List.of(run.withSnapshot(Map.of("k0", "from nowhere"))));
        List<Operation> done = run.history().operations().stream()
                .filter(operation -> operation.outcome() == Outcome.OK)
                .toList();
        if (kept.promises(Guarantee.MONOTONIC_READS)) {
            backInTime(run, done).ifPresent(edits::add);
        }
        for (Operation write : done) {
            if (!write.function().equals("write")) {
                continue;
            }
            if (kept.promises(Guarantee.READ_YOUR_WRITES) && run.isOpen(write.process()) && edits.size() < EDITS_MAX) {
                edits.add(run.withRead(write.process(), write.key(), null));
            }
            for (Operation before : done.subList(0, done.indexOf(write))) {
                if (before.process() != write.process()
                        || before.key() == null
                        || before.key().equals(write.key())) {
                    continue;
                }
                boolean promised = before.function().equals("write")
                        ? kept.promises(Guarantee.MONOTONIC_WRITES)
                        : before.result() != null && kept.promises(Guarantee.WRITES_FOLLOW_READS);
                if (promised) {
                    edits.add(run.withSnapshot(Map.of(write.key(), write.argument())));
                    return edits;
                }
            }
        }
        return edits;
    }

    /** A process that read one value and then another reads the first again. */
    private static Optional<History> backInTime(SimulatedReplicas run, List<Operation> done) {
        Map<List<Object>, Object> first = new HashMap<>();
        for (Operation read : done) {
            if (!read.function().equals("read") || read.result() == null || !run.isOpen(read.process())) {
                continue;
            }
            Object before = first.putIfAbsent(List.of(read.process(), read.key()), read.result());
            if (before != null && !before.equals(read.result())) {
                return Optional.of(run.withRead(read.process(), read.key(), before));
            }
        }
        return Optional.empty();
    }
}
