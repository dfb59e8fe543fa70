package dsc.concepts.patterns.scaling.horizontal;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.history.Event;
import dsc.workbench.history.Recorder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HorizontalFiguresTest {

    private final AtomicLong millis = new AtomicLong();
    private final Recorder recorder = new Recorder(() -> millis.get() * 1_000_000);
    private long process;

    private void operation(String key, long fromMillis, long toMillis, Event.Type type) {
        millis.set(fromMillis);
        Event invocation = recorder.invoke(process++, "read", key, null);
        millis.set(toMillis);
        recorder.complete(invocation, type, 0, null);
    }

    private void audit(String key, String shard, String... homes) {
        Event invocation = recorder.invoke(process++, "final-audit", key, "n1");
        recorder.complete(
                invocation,
                Event.Type.OK,
                Map.of("balance", 0, "posted", List.of(), "homes", List.of(homes), "shard", shard),
                null);
    }

    @Test
    void aKeyIsOutOfServiceFromWhenItIsAskedForUntilAnyoneIsServed() {
        operation("a", 0, 10, Event.Type.OK);
        operation("a", 100, 600, Event.Type.FAIL);
        operation("a", 700, 1_100, Event.Type.OK);
        operation("b", 2_000, 2_005, Event.Type.OK);

        assertThat(HorizontalFigures.outagesMillis(recorder.history())).isEqualTo(Map.of("a", 1_000L, "b", 5L));
        assertThat(HorizontalFigures.of(recorder.history())).containsEntry("key out of service, longest, ms", 1_000L);
    }

    @Test
    void movesAreStartsOnAnotherNode() {
        audit("a", "1", "n1", "n1", "n2", "n1");
        audit("b", "1", "n1", "n2");
        audit("c", "2", "n3");

        assertThat(HorizontalFigures.of(recorder.history()))
                .containsEntry("starts of accounts", 7L)
                .containsEntry("accounts moved", 3L)
                .containsEntry("moves of shards with accounts", 2L);
    }
}
