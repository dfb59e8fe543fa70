package dsc.workbench.exploration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.cli.Simulated;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.simulation.worlds.Conditions;
import dsc.workbench.simulation.worlds.Latency;
import dsc.workbench.simulation.worlds.Strategy;
import dsc.workbench.simulation.worlds.WorldFile;
import dsc.workbench.simulation.worlds.WorldSpec;
import dsc.workbench.simulation.worlds.Worlds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorldFileTest {

    private static final Conditions CONDITIONS = Conditions.DEFAULT
            .edit()
            .network(Latency.parse("exponential:0.25-7"))
            .fifo(false)
            .strategy(Strategy.pct(4))
            .build();

    @TempDir
    private Path directory;

    static WorldFile file(long seed, Conditions conditions) {
        WorldSpec world = new Worlds(conditions, FaultKind.ofPeers(), Optional.empty()).world(seed);
        return new WorldFile(
                "local",
                "invalid",
                "guarantee",
                "guarantee: <\"it\"> was broken",
                "0123456789abcdef",
                Map.of("pekko.cluster.app-version", "a \"b\" \\ c"),
                world);
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        for (long seed : new long[] {1, 2, 3, 4, Long.MIN_VALUE, Long.MAX_VALUE}) {
            Path path = directory.resolve("world.json");
            WorldFile file = file(seed, CONDITIONS);

            file.write(path);

            assertThat(WorldFile.read(path)).isEqualTo(file);
        }
    }

    @Test
    void whetherClientsRoamIsSaidOnlyIfTheyDo() throws Exception {
        Path path = directory.resolve("world.json");
        file(1, CONDITIONS).write(path);
        assertThat(Files.readString(path)).doesNotContain("roam");
        assertThat(WorldFile.read(path).world().conditions().roam()).isFalse();

        file(1, CONDITIONS.edit().roam(true).build()).write(path);
        assertThat(WorldFile.read(path).world().conditions().roam()).isTrue();
    }

    @Test
    void aFaultIsALine() throws Exception {
        Path path = directory.resolve("world.json");
        WorldFile file = file(1, CONDITIONS);

        file.write(path);

        assertThat(Files.readString(path).lines().filter(line -> line.contains("\"atMillis\"")))
                .hasSize(file.world().plan().all().size())
                .allMatch(line -> line.matches(" {8}\\{ \"number\" : .* }( ,|,)?"));
        assertThat(Files.readString(path)).contains("\"network\" : \"exponential:0.25-7\"", "\"kind\" : \"pct\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"version\" : 2,||this is a world of version 1, written by dsc before crashes lost messages",
                "\"version\" : 2|\"version\" : 3|this is a world of version 3, written by a later dsc",
                "\"nodes\" : 5|\"nodes\" : 65|world.conditions: nodes is 1 to 64, not 65",
                "\"nodes\" : 5|\"nodes\" : 1|there is no node n",
                "\"nodes\" : 5|\"nodes\" : \"many\"|world.conditions.nodes: ",
                "\"nodes\" : 5,||world.conditions.nodes: is missing",
                "\"nodes\" : 5|\"nodes\" : null|world.conditions.nodes: is missing",
                "\"nodes\" : 5|\"nodes\" : 5, \"moons\" : 1|moons",
                "\"kind\" : \"pct\"|\"kind\" : \"best\"|world.conditions.strategy.kind: \"best\" is none of random,"
                        + " pct",
                "exponential:0.25-7|quick|world.conditions.network: a latency looks like",
                "\"operationsPerSecond\" : 50.0|\"operationsPerSecond\" : 1e300|operationsPerSecond is 0 to 100000",
                "pekko.cluster.app-version|pekko..text|settings: \"pekko..text\" names no configuration value",
                "\"seed\" : 1,|\"seed\" : 1, \"seed\" : 2,|seed",
                "\"seed\" : 1,|\"seed\" : 1e99,|world.seed: ",
                "\"seed\" : 1,|\"seed\" : ,|line "
            })
    void whatIsWrongIsSaidWithItsPlace(String text, String replacement, String because) throws Exception {
        Path path = directory.resolve("world.json");
        file(1, CONDITIONS).write(path);
        String right = Files.readString(path);
        String wrong = right.replace(text, replacement == null ? "" : replacement);
        assertThat(wrong).isNotEqualTo(right);
        Files.writeString(path, wrong);

        assertThatThrownBy(() -> WorldFile.read(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(because)
                .message()
                .hasLineCount(1);
        Simulated.by("simulate", "local", "--world", path.toString()).refused().saying("--world", because);
    }

    @ParameterizedTest
    @CsvSource({"''", "null", "[]", "{}", "3", "'{} {}'"})
    void whatIsNoWorldIsRefused(String text) throws Exception {
        Path path = Files.writeString(directory.resolve("world.json"), text);

        assertThatThrownBy(() -> WorldFile.read(path)).isInstanceOf(IllegalArgumentException.class);
        Simulated.by("simulate", "local", "--world", path.toString()).refused();
    }

    @Test
    void aWorldOfAnotherScenarioIsRefused() throws Exception {
        Path path = directory.resolve("world.json");
        file(1, CONDITIONS).write(path);

        Simulated.by("simulate", "salted", "--world", path.toString())
                .refused()
                .saying("scenario: this is a world of \"local\", not of salted");
    }

    @Test
    void aWorldThatIsNoLongerTheSameIsNoted() throws Exception {
        Path path = directory.resolve("world.json");
        file(1, Conditions.DEFAULT.edit().nodes(1).build()).write(path);

        Simulated.by("simulate", "local", "--world", path.toString())
                .saying("note  the world is not the one that was written down (hash 0123456789abcdef)");
    }
}
