package dsc.concepts.foundations.faulttolerance.splitbrain;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.apache.pekko.coordination.lease.LeaseSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLeaseTest {

    private static final long TIMEOUT_MILLIS = 20_000;

    @TempDir
    private Path directory;

    private long nowMillis = 1_800_000_000_000L;

    private FileLease lease(String owner) {
        Config config = ConfigFactory.parseMap(Map.of(
                "file",
                directory.resolve("lease").toString(),
                "heartbeat-timeout",
                TIMEOUT_MILLIS + "ms",
                "heartbeat-interval",
                "1s",
                "lease-operation-timeout",
                "1s"));
        InstantSource clock = () -> Instant.ofEpochMilli(nowMillis);
        return new FileLease(LeaseSettings.apply(config, "lease", owner), clock);
    }

    private static boolean acquires(FileLease lease) {
        return lease.acquire().toCompletableFuture().join();
    }

    @Test
    void oneHasItAtATime() {
        FileLease one = lease("n1");
        FileLease other = lease("n2");

        assertThat(acquires(one)).isTrue();
        assertThat(acquires(one)).as("again").isTrue();
        assertThat(acquires(other)).isFalse();
        assertThat(one.checkLease()).isTrue();
        assertThat(other.checkLease()).isFalse();

        nowMillis += TIMEOUT_MILLIS + 1;
        assertThat(acquires(other)).as("while its holder lives").isFalse();

        one.release();
        assertThat(acquires(other)).isTrue();
        other.release();
    }

    /** What a side decided with it holds for the rest of that side. */
    @Test
    void itOutlivesAHolderThatCrashes() {
        FileLease crashed = lease("n3");
        assertThat(acquires(crashed)).isTrue();
        nowMillis += 2_000;
        crashed.abandon();

        FileLease other = lease("n1");
        assertThat(acquires(other)).isFalse();
        nowMillis += TIMEOUT_MILLIS - 2_001;
        assertThat(acquires(other)).isFalse();
        nowMillis += 1;
        assertThat(acquires(other)).isTrue();
        other.release();
    }
}
