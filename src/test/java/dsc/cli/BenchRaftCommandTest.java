package dsc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.benchmarks.BenchOptions;
import dsc.workbench.journals.JournalChoice;
import dsc.workbench.terminal.Console;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What {@code dsc bench raft} makes of its arguments, before anything is started. */
class BenchRaftCommandTest {

    private static BenchOptions options(String... arguments) {
        BenchRaftCommand command = new BenchRaftCommand(Console.silent());
        new CommandLine(command).parseArgs(arguments);
        return command.options();
    }

    @ParameterizedTest
    @CsvSource({
        "--nodes 0, '--nodes is 1 to 8, not 0'",
        "--nodes x, x",
        "--rounds 0, '--rounds is 1 to 100, not 0'",
        "--seconds 0, '--seconds is 1 to 60, not 0'",
        "--seconds 61, 61",
        "--warm-up -1, '--warm-up is 0 to 300, not -1'",
        "--outstanding 0, '--outstanding is 1 to 10000, not 0'",
        "'--outstanding 1,10001', 10001",
        "'--outstanding 1,x', x",
        "'--outstanding 1,16,1', '--outstanding names a number twice: [1, 16, 1]'",
        "--journal H2, --journal",
        "--journal disk, disk",
        "-Da..b=1, -Da..b names no configuration value"
    })
    void refuses(String arguments, String because) {
        // Should it not be refused, it fails at once: the directory is a file.
        Told.by(("bench raft --out pom.xml " + arguments).split(" ")).refused().saying(because);
    }

    @Test
    void saysWhatElseCanBeMeasured() {
        Told.by("bench").refused().saying("bench --help");
        Told.by("bench", "--help").ended(0).saying("raft");
        Told.by("bench", "rafd").refused().saying("did you mean raft?");
    }

    @Test
    void aDirectoryThatIsAFileEndsIt() {
        Told.by("bench", "raft", "--out", "pom.xml").ended(2).saying("pom.xml exists");
    }

    @Test
    void hasDefaults() {
        BenchOptions options = options();
        assertThat(options.nodes()).isEqualTo(3);
        assertThat(options.journal()).isEqualTo(JournalChoice.of("h2"));
        assertThat(options.tls()).as("what is measured is speed").isFalse();
        assertThat(options.outstanding()).containsExactly(1, 16, 64);
        assertThat(options.overrides()).isEmpty();
    }

    /** What it prints as the way to repeat it is itself a command line that means the same. */
    @Test
    void isRepeatedByTheCommandThatItShows() {
        BenchOptions options = options(
                "--nodes",
                "5",
                "--journal",
                "memory",
                "--tls",
                "--outstanding",
                "4,2",
                "--rounds",
                "7",
                "--seconds",
                "9",
                "--warm-up",
                "0",
                "-Ddsc.raft.batch-entries-max=1");
        String prefix = "./dsc bench raft ";
        assertThat(options.command()).startsWith(prefix);
        assertThat(options(options.command().substring(prefix.length()).split(" ")))
                .isEqualTo(options);
    }
}
