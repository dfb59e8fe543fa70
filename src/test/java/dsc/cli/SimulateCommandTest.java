package dsc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dsc.workbench.checkers.Linearizability;
import dsc.workbench.checkers.Models;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.history.HistoryFile;
import dsc.workbench.nodes.NodeJvm;
import dsc.workbench.simulation.worlds.WorldFile;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code dsc simulate}, with a scenario that is fine on one node and broken on several. */
class SimulateCommandTest {

    private static final List<String> SHORT = List.of("--faults", "none", "--seconds", "1", "--rate", "20");

    private static Told simulate(String scenario, String... arguments) {
        return Simulated.by(words(scenario, arguments));
    }

    private static String[] words(String scenario, String... arguments) {
        List<String> words = new ArrayList<>(List.of("simulate", scenario));
        words.addAll(SHORT);
        words.addAll(List.of(arguments));
        return words.toArray(String[]::new);
    }

    @Test
    void worldsInWhichNothingIsBrokenAreValid(@TempDir Path directory) {
        Path test = directory.resolve("SomeTest.java");

        Told told = simulate("local", "--nodes", "1", "--seeds", "3", "--emit-test", test.toString());

        told.ended(0)
                .saying("local: a register", "seeds     1 to 3")
                .saying("a value was written", "a value was forgotten", "never", "did not test")
                .saying("worlds         3", "a second", "× real time", "valid  nothing broken in 3 worlds");
        assertThat(told.err()).isEmpty();
        assertThat(told.out()).doesNotContain("note").doesNotContain("report");
        assertThat(test).doesNotExist();
    }

    @Test
    void theFirstInvalidWorldIsMadeSmallerAndKept(@TempDir Path directory) throws Exception {
        Path out = directory.resolve("out");

        simulate("local", "--nodes", "4", "--seeds", "20", "--from", "5", "--no-shrink", "--json")
                .ended(1);
        Told told = simulate("local", "--nodes", "4", "--seeds", "20", "--from", "5", "--out", out.toString());

        told.ended(1)
                .saying("Made smaller", "nodes", "4 → 3", "Steps", "VIOLATION", "Evidence")
                .saying("invalid  seed 5: ", "report", "world", "replay", "./dsc simulate local --world", "--trace")
                .saying(
                        "original",
                        "./dsc simulate local --seed 5 --trace --nodes 4 --rate 20 --seconds 1 --faults none");
        for (String name : List.of("report.html", "trace.txt", "history.edn", "world.json", "original.json")) {
            assertThat(out.resolve(name)).isNotEmptyFile();
        }
        assertThat(Linearizability.of(Models.KV)
                        .check(HistoryFile.read(out.resolve("history.edn")), Duration.ofSeconds(10))
                        .status())
                .isEqualTo(Verdict.Status.INVALID);
        JsonNode result = new ObjectMapper().readTree(out.resolve("result.json").toFile());
        assertThat(result.at("/invalid/shrunk/nodes").asInt()).isEqualTo(3);
        assertThat(result.at("/files/world").asText()).endsWith("world.json");
        for (String name : List.of("world.json", "original.json")) {
            Path world = out.resolve(name);
            JsonNode replayed = Simulated.by("simulate", "local", "--world", world.toString(), "--json")
                    .ended(1)
                    .json();
            assertThat(replayed.get("hash").asText())
                    .isEqualTo(WorldFile.read(world).hash());
            assertThat(replayed.get("notes")).isEmpty();
        }
    }

    @Test
    void oneWorldIsTracedStepByStep(@TempDir Path directory) throws Exception {
        Path out = directory.resolve("out");

        Told told = simulate("local", "--nodes", "1", "--seed", "9", "--trace", "--out", out.toString());

        told.ended(0).saying("n1   START", "INVOKE", "COMPLETE", "hash", "valid  nothing broken in this world");
        assertThat(told.out()).contains(Files.readString(out.resolve("trace.txt")));
        assertThat(out.resolve("report.html")).isNotEmptyFile();
    }

    @Test
    void jsonIsAllThereIs() {
        JsonNode result = simulate("local", "--nodes", "3", "--seeds", "5", "--keep-going", "--no-shrink", "--json")
                .ended(1)
                .json();

        assertThat(result.get("verdict").asText()).isEqualTo("invalid");
        assertThat(result.get("failingSeeds")).hasSize(5);
        assertThat(result.at("/figures/worlds").asInt()).isEqualTo(5);
        assertThat(result.at("/sometimes/0/name").asText()).isEqualTo("a value was written");
        assertThat(result.at("/invalid/broken").asText()).isEqualTo("guarantee");
        assertThat(result.at("/invalid/evidence")).isNotEmpty();
        assertThat(result.at("/commands/replay").asText()).contains("--world");
    }

    @Test
    void worldsInWhichNothingHappensAreUnknown() {
        simulate("local", "--operations", "0", "--seeds", "2")
                .ended(2)
                .saying("unknown  seed 1: there is no operation to judge", "1 more unknown world")
                .saying("./dsc simulate local --seed 1");
    }

    /** An unordered collection, the wall clock, randomness without a seed. */
    @ParameterizedTest
    @ValueSource(strings = {"salted", "clocked", "diced"})
    void whatDiffersInAnotherJvmIsUnknown(String scenario) {
        simulate(
                        scenario,
                        "--nodes",
                        "7",
                        "--seeds",
                        "10",
                        "--operations",
                        "1",
                        "--strategy",
                        "random",
                        "--without",
                        "all")
                .ended(2)
                .saying("The first step that differs is number", "SEND", "Greeting[]", "SEND", "Greeting[]")
                .saying("unknown  seed 1: a second JVM made another world of it");
    }

    @Test
    void whatDiffersWhenItIsRepeatedIsUnknown() {
        simulate("restless", "--nodes", "5", "--seed", "4", "--operations", "1")
                .ended(2)
                .saying("The first step that differs is number", "unknown  seed 4: the world was another");
    }

    @Test
    void aSecondJvmThatCannotBeStartedIsNoted() {
        Told told = Simulated.by(home -> List.of("/no/such/java"), words("local", "--nodes", "1", "--seeds", "2"));

        told.ended(0).saying("note  no world was repeated by a second JVM", "/no/such/java", "valid");
    }

    @Test
    void hashesAreAllThatASecondJvmSays() {
        String[] words = {"simulate", "local", "--hashes", "--from", "3", "--seeds", "2", "--nodes", "1"};

        Told told = Simulated.by(words).ended(0);

        assertThat(told.out()).matches("3 [0-9a-f]{16}\n4 [0-9a-f]{16}\n");
        assertThat(Simulated.by(words).out()).isEqualTo(told.out());
    }

    @Test
    void whatIsThereAlreadyIsLeftAlone(@TempDir Path directory) throws Exception {
        Path mine = Files.writeString(directory.resolve("MineTest.java"), "mine");

        simulate("local", "--out", directory.toString()).ended(2).saying("--out");
        simulate("local", "--emit-test", mine.toString()).ended(2).saying("--emit-test");
        Path world = Files.writeString(directory.resolve("OtherTest.json"), "mine");
        simulate("local", "--emit-test", directory.resolve("OtherTest.java").toString())
                .ended(2)
                .saying(world + " exists; choose another file with --emit-test");

        assertThat(mine).hasContent("mine");
    }

    @Test
    void aTestThatCannotBeWrittenIsRefusedBeforeWorldsAreRun(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");

        Told told =
                simulate("local", "--emit-test", file.resolve("LostTest.java").toString());

        told.ended(2).saying("--emit-test", "LostTest.java cannot be written: " + file + " is not a directory");
        assertThat(told.out()).isEmpty();
    }

    @Test
    void whatCannotBeWrittenInTheEndDoesNotKeepTheRestFromBeingTold(@TempDir Path directory) {
        Path test = directory.resolve("L" + "o".repeat(300) + "stTest.java");

        simulate("local", "--nodes", "3", "--seeds", "5", "--no-shrink", "--emit-test", test.toString())
                .ended(1)
                .saying("invalid  seed 1: ", "stTest.java could not be written: ");
        simulate("local", "--nodes", "1", "--seed", "1", "--emit-test", test.toString())
                .ended(2)
                .saying("valid  nothing broken", "stTest.java could not be written: ");
    }

    @Test
    void settingsWithWhichNothingStartsAreSaid() {
        Told.by("simulate", "raft", "--seeds", "1", "-Ddsc.raft.election-timeout-min=5s")
                .refused()
                .saying("dsc: dsc.raft.election-timeout-max is at least dsc.raft.election-timeout-min, 5000ms, not"
                        + " 1200ms");
    }

    /** As by Ctrl-C: what was found so far is told and kept, and no process is left. */
    @Test
    void whatWasFoundBeforeAnInterruptionIsToldAndKept(@TempDir Path directory) throws Exception {
        Path out = directory.resolve("out");
        List<String> words = new ArrayList<>(NodeJvm.simulating(Path.of("").toAbsolutePath(), Simulated.class));
        words.addAll(List.of(words("local", "--nodes", "1", "--seeds", "1000000000", "--out", out.toString())));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
                if (line.matches(" +[0-9.]+ s +[1-9].* worlds,.*")) {
                    process.toHandle().destroy();
                }
            }
        }

        assertThat(process.waitFor()).as(String.join("\n", lines)).isEqualTo(2);
        assertThat(process.descendants()).isEmpty();
        assertThat(String.join("\n", lines))
                .containsSubsequence("Metrics", "unknown  interrupted after ", "nothing broken in them", "result");
        JsonNode result = new ObjectMapper().readTree(out.resolve("result.json").toFile());
        assertThat(result.get("interrupted").asBoolean()).isTrue();
        assertThat(result.at("/figures/worlds").asInt()).isPositive();
    }
}
