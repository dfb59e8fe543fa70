package dsc.workbench.checkers;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.history.Operation;
import java.util.List;
import java.util.Optional;

/** What evidence must be, whatever the history. */
final class EvidenceAssertions {

    private EvidenceAssertions() {}

    static void assertAgreesWithRealTime(List<Operation> ordered) {
        assertThat(ordered).doesNotHaveDuplicates();
        for (int later = 1; later < ordered.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                assertThat(ordered.get(later).end())
                        .as("%s stands after %s", ordered.get(later), ordered.get(earlier))
                        .isGreaterThan(ordered.get(earlier).start());
            }
        }
    }

    /** The model accepts the ordered operations one after the other, reaches the state, and refuses what is stuck. */
    static <S> void assertReplays(Model<S> model, Verdict.Evidence evidence) {
        S state = model.init();
        for (Operation operation : evidence.ordered()) {
            Optional<S> after = model.step(state, model.call(operation));
            assertThat(after)
                    .as("%s after %s", operation, model.describe(state))
                    .isPresent();
            state = after.orElseThrow();
        }
        assertThat(model.describe(state)).isEqualTo(evidence.state());
        assertThat(evidence.stuck()).isNotEmpty();
        for (Operation operation : evidence.stuck()) {
            assertThat(model.step(state, model.call(operation))).isEmpty();
        }
    }
}
