package dsc.workbench.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dsc.cli.EntryPoint;
import dsc.workbench.playground.ClusterEntry;
import dsc.workbench.playground.ClusterRegistry;
import dsc.workbench.processes.Jvm;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a command whose output nobody reads, or cannot be written. */
class StandardOutputTest {

    private static final long ENDED_SECONDS = 60;

    @TempDir
    private Path directory;

    /** As by {@code | head -1}. */
    @Test
    void aReaderThatIsGoneEndsACommandThatComputes() throws Exception {
        // This many worlds would take hours.
        Process simulation = launcher(Path.of(""), "simulate", "raft", "--seeds", "1048576", "--faults", "none")
                .start();
        try (BufferedReader reader = simulation.inputReader(StandardCharsets.UTF_8)) {
            assertThat(reader.readLine()).startsWith("raft: ");
        }

        assertThat(simulation.waitFor(ENDED_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(simulation.exitValue()).isEqualTo(141);
        assertThat(directory.resolve("err")).isEmptyFile();
    }

    /** Holds where it has nothing to write for as long as it is watched, too. */
    @Test
    void aReaderThatIsGoneEndsACommandThatWaits() throws Exception {
        assumeThat(Path.of("/proc/self/fd")).isDirectory();
        Path node = Files.createDirectories(directory.resolve("runs/up-mine/nodes/n1"));
        Files.writeString(node.resolve("node.log"), "03:17:38.092 INFO  d.c.f.c.raft.Raft n1 recovered\n");
        ClusterEntry entry =
                new ClusterEntry("mine", "raft", directory.resolve("runs/up-mine"), 1, 1, null, 1, "token", "");
        assertThat(new ClusterRegistry(directory).enter(entry.supervisedBy(ProcessHandle.current())))
                .isTrue();
        Process logs = launcher(directory, "logs", "-f", "--name", "mine").start();
        try (BufferedReader reader = logs.inputReader(StandardCharsets.UTF_8)) {
            assertThat(reader.readLine()).endsWith("n1 recovered");
        }

        assertThat(logs.waitFor(ENDED_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(logs.exitValue()).isEqualTo(141);
    }

    @Test
    void aFullDiskIsSaidAndIsNotAnAnswer() throws Exception {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();
        Process list =
                launcher(Path.of(""), "list").redirectOutput(full.toFile()).start();

        assertThat(list.waitFor(ENDED_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(list.exitValue()).isEqualTo(2);
        assertThat(Files.readString(directory.resolve("err"))).startsWith("dsc: the output cannot be written: ");
    }

    @Test
    void theReadersOfAPipeAreSeenUntilTheyAreGone() throws Exception {
        assumeThat(Path.of("/proc/self/fd")).isDirectory();
        Process reader = new ProcessBuilder("cat").start();
        PipeReaders readers =
                PipeReaders.of(Path.of("/proc/" + reader.pid() + "/fd/0")).orElseThrow();

        assertThat(readers.arePresent()).isTrue();

        reader.destroyForcibly().waitFor();
        assertThat(readers.arePresent()).isFalse();
        assertThat(PipeReaders.of(Path.of("/dev/null"))).isEmpty();
    }

    private ProcessBuilder launcher(Path home, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Jvm.java(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile="
                        + Path.of("conf/logback-launcher.xml").toAbsolutePath(),
                "-Ddsc.home=" + home.toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                EntryPoint.class.getName()));
        command.addAll(1, Jvm.allowingUnsafe());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(directory.resolve("err").toFile());
    }
}
