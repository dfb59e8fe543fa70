package dsc.workbench.checkers;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.checkers.registry.Checkers;
import dsc.workbench.history.Event;
import dsc.workbench.history.History;
import dsc.workbench.history.Recorder;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever was recorded, each checker comes to a verdict, and says in a line why it is unknown. */
class ForeignHistoriesTest {

    private static final int HISTORIES = 400;

    static Stream<String> checkers() {
        return Checkers.names().stream();
    }

    private static Verdict check(String checker, History history) {
        return Judgement.of(Checkers.named(checker), history, Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @MethodSource("checkers")
    void aFunctionOfAnotherProtocolIsUnknown(String checker) {
        Recorder recorder = new Recorder(() -> 0);
        recorder.complete(recorder.invoke(1, "levitate", "k", "1"), Event.Type.OK, "1", null);

        Verdict verdict = check(checker, recorder.history());

        assertThat(verdict.status()).isEqualTo(Verdict.Status.UNKNOWN);
        assertThat(verdict.reason()).contains("levitate").doesNotContain("Exception");
    }

    /** Functions of all protocols, and for keys, arguments and results whatever a history can hold. */
    @ParameterizedTest
    @MethodSource("checkers")
    void arbitraryKeysArgumentsAndResultsGetAVerdict(String checker) {
        for (long seed = 1; seed <= HISTORIES; seed++) {
            History history = ForeignHistories.draw(new SplittableRandom(seed), 1 + (int) (seed % 12));
            Verdict verdict = check(checker, history);
            assertThat(verdict.reason()).as("seed %d", seed).isNotBlank().doesNotContain("Exception");
            assertThat(List.of(verdict.reason().split("\n")))
                    .as("seed %d", seed)
                    .hasSize(1);
        }
    }
}
