package dsc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.benchmarks.Cut;
import dsc.workbench.benchmarks.SplitBrainBench;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code dsc bench splitbrain} makes of its arguments, before anything is started. */
class BenchSplitBrainCommandTest {

    @ParameterizedTest
    @CsvSource({
        "--strategies keep-mayority, 'there is no strategy \"keep-mayority\"'",
        "'--strategies none,keep', 'there is no strategy \"keep\"'",
        "--cuts 3|2, 'there is no cut \"3|2\"; known: 2|3, 2|2|1, one-way, flapping'",
        "-Ddsc.splitbrain.quorum-size=6, cluster of 5",
        "-Da..b=1, -Da..b names no configuration value"
    })
    void refuses(String arguments, String because) {
        // Should it not be refused, it fails at once: the directory is a file.
        Told.by(("bench splitbrain --out pom.xml " + arguments).split(" "))
                .refused()
                .saying(because);
    }

    /** As {@code dsc run} refuses them. */
    @ParameterizedTest
    @CsvSource({
        "-Ddsc.splitbrain.strategy=keep-mayority, 'there is no strategy \"keep-mayority\"'",
        "-Ddsc.splitbrain.strategy=static-quorum -Ddsc.splitbrain.quorum-size=7, cluster of 3",
        "--journal memory, needs a journal that its nodes share"
    })
    void aRunRefusesSettingsThatMakeNoSense(String arguments, String because) {
        Told.by(("run splitbrain --out pom.xml " + arguments).split(" "))
                .refused()
                .saying(because);
    }

    @Test
    void aQuorumIsMoreThanHalfUnlessAnotherIsSet() {
        assertThat(SplitBrainBench.settings("static-quorum", Map.of()))
                .containsEntry("dsc.splitbrain.strategy", "static-quorum")
                .containsEntry("dsc.splitbrain.quorum-size", "3");
        assertThat(SplitBrainBench.settings("static-quorum", Map.of("dsc.splitbrain.quorum-size", "4")))
                .containsEntry("dsc.splitbrain.quorum-size", "4");
    }

    /** All of a cut is over when the clients still have time to see what is left. */
    @ParameterizedTest
    @EnumSource
    void aCutIsOverInTime(Cut cut) {
        assertThat(cut.faults())
                .isNotEmpty()
                .allSatisfy(fault -> assertThat(fault.atMillis() + fault.durationMillis())
                        .isLessThanOrEqualTo(Cut.atMillis() + cut.lengthMillis()));
        assertThat(Cut.named(cut.toString())).isEqualTo(cut);
    }
}
