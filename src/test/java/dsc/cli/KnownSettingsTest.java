package dsc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.typesafe.config.ConfigFactory;
import dsc.concepts.Catalog;
import dsc.workbench.nodes.KnownSettings;
import dsc.workbench.protocol.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KnownSettingsTest {

    private static final List<String> ALL =
            Catalog.scenarios().stream().<String>map(Scenario::id).toList();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run raft | -Ddsc.raft.heartbeat=50ms | did you mean dsc.raft.heartbeat-interval?",
                "run raft | -Ddsc.raft.hartbeat-interval=50ms | did you mean dsc.raft.heartbeat-interval?",
                "run raft | -Ddsc.rft.heartbeat-interval=50ms | did you mean dsc.raft.heartbeat-interval?",
                "run raft | -Draft.heartbeat-interval=50ms | did you mean dsc.raft.heartbeat-interval?",
                "run raft | -Dheartbeat-interval=50ms | did you mean dsc.raft.heartbeat-interval?",
                "run raft | -Ddsc.raft.colour=red | dsc.raft. has batch-bytes-max, batch-entries-max,",
                "run raft | -Ddsc.raft=5 | is a group of settings",
                "run raft | -Ddsc.crdt.consistency=all | is a setting of crdt, which is not started here",
                "run raft | -Ddsc.node.id=n7 | is decided by the launcher",
                "run raft | -Ddsc.journal.url=x | is filled in by the launcher",
                "run raft | -Ddsc.raft.heartbeat-interval=50 | a time with its unit, such as 100ms, not \"50\"",
                "run raft | -Ddsc.raft.heartbeat-interval=50parsecs | a time with its unit, such as 100ms, not",
                "run raft | -Ddsc.raft.heartbeat-interval | a time with its unit, such as 100ms, not \"true\"",
                "run raft | -Ddsc.raft.batch-bytes-max=64 | a size with its unit, such as 128KiB, not \"64\"",
                "run raft | -Ddsc.raft.snapshot-entries=1.5 | a whole number, such as 200, not \"1.5\"",
                "run raft | -Ddsc.raft.snapshot-entries=lots | a whole number, such as 200, not \"lots\"",
                "run splitbrain | -Ddsc.splitbrain.fencing=maybe | is on or off, not \"maybe\"",
                "run raft | -Dpekko.cluster.gossip-intervall=1s | did you mean pekko.cluster.gossip-interval?",
                "run raft | -Dpeko.cluster.gossip-interval=1s | there is no such setting",
                "run raft | -Dpekko.cluster=1s | is a group of settings",
                "up raft | -Ddsc.raft.heartbeat=50ms | did you mean dsc.raft.heartbeat-interval?",
                "simulate raft | -Ddsc.raft.heartbeat=50ms | did you mean dsc.raft.heartbeat-interval?",
                "simulate raft | -Ddsc.raft.heartbeat-interval=50 | a time with its unit",
                "compare consensus | -Ddsc.raft.heartbeat=50ms | did you mean dsc.raft.heartbeat-interval?",
                "compare conflictresolution | -Ddsc.raft.heartbeat-interval=50ms | is a setting of raft",
                "bench raft | -Ddsc.raft.heartbeat=50ms | did you mean dsc.raft.heartbeat-interval?",
                "bench horizontal | -Ddsc.horizontal.ask-timout=1s | did you mean dsc.horizontal.ask-timeout?",
                "bench splitbrain | -Ddsc.splitbrain.quorum=3 | did you mean dsc.splitbrain.quorum-size?",
            })
    void aSettingWithoutEffectIsRefused(String command, String setting, String words) {
        String[] arguments = (command + " " + setting).split(" ");

        Told.by(arguments).refused().saying(setting.replaceFirst("=.*", ""), words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dsc.raft { heartbeat = 50ms } | line 2: dsc.raft.heartbeat: | did you mean"
                        + " dsc.raft.heartbeat-interval?",
                "dsc.raft.heartbeat-interval = 50 | line 2: dsc.raft.heartbeat-interval: | a time with its unit",
                "dsc.crdt.timeout = 1s | line 2: dsc.crdt.timeout: | is a setting of crdt",
                "pekko.cluster.gossip-intervall = 1s | line 2: pekko.cluster.gossip-intervall: | gossip-interval?",
            })
    void whatAFileSaysIsRefusedWithItsLine(String text, String where, String words, @TempDir Path directory)
            throws IOException {
        Path file = Files.writeString(directory.resolve("my.conf"), "# mine\n" + text + "\n");

        Told.by("run", "raft", "--conf", file.toString()).refused().saying("my.conf, " + where, words);
        Told.by("simulate", "raft", "--conf", file.toString()).refused().saying("my.conf, " + where, words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dsc.raft.heartbeat-interval|50 ms",
                "dsc.raft.heartbeat-interval|0.05s",
                "dsc.raft.batch-bytes-max|64 KiB",
                "dsc.raft.snapshot-entries|7",
                "pekko.loglevel|DEBUG",
                "pekko.cluster.gossip-interval|1s",
                "pekko.actor.deployment.\"/user/x\".dispatcher|mine",
                "pekko.actor.serializers.mine|some.Class",
                "jdbc-journal.batchSize|7",
            })
    void whatThereIsIsTaken(String path, String value) {
        assertThat(warnings(Optional.empty(), Map.of(path, value))).isEmpty();
    }

    @Test
    void anUnknownSettingOfPekkoIsMentioned() {
        assertThat(warnings(Optional.empty(), Map.of("pekko.cluster.zzzzzzzz", "1")))
                .containsExactly("-Dpekko.cluster.zzzzzzzz: Pekko's reference.conf has no such setting, so it may be"
                        + " without effect");
    }

    @Test
    void aFileMayHaveNamesOfItsOwnForItsValues(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("my.conf"),
                "mine = 50ms\n"
                        + "dsc.raft.heartbeat-interval = ${mine}\n"
                        + "dsc.journal.backoff-min = ${dsc.raft.heartbeat-interval}\n");

        assertThat(warnings(Optional.of(file), Map.of("mine", "60ms"))).isEmpty();
    }

    static Stream<Scenario<?>> scenarios() {
        return Catalog.scenarios().stream();
    }

    /** Covers those by which a protocol is compared; and no file in {@code conf/} says anything that is unknown. */
    @ParameterizedTest
    @MethodSource("scenarios")
    void whatTheProductSetsItselfIsKnown(Scenario<?> scenario) {
        KnownSettings settings = new KnownSettings(Path.of(""), ALL, List.of(scenario.id()));
        scenario.comparison()
                .columns()
                .forEach(column -> assertThatCode(
                                () -> settings.require(Optional.empty(), column.settings(), warning -> {
                                    throw new AssertionError(warning);
                                }))
                        .doesNotThrowAnyException());
    }

    @Test
    void theFilesOfConfSayNothingThatPekkoDoesNotKnow() {
        for (String name : List.of("cluster", "node", "journal-h2", "raft", "crdt", "horizontal", "splitbrain")) {
            assertThat(ConfigFactory.parseFile(Path.of("conf", name + ".conf").toFile())
                            .isEmpty())
                    .isFalse();
            if (!name.startsWith("journal")) {
                assertThat(warnings(Optional.of(Path.of("conf", name + ".conf")), Map.of()))
                        .isEmpty();
            }
        }
    }

    private static List<String> warnings(Optional<Path> own, Map<String, String> single) {
        List<String> warnings = new java.util.ArrayList<>();
        new KnownSettings(Path.of(""), ALL, ALL).require(own, single, warnings::add);
        return warnings;
    }
}
