package dsc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.cli.arguments.CompareArguments;
import dsc.concepts.Catalog;
import dsc.workbench.benchmarks.ComparisonOptions;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What {@code dsc compare} makes of its arguments, and small comparisons of simulated worlds. */
class CompareCommandTest {

    @Command
    private static final class Arguments {
        @Parameters(arity = "0..1")
        private String subject;

        @Mixin
        private CompareArguments arguments;
    }

    /** @param words the protocols, separated by commas, and options */
    private static ComparisonOptions options(String... words) {
        Arguments command = new Arguments();
        new CommandLine(command).parseArgs(words);
        List<Scenario<?>> scenarios = Arrays.stream(words[0].split(","))
                .<Scenario<?>>map(id -> Catalog.scenario(id).orElseThrow())
                .toList();
        return command.arguments.options(words[0], words[0], scenarios, ComparedSubject::comparison);
    }

    @ParameterizedTest
    @CsvSource({
        "'', name one concept or protocol",
        "raft --all, name one concept or protocol",
        "raft --worlds 0, '--worlds is 1 to 1000000, not 0'",
        "raft --worlds 5 --nodes 65, '--nodes is 1 to 64, not 65'",
        "raft --worlds 5 --journal memory, --journal is for live runs",
        "raft --worlds 5 --no-tls, --tls is for live runs",
        "raft --worlds 5 --seconds 1, leaves no time for faults",
        "splitbrain --worlds 5, needs a live cluster and cannot be simulated",
        "faulttolerance --worlds 5, needs a live cluster and cannot be simulated",
        "raft --worlds 5 --resume src, takes the place of --out",
        "raft --nodes 9, '--nodes is 1 to 8, not 9'",
        "crdt --faults loss, crdt local does not tolerate loss; --force",
        "raft --worlds 5 --conf nothing.conf, nothing.conf",
        "raft -Ddsc.raft.heartbeat=50ms, did you mean dsc.raft.heartbeat-interval?"
    })
    void refuses(String arguments, String because) {
        // Should it not be refused, it fails at once: the directory is a file.
        Told.by(("compare --out pom.xml " + arguments).strip().split(" "))
                .refused()
                .saying(because);
    }

    @Test
    void faultsAreThoseThatEveryColumnTolerates() {
        assertThat(options("crdt,lastwritewins").faults())
                .contains(FaultKind.KILL)
                .doesNotContain(FaultKind.LOSS);
        assertThat(options("crdt,lastwritewins", "--faults", "loss", "--force").columns())
                .extracting(ComparisonOptions.Column::name, ComparisonOptions.Column::tolerated)
                .contains(Tuple.tuple("crdt local", false), Tuple.tuple("lastwritewins", true));
    }

    @Test
    void worldsAreThoseOfSimulateUnlessSomethingElseIsSaid() {
        ComparisonOptions usual = options("raft", "--worlds", "7", "--seed", "3");
        assertThat(usual.columns().getFirst().nodes().count()).isEqualTo(5);
        assertThat(usual.load().clients()).isEqualTo(10);
        assertThat(usual.seconds()).isEqualTo(15);
        assertThat(options("raft", "--worlds", "7", "--nodes", "16", "--seconds", "20", "--rate", "9"))
                .satisfies(other -> {
                    assertThat(other.columns().getFirst().nodes().count()).isEqualTo(16);
                    assertThat(other.seconds()).isEqualTo(20);
                    assertThat(other.load().rate()).isEqualTo(9);
                });
    }

    /** What it prints as the way to repeat it is itself a command line that means the same. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "crdt --journal memory --no-tls --seconds 20 --faults none --seed 4 -Dpekko.loglevel=DEBUG",
                "raft --worlds 9 --nodes 3 --keys 2",
                "lastwritewins --worlds 9 --faults loss,clock --force --roam"
            })
    void isRepeatedByTheCommandThatItShows(String line) {
        String prefix = "./dsc compare ";
        ComparisonOptions options = options(line.split(" "));
        assertThat(options.command()).startsWith(prefix);
        ComparisonOptions repeated =
                options(options.command().substring(prefix.length()).split(" "));
        assertThat(repeated)
                .usingRecursiveComparison()
                .ignoringFields("columns")
                .isEqualTo(options);
        assertThat(repeated.columns())
                .extracting(ComparisonOptions.Column::name, ComparisonOptions.Column::nodes)
                .isEqualTo(options.columns().stream()
                        .map(column -> Tuple.tuple(column.name(), column.nodes()))
                        .toList());
    }

    @TempDir
    private Path out;

    @Test
    void resumesNothingElse() {
        Told.by("compare", "raft", "--resume", "src")
                .refused()
                .saying("--resume is for one comparison with --worlds, and takes the place of --out");
        Told.by("compare", "raft", "--worlds", "5", "--resume", "pom.xml")
                .ended(2)
                .saying("pom.xml is not a directory that a run left");
    }

    @Test
    void comparesInTheSameWorlds() throws Exception {
        Told told = Told.by(
                "compare",
                "conflictresolution",
                "--worlds",
                "2",
                "--faults",
                "none",
                "--seconds",
                "2",
                "--clients",
                "3",
                "--seed",
                "1",
                "--out",
                out.toString());
        told.ended(0)
                .saying(
                        "crdt is left out",
                        "lastwritewins",
                        "verdict",
                        "worlds",
                        "events written an operation",
                        "latency p99",
                        "compare.html",
                        "--worlds 2 --nodes 5 --seconds 2 --clients 3");
        assertThat(Files.readString(out.resolve("compare.html")))
                .contains("Conflict resolution", "script-src 'none'", "<svg", "vectorclocks")
                .doesNotContain("<script", "{{", "style=");
        assertThat(Files.readString(out.resolve("result.json"))).contains("\"worlds\" : 2");
    }
}
