package dsc.concepts.foundations.communication.chord;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.checkers.Verdict.Status;
import dsc.workbench.history.Event;
import dsc.workbench.history.Recorder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The key k1 and the block b1 lie between n1 and n7; so of n1, n3 and n7 the owner is n7. */
class ChordRingCheckerTest {

    private static final String OWNER = "n7";

    private final Recorder recorder = new Recorder(() -> 0);
    private long process;

    private void record(String function, String key, Object argument, Event.Type type, Object result) {
        Event invocation = recorder.invoke(process++, function, key, argument);
        recorder.complete(invocation, type, type == Event.Type.OK ? result : argument, null);
    }

    private void held(String node, Map<String, String> blocks) {
        record("final-held", null, node, Event.Type.OK, Map.of("identifier", Identifiers.of(node), "blocks", blocks));
    }

    private void lookups(String n1, String n3, String n7) {
        record("final-lookup", "k1", "n1", Event.Type.OK, n1);
        record("final-lookup", "k1", "n3", Event.Type.OK, n3);
        record("final-lookup", "k1", "n7", Event.Type.OK, n7);
    }

    private Verdict verdict() {
        return new ChordRing().check(recorder.history(), Duration.ofSeconds(1));
    }

    private void invalid(String reason) {
        assertThat(verdict().status()).isEqualTo(Status.INVALID);
        assertThat(verdict().reason()).contains(reason);
    }

    @Test
    void aWholeRingIsValid() {
        record("store", "c0-0", "a", Event.Type.OK, List.of("n7", 1));
        record("store", "c0-2", "b", Event.Type.INFO, null);
        record("fetch", "c0-0", null, Event.Type.OK, "a");
        record("fetch", "c0-0", null, Event.Type.OK, null);
        record("lookup", "k1", null, Event.Type.OK, "n1");
        lookups(OWNER, OWNER, OWNER);
        List.of("n1", "n3", "n7").forEach(node -> held(node, Map.of("c0-0", "a", "c0-2", "b")));

        assertThat(verdict().status()).isEqualTo(Status.VALID);
        assertThat(verdict().reason())
                .isEqualTo("1 acknowledged blocks at their owners, on a ring of 3 nodes; 1 fetches missed one");
    }

    @Test
    void twoOwnersAreInvalidAndSoIsAWrongOne() {
        lookups(OWNER, "n3", OWNER);
        List.of("n1", "n3", "n7").forEach(node -> held(node, Map.of()));

        invalid("two owners are named for key k1 in the end: n7 by n1, n3 by n3");
    }

    @Test
    void anOwnerThatIsNotTheFirstAtOrAfterTheKeyIsInvalid() {
        lookups("n1", "n1", "n1");
        List.of("n1", "n3", "n7").forEach(node -> held(node, Map.of()));

        invalid("n1 is named as the owner of key k1 in the end, and the first node at or after it is n7");
    }

    @Test
    void anAcknowledgedBlockThatItsOwnerLacksIsInvalid() {
        record("store", "b1", "a", Event.Type.OK, List.of("n3", 1));
        lookups(OWNER, OWNER, OWNER);
        held("n1", Map.of("b1", "a"));
        held("n3", Map.of());
        held("n7", Map.of("b1", "a"));

        invalid("an acknowledged block is not at its owner in the end: n3 holds nothing under b1");
    }

    @Test
    void aBlockThatNobodyStoredIsInvalid() {
        record("store", "b1", "a", Event.Type.FAIL, null);
        lookups(OWNER, OWNER, OWNER);
        List.of("n1", "n3", "n7").forEach(node -> held(node, Map.of("b1", "a")));

        invalid("n1 holds \"a\" under b1, which nobody stored");
    }

    @Test
    void aNodeThatDoesNotAnswerLeavesItUnknown() {
        lookups(OWNER, OWNER, OWNER);
        held("n1", Map.of());
        record("final-held", null, "n3", Event.Type.FAIL, null);

        assertThat(verdict().status()).isEqualTo(Status.UNKNOWN);
        assertThat(verdict().reason()).isEqualTo("n3 did not answer in the end (final-held)");
    }
}
