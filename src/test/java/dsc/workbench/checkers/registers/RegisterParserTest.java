package dsc.workbench.checkers.registers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.workbench.checkers.ModelMismatchException;
import dsc.workbench.history.Event;
import dsc.workbench.history.Event.Type;
import dsc.workbench.history.History;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegisterParserTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "wx1 | wx1   ; event 2 writes \"1\" under the key \"x\", as event 0 does; 2",
                "wx1 | ux1   ; event 2 writes \"1\" under the key \"x\", as event 0 does; 2",
                "wx0         ; event 0 writes nil, which is what nobody has written; 0",
            })
    void refusesWhatIsAmbiguous(String sessions, String reason, int event) {
        assertThatThrownBy(() -> RegisterParser.parse(Litmus.history(sessions.split("\\|"))))
                .isInstanceOf(ModelMismatchException.class)
                .hasMessageStartingWith(reason)
                .extracting("event")
                .isEqualTo(event);
    }

    @Test
    void aWriteThatFailedMayBeTriedAgain() {
        RegisterHistory history = RegisterParser.parse(Litmus.history("fx1 wx1 rx1"));
        assertThat(history.nowhere()).isEmpty();
        assertThat(history.accesses()).hasSize(2);
    }

    @Test
    void anUnknownWriteTakesPartIfItIsSeen() {
        assertThat(RegisterParser.parse(Litmus.history("ux1", "rx0")).accesses())
                .hasSize(1);
        assertThat(RegisterParser.parse(Litmus.history("ux1", "rx1")).accesses())
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "cas ~ k ~ event 0 is of the function cas; a history of registers has write, read, snapshot,"
                        + " final-snapshot",
                "read ~ ~ event 0 is a read without :key",
                "write ~ ~ event 0 is a write without :key",
                "snapshot ~ ~ event 1 answers \"v\", which is not a map of keys and values",
            })
    void refusesWhatIsNotOfRegisters(String function, String key, String reason) {
        String argument = function.equals("snapshot") ? null : "v";
        History history = History.of(List.of(
                new Event(0, Type.INVOKE, function, key, argument, Event.NO_TIME, null),
                new Event(0, Type.OK, function, key, "v", Event.NO_TIME, null)));
        assertThatThrownBy(() -> RegisterParser.parse(history))
                .isInstanceOf(ModelMismatchException.class)
                .hasMessage(reason);
    }

    /** What JSON and EDN make of a map may be a sorted one or one without null. */
    @Test
    void takesMapsOfAnyKind() {
        History history = History.of(List.of(
                new Event(0, Type.INVOKE, "write", 1L, 7L, Event.NO_TIME, null),
                new Event(0, Type.OK, "write", 1L, 7L, Event.NO_TIME, null),
                new Event(1, Type.INVOKE, "snapshot", null, null, Event.NO_TIME, null),
                new Event(1, Type.OK, "snapshot", null, new TreeMap<>(Map.of(1L, 7L)), Event.NO_TIME, null),
                new Event(2, Type.INVOKE, "read", "other", null, Event.NO_TIME, null),
                new Event(2, Type.OK, "read", "other", null, Event.NO_TIME, null)));
        assertThat(RegisterParser.parse(history).accesses().get(1).sources()).containsExactly(0, Access.NONE);
    }
}
