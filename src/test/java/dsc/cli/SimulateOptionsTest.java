package dsc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.workbench.exploration.SimulateOptions;
import dsc.workbench.faults.FaultPlan;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.simulation.CommandLine;
import dsc.workbench.simulation.worlds.Conditions;
import dsc.workbench.simulation.worlds.Hazard;
import dsc.workbench.terminal.Console;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What {@code dsc simulate} makes of its arguments. */
class SimulateOptionsTest {

    @ParameterizedTest
    @CsvSource({
        "--nodes 0, '--nodes is 1 to 64, not 0'",
        "--nodes 65, '--nodes is 1 to 64, not 65'",
        "--nodes x, x",
        "--clients 0, '--clients is 1 to 100, not 0'",
        "--clients 101, --clients is 1 to 100",
        "--keys 1001, --keys is 1 to 1000",
        "--rate -1, '--rate is 0 to 100000, not -1'",
        "--rate NaN, '--rate is 0 to 100000, not NaN'",
        "--rate 100000.5, --rate is 0 to 100000",
        "--operations -1, --operations is 0 to 2147483647",
        "--seconds 0, '--seconds is 0.001 to 3600, not 0'",
        "--seconds NaN, --seconds is",
        "--seconds 3600.1, --seconds is",
        "--seconds 5, '--seconds 5 leaves no time for faults: at least 9.5, or --faults none'",
        "--clock-offset 86400001, --clock-offset is 0 to 86400000",
        "--clock-drift 500001, --clock-drift is 0 to 500000",
        "--latency fast, '--latency: a latency looks like uniform:0.5-5,2%x10'",
        "--latency uniform:5-1, --latency: a latency is a range",
        "--disk fast, '--disk: a latency looks like'",
        "--strategy best, '--strategy is mixed, random or pct, not best'",
        "--change-points 3, --change-points are for --strategy pct",
        "--strategy pct --change-points 21, --change-points is 0 to 20",
        "--seeds 0, --seeds is 1 to 1000000000",
        "--from 9223372036854775807, --from is",
        "--threads 0, --threads is 1 to 256",
        "--seed 1 --seeds 2, '--seeds is for several worlds, --seed for one'",
        "--seed 1 --from 2, '--from is for several worlds, --seed for one'",
        "--world x.json --seeds 2, '--seeds is for several worlds, --world for one'",
        "--world x.json --seed 2, --world has a seed of its own",
        "--world x.json --nodes 3 --reorder, '--world says all of a world; leave out --nodes, --reorder'",
        "--world missing.json, 'there is no such file'",
        "--world src, 'this is a directory'",
        "--world pom.xml, 'line 1, column'",
        "--trace, --trace shows one world; say which by --seed or --world",
        "--emit-test lost.java, '--emit-test FILE is called like a test class'",
        "--emit-test LostTest.txt, --emit-test FILE",
        "--emit-test 1Test.java, --emit-test FILE",
        "--emit-test /, --emit-test FILE is called like a test class",
        "--faults paus, 'there is no fault \"paus\"; did you mean pause?'",
        "--faults kill, 'local does not tolerate kill; --force injects it all the same'",
        "--faults disk, 'local does not tolerate disk; --force injects it all the same'",
        "--nodes 1 --faults isolate, a cluster of one node has no isolate",
        "--without disks, '--without: there is no \"disks\"'",
        "--without codek, 'did you mean codec?'",
        "--conf missing.conf, --conf missing.conf",
        "--rule x, 'local has no rules, only its guarantee'",
        "-Da..b=1, -Da..b names no configuration value"
    })
    void refuses(String arguments, String because) {
        // Should it not be refused, it fails at once: the directory is a file.
        Simulated.by(("simulate local --out pom.xml " + arguments).split(" "))
                .refused()
                .saying(because);
    }

    private static SimulateOptions ofRaft(String... arguments) {
        SimulateCommand command = new SimulateCommand(Console.silent());
        new picocli.CommandLine(command)
                .parseArgs(Stream.concat(Stream.of("raft"), Arrays.stream(arguments))
                        .toArray(String[]::new));
        return command.options();
    }

    @ParameterizedTest
    @ValueSource(strings = {"codec,client-links", "Codec, CLIENT-LINKS"})
    void hazardsAreLeftOutByNameHoweverItIsWritten(String without) {
        assertThat(ofRaft("--without", without).worlds().swarm().hazards())
                .isEqualTo(EnumSet.complementOf(EnumSet.of(Hazard.CODEC, Hazard.CLIENT_LINKS)));
        assertThat(ofRaft("--without", "All").worlds().swarm().hazards()).isEmpty();
    }

    @Test
    void rulesThatAreChosenAreRepeated() {
        SimulateOptions only = ofRaft("--rule", "leader completeness", "--rule", "log matching");
        assertThat(only.command()).endsWith(" --rule 'leader completeness' --rule 'log matching'");
        assertThat(only.replay(7)).endsWith(" --rule 'leader completeness' --rule 'log matching'");

        SimulateOptions without = ofRaft("--without-rule", "a majority commits");
        assertThat(without.command()).endsWith(" --without-rule 'a majority commits'");
    }

    @Test
    void aRuleThatIsNoneIsRefusedWithTheNearest() {
        assertThatThrownBy(() -> ofRaft("--rule", "leader completenes"))
                .isInstanceOf(picocli.CommandLine.ParameterException.class)
                .hasMessageStartingWith("there is no rule \"leader completenes\"; did you mean leader completeness?");
        assertThatThrownBy(() -> ofRaft("--rule", "log matching", "--without-rule", "log matching"))
                .hasMessageContaining("leave out one of them");
    }

    @Test
    void refusesAScenarioThatIsNoneOrCannotBeSimulated() {
        Simulated.by("simulate", "locl").refused().saying("there is no scenario \"locl\"; did you mean local?");
        Simulated.by("simulate", "clustered")
                .refused()
                .saying("clustered is about a module of Pekko", "./dsc run clustered");
    }

    /** What the help says of them is written by hand. */
    @Test
    void theHelpNamesTheDefaults() {
        CommandSpec simulate = CommandSpec.forAnnotatedObject(new SimulateCommand(Console.silent()));
        for (OptionSpec option : simulate.options()) {
            if (option.defaultValue() != null && !option.type().equals(boolean.class)) {
                assertThat(String.join(" ", option.description()))
                        .as(option.longestName())
                        .contains("default: " + option.defaultValue());
            }
        }
        assertThat(String.join(" ", simulate.findOption("--latency").description()))
                .contains(Conditions.DEFAULT.network() + " (", "the default");
        assertThat(String.join(" ", simulate.findOption("--disk").description()))
                .contains("default: " + Conditions.DEFAULT.disk());
    }

    @Test
    void withoutOptionsWorldsAreTheUsualOnes() {
        SimulateOptions options = Simulated.options("local");

        assertThat(options.worlds().conditions()).isEqualTo(Conditions.DEFAULT);
        assertThat(options.worlds().faults()).containsExactly(FaultKind.PAUSE, FaultKind.ISOLATE);
        assertThat(options.first()).isEqualTo(1);
        assertThat(options.last()).isEqualTo(200);
        assertThat(options.single()).isEmpty();
        assertThat(options.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(CommandLine.options(options.scenario(), options.scenarioSettings(), options.worlds()))
                .isEmpty();
        assertThat(Conditions.DEFAULT.lengthMillis())
                .isGreaterThanOrEqualTo(FaultPlan.Pace.SIMULATED.shortestRunMillis());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "local --seeds 7",
                "local --seeds 7 --from -5 --nodes 1",
                "local --seed -9223372036854775808 --nodes 64 --clients 100 --keys 1000 --rate 100000",
                "local --seed 5 --rate 0.25 --operations 0 --seconds 0.001 --faults none",
                "local --seed 5 --rate 0 --seconds 12.345",
                "local --seed 5 --faults pause",
                "local --seed 5 --faults limp",
                "local --seed 5 --faults kill,loss --force",
                "local --seed 5 --faults partial,disk --force",
                "local --seed 5 --nodes 1 --faults kill --force",
                "local --seed 5 --latency exponential:0.25-7 --disk uniform:0-3,5%x2 --reorder --roam",
                "local --seed 5 --clock-offset 0 --clock-drift 0 --strategy pct",
                "local --seed 5 --strategy pct --change-points 0",
                "local --seed 5 -Dpekko.scheduler.tick-duration=50ms -Dpekko.log-config-on-start"
            })
    void theCommandThatRepeatsASimulationDoes(String arguments) throws Exception {
        SimulateOptions options = Simulated.options(arguments.split(" "));

        assertSame(repeated(options.command()), options);
        if (options.single().isPresent()) {
            SimulateOptions replayed = repeated(options.replay(options.first()));
            assertThat(replayed.single()).isEqualTo(options.single());
            assertThat(replayed.trace()).isTrue();
            assertSame(
                    repeated(CommandLine.replay(
                            options.scenario(),
                            options.scenarioSettings(),
                            options.worlds(),
                            options.overrides(),
                            options.first())),
                    options);
        }
    }

    @Test
    void theCommandThatRepeatsASimulationSurvivesTheShell(@TempDir Path directory) throws Exception {
        Path conf = Files.writeString(directory.resolve("it's my $HOME `conf`.conf"), "");
        SimulateOptions options = Simulated.options(
                "local",
                "--conf",
                conf.toString(),
                "-Dpekko.cluster.app-version=two  words; & \"three\" * 'four'",
                "-Dpekko.cluster.downing-provider-class=");

        assertSame(repeated(options.command()), options);
        assertThat(repeated(options.command()).conf()).contains(conf);
    }

    private static void assertSame(SimulateOptions actual, SimulateOptions expected) {
        assertThat(actual.worlds()).isEqualTo(expected.worlds());
        assertThat(actual.first()).isEqualTo(expected.first());
        assertThat(actual.last()).isEqualTo(expected.last());
        assertThat(actual.single()).isEqualTo(expected.single());
        assertThat(actual.overrides()).isEqualTo(expected.overrides());
    }

    /** As a shell splits it. */
    private static SimulateOptions repeated(String command) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", "set -- " + command + "; printf '%s\\n' \"$@\"")
                .redirectErrorStream(true)
                .start();
        String[] words = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\n");
        assertThat(words).startsWith("./dsc", "simulate");
        return Simulated.options(Arrays.copyOfRange(words, 2, words.length));
    }
}
