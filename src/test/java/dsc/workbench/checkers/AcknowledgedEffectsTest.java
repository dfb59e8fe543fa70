package dsc.workbench.checkers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.workbench.history.Event;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Recorder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AcknowledgedEffectsTest {

    private long nanos;
    private long process;
    private final Recorder recorder = new Recorder(() -> nanos += 1_000_000);

    private String key = "k";

    private void operation(String function, Object argument, Event.Type type, Object result) {
        Event invocation = recorder.invoke(++process, function, key, argument);
        recorder.complete(invocation, type, result, null);
    }

    private void ok(String function, Object argument) {
        operation(function, argument, Event.Type.OK, argument);
    }

    private void end(String node, long count, String... elements) {
        operation("final-read", node, Event.Type.OK, Map.of("elements", List.of(elements), "count", count));
    }

    private Verdict check(AcknowledgedEffects checker) {
        return checker.check(recorder.history(), Duration.ofSeconds(1));
    }

    @Test
    void nothingLostIsValid() {
        ok("add", "a");
        ok("add", "b");
        ok("increment", "3");
        operation("remove", null, Event.Type.OK, "a");
        operation("add", "c", Event.Type.INFO, "c");
        operation("increment", "2", Event.Type.INFO, "2");
        end("n1", 5, "b");
        end("n2", 5, "b");

        assertThat(check(AcknowledgedEffects.lossless()).status()).isEqualTo(Verdict.Status.VALID);
    }

    @Test
    void aKeyThatNobodyAskedAboutInTheEndIsUnknown() {
        key = "a";
        ok("add", "x");
        key = "b";
        ok("add", "y");
        key = "a";
        end("n1", 0, "x");

        assertThat(check(AcknowledgedEffects.lossless()).status()).isEqualTo(Verdict.Status.UNKNOWN);
        assertThat(check(AcknowledgedEffects.converging()).reason()).contains("under key b");

        key = "b";
        end("n1", 0, "y");
        assertThat(check(AcknowledgedEffects.lossless()).status()).isEqualTo(Verdict.Status.VALID);

        end("n2", 0, "y");
        assertThat(check(AcknowledgedEffects.lossless()).reason()).contains("n2", "not about key a");
    }

    @Test
    void aViolationUnderOneKeyCountsWhateverIsUnknownOfAnother() {
        key = "a";
        ok("add", "x");
        key = "b";
        ok("add", "y");
        end("n1", 0);

        assertThat(check(AcknowledgedEffects.lossless()).reason()).contains("\"y\" was added under key b");
    }

    @Test
    void aRemoveThatFoundNothingHidesNoLostAdd() {
        ok("add", "a");
        operation("remove", null, Event.Type.OK, null);
        end("n1", 0);

        assertThat(check(AcknowledgedEffects.lossless()).reason()).contains("an acknowledged add is lost: \"a\"");
    }

    @Test
    void aRemoveThatEndedBeforeTheAddBeganCannotHaveTakenIt() {
        ok("remove", "a");
        ok("add", "a");
        end("n1", 0, "a");

        assertThat(check(AcknowledgedEffects.lossless()).status()).isEqualTo(Verdict.Status.VALID);
    }

    @Test
    void theOrderOfElementsSaysNothing() {
        ok("add", "a");
        ok("add", "b");
        end("n1", 0, "a", "b");
        end("n2", 0, "b", "a");

        assertThat(check(AcknowledgedEffects.lossless()).status()).isEqualTo(Verdict.Status.VALID);
    }

    @Test
    void incrementsOfUnknownOutcomeForgiveWhatTheyCanAddUpTo() {
        ok("increment", "3");
        operation("increment", "5", Event.Type.INFO, null);
        operation("increment", "7", Event.Type.INFO, null);
        end("n1", 15);
        assertThat(check(AcknowledgedEffects.lossless()).status()).isEqualTo(Verdict.Status.VALID);

        ok("increment", "1");
        assertThat(check(AcknowledgedEffects.lossless()).reason())
                .contains("the count under key k is 15", "make 4", "4 to 16, which cannot add up to it");
    }

    @Test
    void aCountThatIsNoWholeNumberIsRefused() {
        ok("increment", "3");
        operation("final-read", "n1", Event.Type.OK, Map.of("elements", List.of(), "count", 3.5));

        assertThatThrownBy(() -> check(AcknowledgedEffects.lossless())).hasMessageContaining("a whole number");
    }

    @Test
    void replicasThatDifferAreInvalidWhateverIsPromised() {
        ok("add", "a");
        end("n1", 0, "a");
        end("n2", 0);

        Verdict verdict = check(AcknowledgedEffects.converging());

        assertThat(verdict.status()).isEqualTo(Verdict.Status.INVALID);
        assertThat(verdict.reason())
                .as("only what differs")
                .startsWith("replicas differ in the end: under key")
                .endsWith("n1 holds {\"elements\" [\"a\"]} and n2 holds {\"elements\" []}");
    }

    @Test
    void theEvidenceIsTheOperationThatWasLostAndWhatShowsIt() {
        ok("add", "a");
        ok("add", "b");
        end("n1", 0, "b");

        Verdict.Evidence evidence =
                check(AcknowledgedEffects.lossless()).evidence().orElseThrow();

        assertThat(evidence.ordered()).extracting(Operation::argument).containsExactly("a");
        assertThat(evidence.stuck()).extracting(Operation::function).containsExactly("final-read");
        assertThat(evidence.rule()).startsWith("An element whose add was acknowledged");
    }

    @Test
    void aLostAddIsCountedAndBreaksThePromise() {
        ok("add", "a");
        end("n1", 0);

        assertThat(check(AcknowledgedEffects.converging()).status()).isEqualTo(Verdict.Status.VALID);
        assertThat(AcknowledgedEffects.losses(recorder.history()).addsLost()).isEqualTo(1);
        assertThat(check(AcknowledgedEffects.addsKept()).reason()).contains("an acknowledged add is lost: \"a\"");
    }

    @Test
    void aRemovedElementThatIsBackBreaksThePromise() {
        ok("add", "a");
        operation("remove", null, Event.Type.OK, "a");
        end("n1", 0, "a");

        assertThat(check(AcknowledgedEffects.lossless()).reason()).contains("a removed element is back: \"a\"");
        assertThat(AcknowledgedEffects.losses(recorder.history()).elementsBack())
                .isEqualTo(1);
    }

    @Test
    void anElementThatWasAddedAgainMayBeThere() {
        ok("add", "a");
        ok("remove", "a");
        ok("add", "a");
        end("n1", 0, "a");

        assertThat(check(AcknowledgedEffects.lossless()).status()).isEqualTo(Verdict.Status.VALID);
    }

    @Test
    void aRemoveOfUnknownOutcomeExplainsOneMissingElementOnly() {
        ok("add", "a");
        ok("add", "b");
        operation("remove", null, Event.Type.INFO, null);
        end("n1", 0, "a");
        assertThat(check(AcknowledgedEffects.lossless()).status()).isEqualTo(Verdict.Status.VALID);

        end("n1", 0, "a");
        ok("add", "c");
        assertThat(check(AcknowledgedEffects.lossless()).status()).isEqualTo(Verdict.Status.INVALID);
    }

    @Test
    void countsAreExactUpToUnknownOutcomes() {
        ok("increment", "3");
        operation("increment", "2", Event.Type.INFO, "2");
        end("n1", 6);

        assertThat(check(AcknowledgedEffects.lossless()).reason()).contains("the count under key k is 6", "3 to 5");
        assertThat(AcknowledgedEffects.losses(recorder.history()).incrementsTwice())
                .isEqualTo(1);
    }

    @Test
    void whatNobodyAddedIsInvalidWhateverIsPromised() {
        operation("add", "a", Event.Type.FAIL, "a");
        end("n1", 0, "a");

        assertThat(check(AcknowledgedEffects.converging()).reason()).contains("which nobody added");
    }

    @Test
    void withoutAnAnswerInTheEndNothingIsKnown() {
        ok("add", "a");
        assertThat(check(AcknowledgedEffects.converging()).status()).isEqualTo(Verdict.Status.UNKNOWN);

        end("n1", 0, "a");
        operation("final-read", "n2", Event.Type.FAIL, "n2");
        assertThat(check(AcknowledgedEffects.converging()).reason()).contains("did not answer");
    }

    @Test
    void convergenceIsTheTimeFromTheLastEventToTheQuestions() {
        ok("add", "a");
        nanos += 500_000_000;
        end("n1", 0, "a");

        assertThat(AcknowledgedEffects.convergenceMillis(recorder.history())).isEqualTo(501);
        assertThat(AcknowledgedEffects.convergenceMillis(History.of(List.of()))).isEqualTo(-1);
    }
}
