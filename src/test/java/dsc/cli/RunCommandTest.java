package dsc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.faults.Fault;
import dsc.workbench.faults.FaultPlan;
import dsc.workbench.faults.Injection;
import dsc.workbench.journals.JournalChoice;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.runs.FaultsFile;
import dsc.workbench.runs.RunOptions;
import dsc.workbench.terminal.Console;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What {@code dsc run} makes of its arguments, before anything is started. */
class RunCommandTest {

    private static RunOptions options(String... arguments) {
        RunCommand command = new RunCommand(Console.silent());
        new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
        return command.options(command.scenario());
    }

    @ParameterizedTest
    @CsvSource({
        "--nodes 0, '--nodes is 1 to 8, not 0'",
        "--nodes 50, '--nodes is 1 to 8, not 50'",
        "--nodes -3, '--nodes is 1 to 8, not -3'",
        "--nodes x, x",
        "--nodes 2147483648, 2147483648",
        "--nodes, --nodes",
        "--seconds 0, '--seconds is 1 to 3600, not 0'",
        "--seconds 3601, 3601",
        "--seconds 5, '--seconds 5 leaves no time for faults: at least 14, or --faults none'",
        "--clients 0, --clients is 1 to 100",
        "--clients 101, --clients is 1 to 100",
        "--keys 0, --keys is 1 to 1000",
        "--rate -1, '--rate is 0 to 100000, not -1'",
        "--rate 100001, --rate is 0 to 100000",
        "--seed x, x",
        "--journal oracle, '--journal is h2, memory or postgres, not oracle'",
        "--journal H2, '--journal is h2, memory or postgres, not H2'",
        "--journal postgres, '--journal postgres needs the database: --journal-url jdbc:postgresql://'",
        "--journal-url jdbc:postgresql://h/d, '--journal-url goes with --journal postgres, not h2'",
        "--journal postgres --journal-url jdbc:mysql://h/d, '--journal-url is not a PostgreSQL URL; one looks like'",
        "--journal postgres --journal-url jdbc:postgresql://h, '--journal-url names no host and database;'",
        "--journal postgres --journal-url jdbc:postgresql:///d, '--journal-url names no host and database;'",
        "--journal postgres --journal-url jdbc:postgresql://h:x/d, '--journal-url names no host and database;'",
        "--journal postgres --journal-url jdbc:postgresql://h/d^, '--journal-url cannot be read at character 22 '",
        "--journal postgres --journal-url jdbc:postgresql://h/d?currentSchema=s, '--journal-url has currentSchema'",
        "--conf missing.conf, --conf missing.conf",
        "--conf src, --conf src",
        "--faults kil, 'there is no fault \"kil\"; did you mean kill? Known: kill, pause,'",
        "--faults zzzzz, 'there is no fault \"zzzzz\". Known: kill, pause,'",
        "'--faults kill,zzz', 'there is no fault \"zzz\"'",
        "'--faults none,kill', there is no fault \"none\"",
        "--nodes 1 --faults partition, 'a cluster of one node has no partition; take more --nodes'",
        "--faults disk, 'raft does not tolerate disk; --force injects it all the same'",
        "--faults disk --journal memory, 'raft does not tolerate disk; --force injects it all the same'",
        "-Da..b=1, -Da..b names no configuration value"
    })
    void refuses(String arguments, String because) {
        // Should it not be refused, it fails at once: the directory is a file.
        Told.by(("run raft --out pom.xml " + arguments).split(" ")).refused().saying(because);
    }

    @Test
    void refusesAScenarioThatIsNoneAndSaysWhichMayHaveBeenMeant() {
        Told.by("run", "rafft").refused().saying("there is no scenario \"rafft\"; did you mean raft?", "./dsc list");
        Told.by("run", "xyzzy").refused().saying("there is no scenario \"xyzzy\". ./dsc list shows all.");
        Told.by("run", "").refused();
    }

    @Test
    void refusesFaultsThatTheScenarioDoesNotTolerate() {
        Told.by("run", "raft", "--faults", "kill", "--journal", "memory")
                .refused()
                .saying("raft does not tolerate kill with --journal memory", "--force");
    }

    @Test
    void aPlanThatIsTooLongSaysHowToShortenIt(@TempDir Path directory) throws Exception {
        Path plan = directory.resolve("faults.json");
        Fault late = Fault.on(FaultKind.PAUSE, 7_200_000, 1_000, "n1");
        FaultsFile.write(List.of(new Injection(late, "n1", late.nodes(), 0, 0, true, "")), plan);

        Told.by("run", "raft", "--out", "pom.xml", "--plan", plan.toString())
                .refused()
                .saying("takes more than 3600 s", "--gap-max 5");
        assertThat(options("raft", "--plan", plan.toString(), "--gap-max", "5").seconds())
                .isEqualTo(5 + 1 + 5);
    }

    @Test
    void aDirectoryThatIsNotEmptyIsLeftAlone(@TempDir Path directory) throws Exception {
        Path mine = Files.writeString(directory.resolve("mine.txt"), "mine");

        Told.by("run", "raft", "--out", directory.toString()).ended(2).saying("--out");
        Told.by("run", "raft", "--out", mine.toString()).ended(2).saying("--out");
        Told.by("run", "raft", "--out", mine.resolve("below").toString())
                .ended(2)
                .saying("cannot be made");

        assertThat(mine).hasContent("mine");
        assertThat(directory).isDirectoryContaining(file -> file.equals(mine));
    }

    /** Nothing is started: what cannot be read is found before. */
    @Test
    void aConfigurationThatCannotBeReadIsSaid(@TempDir Path directory) throws Exception {
        Path malformed = Files.writeString(directory.resolve("my.conf"), "dsc { raft = [");
        Path out = directory.resolve("out");

        Told told = Told.by(
                        "run",
                        "raft",
                        "--journal",
                        "memory",
                        "--json",
                        "--conf",
                        malformed.toString(),
                        "--out",
                        out.toString())
                .ended(2)
                .saying("the configuration cannot be read", "my.conf");

        assertThat(told.out()).isEmpty();
        assertThat(out.resolve("nodes")).doesNotExist();
    }

    @Test
    void withoutOptionsEverythingThatIsToleratedBreaks() {
        RunOptions options = options("raft");

        assertThat(options.nodes().count()).isEqualTo(3);
        assertThat(options.seconds() * 1_000L).isGreaterThanOrEqualTo(FaultPlan.SHORTEST_RUN_MILLIS);
        assertThat(options.faults().kinds()).isEqualTo(FaultKind.ofPeers());
        assertThat(options.nodes().journal()).isEqualTo(JournalChoice.H2);
        assertThat(options.nodes().tls()).isTrue();
        assertThat(options.seed()).isNotNegative();
    }

    @Test
    void faultsFollowNodesAndJournalUnlessTheyAreNamed() {
        assertThat(options("raft", "--nodes", "1").faults().kinds())
                .containsExactly(FaultKind.KILL, FaultKind.PAUSE, FaultKind.CLOCK);
        assertThat(options("raft", "--journal", "memory").faults().kinds())
                .containsExactly(
                        FaultKind.PAUSE,
                        FaultKind.PARTITION,
                        FaultKind.PARTIAL,
                        FaultKind.ISOLATE,
                        FaultKind.ONE_WAY,
                        FaultKind.DELAY,
                        FaultKind.LOSS,
                        FaultKind.DUPLICATE,
                        FaultKind.TRANSFER,
                        FaultKind.CLOCK,
                        FaultKind.MEMBERSHIP);
        assertThat(options("raft", "--nodes", "1", "--journal", "memory")
                        .faults()
                        .kinds())
                .containsExactly(FaultKind.PAUSE, FaultKind.CLOCK);
        assertThat(options("raft", "--faults", "none", "--seconds", "1")
                        .faults()
                        .kinds())
                .isEmpty();
        assertThat(options("raft", "--faults", "pause, one-way,kill,pause")
                        .faults()
                        .kinds())
                .containsExactly(FaultKind.KILL, FaultKind.PAUSE, FaultKind.ONE_WAY);
        assertThat(options("raft", "--faults", "leave").faults().kinds())
                .as("what tolerates a kill tolerates that")
                .containsExactly(FaultKind.LEAVE);
        RunOptions limp = options("raft", "--faults", "limp");
        assertThat(limp.faults().kinds()).as("as pauses do").containsExactly(FaultKind.LIMP);
        assertThat(limp.command()).contains("--faults limp").doesNotContain("--force");
        assertThat(options("raft", "--faults", "disk,partial", "--force").command())
                .contains("--faults partial,disk", "--force");
        assertThat(options("raft", "--faults", "kill", "--journal", "memory", "--force")
                        .faults()
                        .kinds())
                .containsExactly(FaultKind.KILL);
    }

    @Test
    void theLimitsAreAllowed() {
        RunOptions most = options(
                "raft", "--nodes", "8", "--seconds", "3600", "--clients", "100", "--keys", "1000", "--rate", "100000");
        assertThat(most.nodes().count()).isEqualTo(8);
        RunOptions least = options(
                "raft",
                "--nodes",
                "1",
                "--seconds",
                "1",
                "--clients",
                "1",
                "--keys",
                "1",
                "--rate",
                "0",
                "--faults",
                "none",
                "--seed",
                "-9223372036854775808");
        assertThat(least.seed()).isEqualTo(Long.MIN_VALUE);
        assertThat(options("raft", "--seconds", Long.toString(FaultPlan.SHORTEST_RUN_MILLIS / 1_000))
                        .faults()
                        .kinds())
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "raft --seed 5",
                "raft --seed -5 --faults none --rate 0 --nodes 1 --seconds 1",
                "raft --seed 5 --faults kill,one-way --keys 7 --clients 9 --seconds 99",
                "raft --seed 5 --faults kill --journal memory --force",
                "raft --seed 5 --roam",
                "raft --seed 5 --journal postgres --journal-url jdbc:postgresql://d%20c@h:5433/d?sslmode=require"
                        + " --no-tls",
                "raft --seed 5 --tls",
                "raft --seed 5 --journal memory -Ddsc.raft.heartbeat-interval=50ms -Dpekko.log-config-on-start"
            })
    void theCommandThatRepeatsARunDoes(String arguments) throws Exception {
        RunOptions options = options(arguments.split(" "));

        assertSame(repeated(options), options);
    }

    @Test
    void theCommandThatRepeatsARunSurvivesTheShell(@TempDir Path directory) throws Exception {
        Path conf = Files.writeString(directory.resolve("it's my $HOME `conf`.conf"), "");
        RunOptions options = options(
                "raft",
                "--seed",
                "5",
                "--conf",
                conf.toString(),
                "-Dpekko.cluster.app-version=two  words; & \"three\" * 'four'",
                "-Dpekko.cluster.downing-provider-class=");

        assertSame(repeated(options), options);
    }

    /** A scenario's settings follow from all the others. */
    private static void assertSame(RunOptions repeated, RunOptions options) {
        assertThat(repeated)
                .usingRecursiveComparison()
                .ignoringFields("settings")
                .isEqualTo(options);
    }

    /** As a shell splits it. */
    private static RunOptions repeated(RunOptions options) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", "set -- " + options.command() + "; printf '%s\\n' \"$@\"")
                .redirectErrorStream(true)
                .start();
        String[] words =
                new String(shell.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).split("\n");
        assertThat(words).startsWith("./dsc", "run");
        return options(java.util.Arrays.copyOfRange(words, 2, words.length));
    }
}
