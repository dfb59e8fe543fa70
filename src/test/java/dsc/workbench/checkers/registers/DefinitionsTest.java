package dsc.workbench.checkers.registers;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.checkers.Checker;
import dsc.workbench.checkers.Deadline;
import dsc.workbench.checkers.registers.RegisterChecker.Decision;
import dsc.workbench.checkers.registers.SessionGuarantees.Guarantee;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each checker agrees with its definition, word for word: on all histories of two sessions of three operations on two
 * keys, and on drawn ones of more sessions, in which more can follow from each other.
 */
class DefinitionsTest {

    /** In the ordinary run, one of so many combinations of functions is tried. */
    private static final int STEP = 307;

    private static final int DRAWN = 400;

    private static final Duration BUDGET = Duration.ofSeconds(5);

    /** A checker, and what it is to decide. */
    private record Model(Checker checker, Predicate<Definitions> definition) {

        /** Counts what is kept and what is broken. */
        void assertAgreement(String[] lines, int[] counts) {
            boolean keeps = definition.test(new Definitions(lines));
            Decision decision = ((RegisterChecker) checker)
                    .decide(RegisterParser.parse(Litmus.history(lines)), Deadline.in(BUDGET));
            if (decision != (keeps ? Decision.KEPT : Decision.BROKEN)) {
                assertThat(decision).as(Arrays.toString(lines)).isEqualTo(keeps ? Decision.KEPT : Decision.BROKEN);
            }
            counts[keeps ? 1 : 0]++;
        }

        @Override
        public String toString() {
            return checker.name();
        }
    }

    static Stream<Model> models() {
        return Stream.of(
                new Model(SequentialConsistency.CHECKER, Definitions::isSequential),
                new Model(CausalConvergence.CHECKER, Definitions::isCausal),
                sessions(SessionGuarantees.MONOTONIC_READS, EnumSet.of(Guarantee.MONOTONIC_READS)),
                sessions(SessionGuarantees.MONOTONIC_WRITES, EnumSet.of(Guarantee.MONOTONIC_WRITES)),
                sessions(SessionGuarantees.READ_YOUR_WRITES, EnumSet.of(Guarantee.READ_YOUR_WRITES)),
                sessions(SessionGuarantees.WRITES_FOLLOW_READS, EnumSet.of(Guarantee.WRITES_FOLLOW_READS)),
                sessions(SessionGuarantees.ALL, EnumSet.allOf(Guarantee.class)));
    }

    private static Model sessions(Checker checker, Set<Guarantee> guarantees) {
        return new Model(checker, definitions -> definitions.keeps(guarantees, true));
    }

    @ParameterizedTest
    @MethodSource("models")
    void agreesOnSomeOfTwoSessions(Model model) {
        assertAgreementOnTwoSessions(model, STEP);
    }

    @Tag("thorough")
    @ParameterizedTest
    @MethodSource("models")
    void agreesOnAllOfTwoSessions(Model model) {
        assertAgreementOnTwoSessions(model, 1);
    }

    private static void assertAgreementOnTwoSessions(Model model, int step) {
        int[] counts = new int[2];
        SmallHistories.forEach(3, 0, step, lines -> model.assertAgreement(lines, counts));
        assertThat(counts[0]).isPositive();
        assertThat(counts[1]).isPositive();
    }

    @ParameterizedTest
    @MethodSource("models")
    void agreesOnSomeThatAreDrawn(Model model) {
        assertAgreementOnDrawn(model, 0, DRAWN);
    }

    @Tag("thorough")
    @ParameterizedTest
    @MethodSource("models")
    void agreesOnManyThatAreDrawn(Model model) {
        assertAgreementOnDrawn(model, DRAWN, 50_000);
    }

    private static void assertAgreementOnDrawn(Model model, int first, int end) {
        int[] counts = new int[2];
        for (int seed = first; seed < end; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            model.assertAgreement(SmallHistories.draw(random, 2 + random.nextInt(3), 4 + random.nextInt(4)), counts);
        }
        assertThat(counts[0]).isGreaterThan((end - first) / 50);
        assertThat(counts[1]).isGreaterThan((end - first) / 50);
    }
}
