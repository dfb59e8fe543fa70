package dsc.workbench.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessStartTest {

    @Test
    void isTheSameEveryTimeAndOfEachProcessItsOwn() throws Exception {
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            assertThat(ProcessStart.of(ProcessHandle.current()))
                    .isPresent()
                    .isEqualTo(ProcessStart.of(ProcessHandle.current()))
                    .isNotEqualTo(ProcessStart.of(other.toHandle()));
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertThat(ProcessStart.of(other.toHandle())).isEmpty();
    }

    /** A process is free to call itself what it likes. */
    @Test
    void aNameWithParenthesesAndBlanksHidesNothing(@TempDir Path directory) throws Exception {
        Path sleep = Path.of("/bin/sleep");
        assumeTrue(Files.exists(sleep) && Files.exists(Path.of("/proc/self/stat")), "needs /proc and /bin/sleep");
        Path named = Files.copy(sleep, directory.resolve(") S 1 (2"));
        Process process = new ProcessBuilder(List.of(named.toString(), "60")).start();
        try {
            assertThat(ProcessStart.of(process.toHandle()).orElseThrow()).matches("[0-9a-f-]{36}/[1-9][0-9]{2,}");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
