package dsc.workbench.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

    @Test
    void aProcessThatLimpsIsStoppedMostOfTheTimeAndThenRuns(@TempDir Path directory) throws Exception {
        ChildProcess process = ChildProcess.start(List.of("sleep", "60"), directory.resolve("output"));
        try {
            assertThat(process.stoppedPercent()).isZero();

            process.limp();

            // 80, and a little more or less where others want the processors too.
            assertThat(process.stoppedPercent()).isBetween(40, 98);
            assertThatThrownBy(process::pause)
                    .isInstanceOf(IOException.class)
                    .hasMessage("is stopped or slowed down already");

            process.resume();

            assertThat(process.stoppedPercent()).isZero();
            process.pause();
            assertThat(ChildProcess.isStopped(process.pid())).isTrue();
            process.resume();
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.end();
        }
    }

    @Test
    void aProcessThatLimpsCanBeEnded(@TempDir Path directory) throws Exception {
        ChildProcess process = ChildProcess.start(List.of("sleep", "60"), directory.resolve("output"));
        process.limp();
        process.end();
        assertThat(process.isAlive()).isFalse();
    }
}
