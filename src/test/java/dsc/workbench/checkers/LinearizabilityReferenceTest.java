package dsc.workbench.checkers;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.history.Edn;
import dsc.workbench.history.Event;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The checker agrees with {@link BruteForce} on thousands of tiny histories, and its evidence holds. */
class LinearizabilityReferenceTest {

    private static final int HISTORIES = 6_000;
    private static final Duration BUDGET = Duration.ofMinutes(1);

    @Test
    void agreesOnRegisters() {
        assertAgreement(Models.CAS_REGISTER, new BruteForce(null, true), TinyHistories::register);
    }

    @Test
    void agreesOnStringsThatBeginEachOther() {
        assertAgreement(Models.APPEND_KV, new BruteForce("", true), TinyHistories::ambiguousStrings);
    }

    @Test
    void agreesOnDistinctStrings() {
        assertAgreement(Models.APPEND_KV, new BruteForce("", true), TinyHistories::distinctStrings);
    }

    @Test
    void agreesWhereManyOperationsOnARegisterAreEqual() {
        assertAgreement(Models.CAS_REGISTER, new BruteForce(null, true), TinyHistories::crowdedRegister);
    }

    @Test
    void agreesWhereManyAppendsAreEqual() {
        assertAgreement(Models.APPEND_KV, new BruteForce("", true), TinyHistories::crowdedStrings);
    }

    @Test
    void agreesOnCounters() {
        assertAgreement(Models.COUNTER, new BruteForce(0L, true), TinyHistories::counter);
    }

    @Tag("thorough")
    @Test
    void agreesOnManyHistories() {
        assertAgreement(Models.COUNTER, new BruteForce(0L, true), TinyHistories::counter, 6_000, 60_000);
        assertAgreement(Models.CAS_REGISTER, new BruteForce(null, true), TinyHistories::register, 6_000, 60_000);
        assertAgreement(Models.CAS_REGISTER, new BruteForce(null, true), TinyHistories::crowdedRegister, 6_000, 60_000);
        assertAgreement(Models.APPEND_KV, new BruteForce("", true), TinyHistories::ambiguousStrings, 6_000, 60_000);
        assertAgreement(Models.APPEND_KV, new BruteForce("", true), TinyHistories::distinctStrings, 6_000, 60_000);
        assertAgreement(Models.APPEND_KV, new BruteForce("", true), TinyHistories::crowdedStrings, 6_000, 60_000);
    }

    @Test
    void aCheckerThatForgetsRealTimeWouldBeCaught() {
        BruteForce right = new BruteForce(null, true);
        BruteForce forgetful = new BruteForce(null, false);
        int caught = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            History history = TinyHistories.register(new SplittableRandom(seed));
            caught += right.linearizable(history) != forgetful.linearizable(history) ? 1 : 0;
        }
        assertThat(caught).isGreaterThan(HISTORIES / 50);
    }

    private static void assertAgreement(
            Model<?> model, BruteForce reference, Function<SplittableRandom, History> histories) {
        assertAgreement(model, reference, histories, 0, HISTORIES);
    }

    private static void assertAgreement(
            Model<?> model, BruteForce reference, Function<SplittableRandom, History> histories, int first, int end) {
        int valid = 0;
        for (long seed = first; seed < end; seed++) {
            History history = histories.apply(new SplittableRandom(seed));
            boolean linearizable = reference.linearizable(history);
            valid += linearizable ? 1 : 0;
            Verdict verdict = Linearizability.of(model).check(history, BUDGET);
            assertThat(verdict.status())
                    .as(() -> model.name() + "\n" + text(history))
                    .isEqualTo(linearizable ? Verdict.Status.VALID : Verdict.Status.INVALID);
            if (!linearizable) {
                assertSound(model, reference, history, verdict.evidence().orElseThrow(), seed);
            }
        }
        // Neither answer is so rare that the comparison says little.
        assertThat(valid).isBetween((end - first) / 10, (end - first) * 9 / 10);
    }

    /** The ordered operations are an order, what is stuck cannot follow, and nothing shorter is a violation. */
    private static void assertSound(
            Model<?> model, BruteForce reference, History history, Verdict.Evidence evidence, long seed) {
        List<Operation> ordered = evidence.ordered();
        EvidenceAssertions.assertAgreesWithRealTime(ordered);
        EvidenceAssertions.assertReplays(model, evidence);
        Operation culprit = evidence.stuck().getFirst();
        assertThat(evidence.stuck()).as("seed %d", seed).hasSize(1);
        assertThat(ordered)
                .as("seed %d: all that ended before the stuck operation is ordered\n%s", seed, text(history))
                .containsAll(history.operations().stream()
                        .filter(operation -> operation.outcome() == Operation.Outcome.OK)
                        .filter(operation -> operation.end() < culprit.end())
                        .toList());
        assertThat(EvidencePrinter.lines(evidence)).noneMatch(String::isBlank);
        if (model == Models.COUNTER) {
            // Its evidence takes an increment that had not returned yet for what it returned later: no prefix says
            // that.
            return;
        }
        History before = prefix(history, culprit.end());
        History after = prefix(history, culprit.end() + 1);
        assertThat(reference.linearizable(before)).as("seed %d", seed).isTrue();
        assertThat(reference.linearizable(after)).as("seed %d", seed).isFalse();
    }

    /** The first events, without the operations of which it turns out later that they failed. */
    private static History prefix(History history, int end) {
        List<Event> events = new ArrayList<>(history.events().subList(0, end));
        for (Operation operation : history.operations()) {
            if (operation.outcome() == Operation.Outcome.FAILED) {
                events.removeIf(event -> event == operation.invocation() || event == operation.completion());
            }
        }
        return History.of(events);
    }

    private static String text(History history) {
        StringBuilder text = new StringBuilder();
        try {
            Edn.write(history, text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }
}
