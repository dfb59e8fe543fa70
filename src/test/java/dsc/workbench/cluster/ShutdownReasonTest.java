package dsc.workbench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.File;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.apache.pekko.cluster.typed.Join;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A lone member whose actor system ends in several ways. */
class ShutdownReasonTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Queue<NodeExit> ends = new ConcurrentLinkedQueue<>();
    private ActorSystem<Void> system;

    @BeforeEach
    void start() throws InterruptedException {
        Config config = ConfigFactory.parseString("""
            pekko.remote.artery.canonical.port = 0
            pekko.coordinated-shutdown { exit-jvm = off, run-by-jvm-shutdown-hook = off }
            """)
                .withFallback(ConfigFactory.parseFile(new File("conf/cluster.conf")))
                .withFallback(ConfigFactory.defaultReference())
                .resolve();
        system = ActorSystem.create(
                Behaviors.setup(actor -> {
                    ShutdownReason.watch(actor, ends::add);
                    return Behaviors.empty();
                }),
                "dsc",
                config);
        Cluster cluster = Cluster.get(system);
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!cluster.selfMember().status().equals(MemberStatus.up())) {
            assertThat(System.nanoTime()).as("not up").isLessThan(deadline);
            Thread.sleep(10);
        }
    }

    @AfterEach
    void end() {
        system.terminate();
    }

    private void awaitEnd() throws Exception {
        system.getWhenTerminated().toCompletableFuture().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        CoordinatedShutdown.get(system)
                .runAll(CoordinatedShutdown.unknownReason())
                .toCompletableFuture()
                .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/user", "/system/cluster", "/system/cluster/core/daemon", "/system"})
    void actorsThatWereStoppedFromOutsideAreNotADowning(String path) throws Exception {
        Adapter.toClassic(system).actorSelection(path).tell(PoisonPill.getInstance(), null);
        awaitEnd();
        assertThat(ends).containsOnly(NodeExit.TERMINATED).isNotEmpty();
    }

    @Test
    void aMemberThatWasDownedIsLeftToPekko() throws Exception {
        Cluster cluster = Cluster.get(system);
        cluster.manager().tell(new Down(cluster.selfMember().address()));
        awaitEnd();
        assertThat(ends).isEmpty();
    }

    @Test
    void aMemberThatLeavesIsLeftToPekko() throws Exception {
        CoordinatedShutdown.get(system).runAll(CoordinatedShutdown.clusterLeavingReason());
        awaitEnd();
        assertThat(ends).isEmpty();
    }
}
