package dsc.concepts.foundations.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.checkers.registers.ConvergedRegisters;
import dsc.workbench.history.Event;
import dsc.workbench.history.Recorder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegisterFiguresTest {

    private final Recorder recorder = new Recorder(() -> 0);

    private void write(long process, String key, String value) {
        recorder.complete(recorder.invoke(process, "write", key, value), Event.Type.OK, value, null);
    }

    private void read(long process, String key, String value) {
        recorder.complete(recorder.invoke(process, "read", key, null), Event.Type.OK, value, null);
    }

    private void snapshot(long process, String function, Map<String, String> values) {
        recorder.complete(recorder.invoke(process, function, null, null), Event.Type.OK, values, null);
    }

    private long wentBack() {
        return RegisterFigures.of(recorder.history()).get("reads of what was older than the client had seen");
    }

    private long lost() {
        return RegisterFigures.of(recorder.history()).get(ConvergedRegisters.NEWEST_LOST);
    }

    @Test
    void aClientThatReadsAnOlderValueThanBeforeWentBack() {
        write(0, "x", "a");
        write(0, "x", "b");
        read(1, "x", "b");
        assertThat(wentBack()).isZero();
        read(2, "x", "a");
        assertThat(wentBack()).as("another client").isZero();
        read(1, "x", "a");
        assertThat(wentBack()).isEqualTo(1);
        snapshot(1, "snapshot", Map.of());
        assertThat(wentBack()).as("nothing is older than anything").isEqualTo(2);
    }

    @Test
    void whatAClientWroteItHasSeen() {
        write(0, "x", "a");
        read(0, "x", null);
        snapshot(0, "snapshot", Map.of("y", "c"));
        assertThat(wentBack()).isEqualTo(2);
    }

    @Test
    void noneOfTwoWritesThatOverlapIsOlder() {
        Event first = recorder.invoke(0, "write", "x", "a");
        write(1, "x", "b");
        recorder.complete(first, Event.Type.OK, "a", null);
        read(2, "x", "a");
        read(2, "x", "b");
        read(2, "x", "a");
        snapshot(9, "final-snapshot", Map.of("x", "a"));
        assertThat(wentBack()).isZero();
        assertThat(lost()).isZero();
    }

    @Test
    void aWriteIsLostIfAnOlderOneIsThereInTheEnd() {
        write(0, "x", "a");
        write(0, "x", "b");
        write(1, "y", "c");
        write(1, "z", "d");
        snapshot(9, "final-snapshot", Map.of("x", "a", "z", "d"));
        assertThat(lost()).isEqualTo(2);
    }
}
