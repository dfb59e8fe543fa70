package dsc.workbench.checkers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.workbench.checkers.Verdict.Evidence;
import dsc.workbench.history.History;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CheckerTest {

    private static final History NOTHING = History.of(List.of());
    private static final Duration BUDGET = Duration.ofSeconds(5);

    private static final Verdict LEFT = Verdict.invalid("left", new Evidence("k", List.of(), "", List.of()));
    private static final Verdict RIGHT = Verdict.invalid("right", new Evidence("l", List.of(), "", List.of()));

    private static Verdict both(Verdict first, Verdict second) {
        return Checker.named("first", (history, budget) -> first)
                .and(Checker.named("second", (history, budget) -> second))
                .check(NOTHING, BUDGET);
    }

    @Test
    void ofTwoRulesTheWorseVerdictCounts() {
        Verdict valid = Verdict.valid("fine");
        Verdict unknown = Verdict.unknown("too long");

        assertThat(both(valid, Verdict.valid("good"))).isEqualTo(Verdict.valid("fine; good"));
        assertThat(both(valid, unknown)).isEqualTo(unknown);
        assertThat(both(unknown, valid)).isEqualTo(unknown);
        assertThat(both(unknown, RIGHT)).isEqualTo(RIGHT);
        assertThat(both(LEFT, unknown)).isEqualTo(LEFT);
        assertThat(both(unknown, Verdict.unknown("later"))).isEqualTo(unknown);
    }

    @Test
    void theFirstEvidenceIsShown() {
        assertThat(both(LEFT, RIGHT)).isEqualTo(LEFT);
        assertThat(both(Verdict.valid("fine"), RIGHT)).isEqualTo(RIGHT);
    }

    @Test
    void aHistoryThatOneRefusesMayBreakTheRuleOfTheOther() {
        Checker refusing = Checker.named("refusing", (history, budget) -> {
            throw new ModelMismatchException(0, "what is this");
        });
        Checker right = Checker.named("right", (history, budget) -> RIGHT);
        Checker valid = Checker.named("valid", (history, budget) -> Verdict.valid("fine"));

        assertThat(refusing.and(right).check(NOTHING, BUDGET)).isEqualTo(RIGHT);
        assertThat(right.and(refusing).check(NOTHING, BUDGET)).isEqualTo(RIGHT);
        assertThatThrownBy(() -> refusing.and(valid).check(NOTHING, BUDGET)).hasMessage("what is this");
        assertThatThrownBy(() -> valid.and(refusing).check(NOTHING, BUDGET)).hasMessage("what is this");
    }

    @Test
    void ofTwoRulesEveryPairOfVerdictsIsWorse() {
        List<Verdict> all = List.of(Verdict.valid("v"), Verdict.unknown("u"), Verdict.invalid("i"));
        for (Verdict first : all) {
            for (Verdict second : all) {
                boolean invalid = first.status() == Verdict.Status.INVALID || second.status() == Verdict.Status.INVALID;
                boolean valid = first.status() == Verdict.Status.VALID && second.status() == Verdict.Status.VALID;
                assertThat(both(first, second).status())
                        .isEqualTo(
                                invalid
                                        ? Verdict.Status.INVALID
                                        : valid ? Verdict.Status.VALID : Verdict.Status.UNKNOWN);
            }
        }
    }

    @Test
    void theSecondRuleHasWhatTheFirstLeavesOfTheBudget() {
        AtomicReference<Duration> given = new AtomicReference<>();
        Checker slow = Checker.named("slow", (history, budget) -> {
            long endNanos = System.nanoTime() + 1_000_000;
            while (System.nanoTime() < endNanos) {
                Thread.onSpinWait();
            }
            return Verdict.valid("slow");
        });
        Checker asked = Checker.named("asked", (history, budget) -> {
            given.set(budget);
            return Verdict.valid("asked");
        });

        assertThat(slow.and(asked).name()).isEqualTo("slow and asked");
        slow.and(asked).check(NOTHING, BUDGET);
        assertThat(given.get()).isPositive().isLessThan(BUDGET);
        slow.and(asked).check(NOTHING, Duration.ofNanos(1));
        assertThat(given.get()).isZero();
    }
}
