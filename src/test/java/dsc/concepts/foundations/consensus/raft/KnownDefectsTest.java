package dsc.concepts.foundations.consensus.raft;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.Reply;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the rules demand and the server does not do yet. Whoever mends one of them enables its test. */
class KnownDefectsTest {

    static List<Call> callsWithHalfASurrogatePair() {
        return List.of(
                Call.of("write", "k", "\ud800"),
                Call.of("write", "\udc00", "1"),
                Call.of("cas", "k", List.of("1", "\ud800x")),
                Call.of("cas", "k", List.of("\ud800", "1")));
    }

    /**
     * A text with half a surrogate pair has no UTF-8, so no journal takes it: one such write and the leader restarts,
     * as does the next one when the client repeats it. In an image it would come back as another text.
     */
    @Disabled("a defect that is not mended yet")
    @ParameterizedTest
    @MethodSource("callsWithHalfASurrogatePair")
    void refusesTextsThatCannotBeWritten(Call call) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new RaftScenario().call(call, TestInbox.<Reply>create().getRef()));
    }
}
