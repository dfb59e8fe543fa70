package dsc.workbench.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.concepts.Catalog;
import dsc.workbench.checkers.Checker;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.journals.JournalChoice;
import dsc.workbench.nodes.NodeOptions;
import dsc.workbench.protocol.Figure;
import dsc.workbench.protocol.Guarantee;
import dsc.workbench.runs.ClientLoad;
import dsc.workbench.runs.RunDirectory;
import dsc.workbench.simulation.worlds.WorldFile;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.LauncherException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What else histories are checked against is shown and decides nothing; nor does what was never promised. */
class SimulatedComparisonTest {

    private static final Checker NEVER = Checker.named("strict", (history, budget) -> Verdict.unknown("who knows"));

    private static final Checker REFUSING =
            Checker.named("refusing", (history, budget) -> Verdict.invalid("it is never right"));

    @TempDir
    private Path directory;

    private List<ComparisonRun.Compared> compared(ComparisonOptions options) throws Exception {
        return compared(options, directory);
    }

    private static List<ComparisonRun.Compared> compared(ComparisonOptions options, Path directory) throws Exception {
        return new ComparisonRun(
                        options,
                        Path.of("").toAbsolutePath(),
                        directory,
                        Optional.empty(),
                        Console.silent(),
                        new Cancellation())
                .execute();
    }

    private static ComparisonOptions options(boolean tolerated) {
        return options(tolerated, 2, "./dsc compare lastwritewins --worlds 2");
    }

    private static ComparisonOptions options(boolean tolerated, int worlds, String command) {
        return new ComparisonOptions(
                "lastwritewins",
                "lastwritewins",
                List.of(new ComparisonOptions.Column(
                        Catalog.scenario("lastwritewins").orElseThrow(),
                        "Conflict resolution",
                        "lastwritewins",
                        new NodeOptions(3, JournalChoice.of("h2"), false, Optional.empty(), Map.of()),
                        List.of(NEVER, REFUSING),
                        tolerated)),
                new ClientLoad(2, 2, 20),
                Set.of(),
                2,
                1,
                worlds,
                command);
    }

    @Test
    void otherCheckersHaveRowsOfTheirOwn() throws Exception {
        ComparisonRun.Compared one = compared(options(true)).getFirst();

        assertThat(one.figures())
                .contains(
                        Figure.word("verdict", "valid"),
                        Figure.count("worlds", 2),
                        Figure.count("invalid by strict", 0),
                        Figure.count("unknown by strict", 2))
                .extracting(Figure::name)
                .contains("messages an operation", "latency p50");
        assertThat(ComparisonReporter.worst(List.of(one))).isEqualTo(Verdict.Status.VALID);
    }

    /** A comparison that ended early, in the middle of a line, has the same result as one that was not interrupted. */
    @Test
    void aComparisonIsResumed(@TempDir Path whole) throws Exception {
        List<ComparisonRun.Compared> expected =
                compared(options(true, 3, "./dsc compare lastwritewins --worlds 3"), whole);
        compared(options(true, 1, "./dsc compare lastwritewins --worlds 1"), directory);
        Path worlds = directory.resolve(ComparedWorlds.FILE);
        Files.writeString(worlds, "{\"column\":\"lastwrite", StandardOpenOption.APPEND);
        FileTime before = Files.getLastModifiedTime(directory.resolve("worlds/lastwritewins-refusing.edn"));

        List<ComparisonRun.Compared> resumed =
                compared(options(true, 3, "./dsc compare lastwritewins --worlds 3"), directory);
        assertThat(resumed.getFirst().figures()).isEqualTo(expected.getFirst().figures());
        assertThat(Files.readAllLines(worlds)).hasSize(1 + 3);
        assertThat(Files.getLastModifiedTime(directory.resolve("worlds/lastwritewins-refusing.edn")))
                .as("the first world, which was not carried out again")
                .isEqualTo(before);
        assertThat(WorldFile.read(directory.resolve("worlds/lastwritewins-refusing.json"))
                        .world()
                        .seed())
                .isEqualTo(1);
    }

    @Test
    void anotherComparisonIsNotResumed() throws Exception {
        compared(options(true, 1, "./dsc compare lastwritewins --worlds 1"), directory);

        assertThatThrownBy(() -> compared(options(true, 1, "./dsc compare lastwritewins --worlds 1 --roam"), directory))
                .isInstanceOf(LauncherException.class)
                .hasMessage(directory + " is of another comparison: ./dsc compare lastwritewins");
    }

    @Test
    void aVerdictBeyondThePromiseIsMarkedAndDoesNotCount() throws Exception {
        ComparisonOptions options = options(false);
        ComparisonRun.Compared one = new ComparisonRun.Compared(
                options.columns().getFirst(),
                new Guarantee("converging", "Replicas converge.", NEVER, Duration.ofSeconds(1)),
                Verdict.Status.INVALID,
                "lost",
                List.of(ComparisonRun.Compared.verdict(options.columns().getFirst(), Verdict.Status.INVALID)),
                Optional.of(directory.resolve("own/report.html")));
        new ComparisonReporter(options, new RunDirectory(directory)).write(List.of(one));

        assertThat(ComparisonReporter.worst(List.of(one))).isEqualTo(Verdict.Status.VALID);
        assertThat(Files.readString(directory.resolve("compare.html")))
                .contains("invalid (beyond its promise)", "class=\"chip invalid\"", "href=\"own/report.html\"")
                .contains("<li>promised by lastwritewins: converging</li>", "<li>lastwritewins is invalid: lost</li>")
                .doesNotContain("<script", "{{");
    }
}
