package dsc.workbench.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HistoryTest {

    @Test
    void withoutSomeFunctionsTheOthersKeepTheirPlacesAmongEvents() {
        Recorder recorder = new Recorder(System::nanoTime);
        Event vote = recorder.invoke(0, "vote", "poll", "tea");
        Event add = recorder.invoke(1, "add", "cart", "milk");
        recorder.complete(vote, Event.Type.OK, "tea", null);
        recorder.complete(add, Event.Type.OK, "milk", null);

        History rest = recorder.history().without(Set.of("vote"));

        assertThat(rest.events()).isEqualTo(recorder.history().events());
        assertThat(rest.operations()).extracting(Operation::function).isEqualTo(List.of("add"));
        assertThat(rest.operations().getFirst()).satisfies(operation -> {
            assertThat(operation.id()).isZero();
            assertThat(operation.start()).isEqualTo(1);
            assertThat(operation.end()).isEqualTo(3);
        });
    }
}
