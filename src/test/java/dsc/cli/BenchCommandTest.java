package dsc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.cli.arguments.BenchArguments;
import dsc.concepts.Catalog;
import dsc.workbench.benchmarks.BenchmarkOptions;
import dsc.workbench.journals.JournalChoice;
import dsc.workbench.protocol.Benchmark;
import dsc.workbench.protocol.Scenario;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What {@code dsc bench} makes of its arguments, before anything is started. */
class BenchCommandTest {

    @Command
    private static final class Arguments {
        @Parameters(arity = "0..2")
        private List<String> subject;

        @Mixin
        private BenchArguments arguments;
    }

    private static BenchmarkOptions options(String scenario, String... words) {
        Arguments command = new Arguments();
        new CommandLine(command).parseArgs(words);
        Scenario<?> of = Catalog.scenario(scenario).orElseThrow();
        return command.arguments.options(of, of.benchmarks().getFirst().name());
    }

    @ParameterizedTest
    @CsvSource({
        "raft --nodes 0, '--nodes is 1 to 8, not 0'",
        "raft --nodes x, x",
        "raft --rounds 0, '--rounds is 1 to 100, not 0'",
        "raft --seconds 0, '--seconds is 1 to 60, not 0'",
        "raft --seconds 61, 61",
        "raft --warm-up -1, '--warm-up is 0 to 300, not -1'",
        "raft --param outstanding=0, 'outstanding is 1 to 10000, not 0'",
        "'raft --param outstanding=1,10001', 10001",
        "'raft --param outstanding=1,x', x",
        "'raft --param outstanding=1,', 'outstanding is 1 to 10000'",
        "'raft --param outstanding=1,16,1', '--param outstanding names a value twice: 1,16,1'",
        "raft --param outstandin=1, did you mean outstanding?",
        "raft --param outstanding, outstanding",
        "raft --clients 3, the benchmark throughput takes no --clients",
        "raft --journal H2, --journal",
        "raft --journal disk, disk",
        "raft -Da..b=1, -Da..b names no configuration value",
        "raft partitions, 'raft has no benchmark \"partitions\"; it has: throughput'",
        "rafd, did you mean raft?",
        "throughputt, did you mean throughput?",
        "crdt, crdt has no benchmark",
        "caching, caching has no benchmark",
        "splitbrain --param strategy=keep-mayority, 'there is no strategy \"keep-mayority\"'",
        "'splitbrain --param strategy=none,keep', 'there is no strategy \"keep\"'",
        "splitbrain --param partition=3|2, 'there is no partition \"3|2\"; known: 2|3, 2|2|1, one-way, flapping'",
        "splitbrain --nodes 4, 'planned for 5 nodes, not 4'",
        "splitbrain --seconds 5, takes no --seconds",
        "splitbrain --journal memory, needs a journal that its nodes share",
        "splitbrain -Ddsc.splitbrain.strategy=none, is what is compared here",
        "splitbrain -Ddsc.splitbrain.quorum-size=6, cluster of 5",
        "splitbrain -Da..b=1, -Da..b names no configuration value",
        "horizontal -Ddsc.horizontal.entity=memory, is what is compared here",
        "sharding --clients 0, '--clients is 1 to 100, not 0'"
    })
    void refuses(String arguments, String because) {
        // Should it not be refused, it fails at once: the directory is a file.
        Told.by(("bench --out pom.xml " + arguments).split(" ")).refused().saying(because);
    }

    /** As {@code dsc run} refuses them. */
    @ParameterizedTest
    @CsvSource({
        "-Ddsc.splitbrain.strategy=keep-mayority, keep-mayority",
        "-Ddsc.splitbrain.strategy=static-quorum -Ddsc.splitbrain.quorum-size=7, cluster of 3",
        "--journal memory, needs a journal that its nodes share"
    })
    void aRunRefusesSettingsThatMakeNoSense(String arguments, String because) {
        Told.by(("run splitbrain --out pom.xml " + arguments).split(" "))
                .refused()
                .saying(because);
    }

    /** By protocol, concept or its own name; a protocol with one benchmark needs no second word. */
    @ParameterizedTest
    @ValueSource(strings = {"raft", "consensus", "throughput", "raft throughput", "Raft Throughput", "splitbrain"})
    void aDirectoryThatIsAFileEndsIt(String subject) {
        Told.by(("bench " + subject + " --out pom.xml").split(" ")).ended(2).saying("pom.xml exists");
    }

    @Test
    void listsWhatCanBeMeasured() {
        Told.by("bench")
                .ended(0)
                .saying(
                        "raft throughput",
                        "outstanding: 1, 16, 64 (any number from 1 to 10000)",
                        "splitbrain partitions",
                        "2|2|1",
                        "horizontal sharding",
                        "startup");
        Told.by("bench", "--help").ended(0).saying("raft throughput", "any number from 1 to 10000");
        assertThat(Told.by("bench", "--json").ended(0).json().findValuesAsText("benchmark"))
                .containsExactly("letters", "records", "throughput", "partitions", "sharding");
    }

    @Test
    void hasDefaults() {
        BenchmarkOptions options = options("raft");
        assertThat(options.nodes().count()).isEqualTo(3);
        assertThat(options.nodes().journal()).isEqualTo(JournalChoice.of("h2"));
        assertThat(options.nodes().tls()).as("what is measured is speed").isFalse();
        assertThat(options.columns().stream().flatMap(column -> column.names().stream()))
                .containsExactly("1", "16", "64");
        assertThat(options.nodes().overrides()).isEmpty();
        assertThat(options("splitbrain").nodes().count()).isEqualTo(5);
        assertThat(options("splitbrain").columns()).hasSize(28);
        assertThat(options("horizontal").load().clients()).isEqualTo(8);
    }

    static Stream<List<String>> repeatable() {
        return Stream.of(
                List.of(
                        "raft",
                        "--nodes",
                        "5",
                        "--journal",
                        "memory",
                        "--tls",
                        "--param",
                        "outstanding=4,2",
                        "--rounds",
                        "7",
                        "--seconds",
                        "9",
                        "--warm-up",
                        "0",
                        "-Ddsc.raft.batch-entries-max=1"),
                List.of("horizontal", "--clients", "3", "--keys", "9", "--param", "entity=account"),
                List.of("splitbrain", "--param", "partition=one-way", "--rounds", "2"));
    }

    /** What it prints as the way to repeat it is itself a command line that means the same. */
    @ParameterizedTest
    @MethodSource("repeatable")
    void isRepeatedByTheCommandThatItShows(List<String> words) {
        String scenario = words.getFirst();
        BenchmarkOptions options = options(scenario, words.toArray(String[]::new));
        String prefix = "./dsc bench ";
        assertThat(options.command()).startsWith(prefix + scenario);
        BenchmarkOptions repeated =
                options(scenario, options.command().substring(prefix.length()).split(" "));
        assertThat(repeated.columns()).isEqualTo(options.columns());
        assertThat(repeated)
                .usingRecursiveComparison()
                .ignoringFields("scenario", "benchmark")
                .isEqualTo(options);
    }

    @Test
    void aQuorumIsMoreThanHalfUnlessAnotherIsSet() {
        BenchmarkOptions usual = options("splitbrain", "--param", "strategy=static-quorum");
        assertThat(usual.nodes(usual.columns().getFirst()).overrides())
                .containsEntry("dsc.splitbrain.strategy", "static-quorum")
                .containsEntry("dsc.splitbrain.quorum-size", "3");
        BenchmarkOptions other = options("splitbrain", "-Ddsc.splitbrain.quorum-size=4");
        assertThat(other.nodes(other.columns().getFirst()).overrides())
                .containsEntry("dsc.splitbrain.quorum-size", "4");
    }

    /** No two have one name, so that each can be named alone; and no name is that of a protocol. */
    @Test
    void everyBenchmarkHasANameOfItsOwn() {
        List<String> names = DeclaredBenchmark.all().stream()
                .map(DeclaredBenchmark::benchmark)
                .map(Benchmark::name)
                .toList();
        assertThat(names).doesNotHaveDuplicates().doesNotContain("startup").allMatch(name -> name.matches("[a-z]+"));
        assertThat(Catalog.scenarios().stream().<String>map(Scenario::id)).doesNotContainAnyElementsOf(names);
    }
}
