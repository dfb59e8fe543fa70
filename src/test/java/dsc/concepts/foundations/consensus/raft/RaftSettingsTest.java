package dsc.concepts.foundations.consensus.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.ShippedSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings as conf/raft.conf has them, and what is refused. */
class RaftSettingsTest {

    private static RaftSettings with(String override) {
        return RaftSettings.from(ShippedSettings.with("raft", "dsc.raft { " + override + " }"));
    }

    @Test
    void readsWhatIsShipped() {
        RaftSettings settings = RaftSettings.from(ShippedSettings.of("raft"));
        assertThat(settings.electionTimeoutMin()).hasMillis(600);
        assertThat(settings.electionTimeoutMax()).hasMillis(1200);
        assertThat(settings.heartbeatInterval()).hasMillis(100);
        assertThat(settings.batchEntriesMin()).isEqualTo(1);
        assertThat(settings.batchEntriesMax()).isEqualTo(128);
        assertThat(settings.batchBytesMax()).isEqualTo(128 * 1024);
        assertThat(settings.inFlightEntriesMax()).isEqualTo(1024);
        assertThat(settings.snapshotEntries()).isEqualTo(200);
        assertThat(settings.snapshotChunkBytes()).isEqualTo(32 * 1024);
        assertThat(settings.catchUpRoundsMax()).isEqualTo(10);
        assertThat(settings.catchUpRoundTimeout()).hasSeconds(5);
        assertThat(settings.sessionsMax()).isEqualTo(1_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "election-timeout-max = 599ms",
                "heartbeat-interval = 301ms",
                "batch-entries-min = 0",
                "batch-entries-max = 0",
                "batch-bytes-max = 0",
                "batch-bytes-max = 225KiB",
                "snapshot-chunk-bytes = 225KiB",
                "in-flight-entries-max = 0",
                "snapshot-entries = 0",
                "snapshot-chunk-bytes = 0",
                "catch-up-rounds-max = 0",
                "catch-up-round-timeout = 599ms",
                "sessions-max = 0"
            })
    void refuses(String override) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(override))
                .withMessageStartingWith("dsc.raft.")
                .withMessageContaining(", not ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "election-timeout-max = 600ms",
                "heartbeat-interval = 300ms",
                "snapshot-entries = 1",
                "sessions-max = 1",
                "catch-up-round-timeout = 600ms"
            })
    void takesTheLimits(String override) {
        assertThat(with(override)).isNotNull();
    }

    @Test
    void saysWhatIsMissing() {
        Settings incomplete =
                Settings.of("raft", ShippedSettings.config("raft", "").withoutPath("dsc.raft.snapshot-entries"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RaftSettings.from(incomplete))
                .withMessage("dsc.raft.snapshot-entries is missing; it is a whole number, 1 or more");
    }
}
