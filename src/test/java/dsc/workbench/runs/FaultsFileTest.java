package dsc.workbench.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.workbench.faults.Fault;
import dsc.workbench.faults.Fault.Direction;
import dsc.workbench.faults.Injection;
import dsc.workbench.faults.LinkFault;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsFileTest {

    private static final Fault CUT =
            Fault.oneWay(Direction.TO_NODES, 100, 200, "n1").towards("n3");
    private static final Fault DELAY = Fault.onLinks(FaultKind.DELAY, LinkFault.ofDelay(10, 20), 300, 400, "n1", "n2")
            .numbered(2);

    @TempDir
    private Path temporary;

    private Path file;

    @BeforeEach
    void name() {
        file = temporary.resolve("faults.json");
    }

    @Test
    void whatWasWrittenIsReadAgain() throws IOException {
        List<Injection> injections = List.of(
                new Injection(CUT, "n3 → n1", CUT.nodes(), 101_000_000, 305_000_000, true, "10 sent, none arrived"),
                new Injection(DELAY, "on all", DELAY.nodes(), 301_000_000, Long.MAX_VALUE, false, "in force"));
        FaultsFile.write(injections, file);
        assertThat(FaultsFile.read(file)).isEqualTo(injections);
        assertThat(FaultsFile.plan(file)).containsExactly(CUT, DELAY);
        assertThat(temporary).isDirectoryContaining(path -> path.equals(file)).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void noFileIsNoFault() throws IOException {
        assertThat(FaultsFile.read(file)).isEmpty();
    }

    @Test
    void aPlanThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> FaultsFile.plan(file))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("there is no such file");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {}                                    | is not a list of faults
        [1]                                   | entry 1 of the list has no object "fault"
        [{"kind": "kill"}]                    | entry 1 of the list has no object "fault"
        [{"fault": {"kind": "kil"}}]          | fault 1 is none: "kil" is none of kill
        [{"fault": {"kind": "kill"}}]         | fault 1 is none
        [{"fault": {"number": 1, "kind": "partial", "atMillis": 0, "durationMillis": 1, "aimedAtLeader": false, "nodes": ["n1"], "others": [], "direction": "both", "link": {"cut": false, "delayMinMillis": 0, "delayMaxMillis": 0, "lossPercent": 0, "duplicatePercent": 0}, "clockOffsetMillis": 0}}] | both sides are named: [n1] and nobody
        [                                     | is not JSON
        not json                              | is not JSON
        """)
    void aPlanThatIsNoneIsRefusedInWords(String content, String because) throws IOException {
        Files.writeString(file, content);
        assertThatThrownBy(() -> FaultsFile.plan(file))
                .isInstanceOf(LauncherException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(because);
    }
}
