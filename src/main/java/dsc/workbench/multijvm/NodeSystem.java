package dsc.workbench.multijvm;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import dsc.workbench.multijvm.nodes.Message.Prepare;
import dsc.workbench.processes.Loopback;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Terminated;
import org.apache.pekko.remote.testconductor.TestConductorExt;
import org.apache.pekko.remote.testkit.MultiNodeConfig;
import org.apache.pekko.remote.testkit.MultiNodeSpec;
import scala.collection.immutable.Seq;
import scala.concurrent.duration.FiniteDuration;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.FutureConverters;

/**
 * A node's actor system, as Pekko's {@link MultiNodeSpec}: the conductor's client is in it. The conductor itself has a
 * role of its own, in the JVM that JUnit runs in, so that any node can be killed, and none is kept in the cluster by
 * it.
 */
final class NodeSystem extends MultiNodeSpec {

    /** The conductor's role is the first, as {@link MultiNodeSpec} has it. */
    static final String CONDUCTOR = "conductor";

    private static final Duration CONDUCTOR_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration END_TIMEOUT = Duration.ofSeconds(10);

    /** {@link MultiNodeSpec} calls {@link #attachConductor} before this class's own fields are set. */
    private static volatile int conductorPort;

    private final transient Consumer<String> barrier;

    private static final class Roles extends MultiNodeConfig {
        Roles(Prepare plan) {
            role(CONDUCTOR);
            plan.roles().forEach(this::role);
            testTransport(true);
            commonConfig(configuration(plan));
        }
    }

    /** @param barrier enters one; also for tests that do so by Pekko's API */
    static NodeSystem start(Prepare plan, Consumer<String> barrier) {
        conductorPort = plan.conductorPort();
        return new NodeSystem(plan, barrier);
    }

    private NodeSystem(Prepare plan, Consumer<String> barrier) {
        super(new Roles(plan), config -> ActorSystem.create(plan.system(), config));
        this.barrier = barrier;
    }

    /**
     * What a test says is over what every node needs, and that over what the project has in {@code application.conf}.
     */
    static Config configuration(Prepare plan) {
        Config decided = ConfigFactory.parseString("""
            # The multi-node TestKit is older than the Pekko that it runs on.
            pekko.fail-mixed-versions = off
            pekko.coordinated-shutdown {
              exit-jvm = off
              run-by-jvm-shutdown-hook = off
              run-by-actor-system-terminate = off
              terminate-actor-system = on
              reason-overrides."org.apache.pekko.actor.CoordinatedShutdown$ClusterDowningReason$".exit-jvm = off
            }
            """);
        Config needed = ConfigFactory.parseString("""
            pekko {
              actor.provider = cluster
              remote.artery {
                enabled = on
                transport = tcp
                canonical.hostname = "127.0.0.1"
                bind { hostname = "127.0.0.1", port = "" }
                advanced { test-mode = on, instruments = ["dsc.workbench.links.LinkInstrument"] }
                # Nobody waits for what a node says when its test is over.
                advanced.shutdown-flush-timeout = 50ms
              }
              # Nodes meet where a test says so.
              cluster.seed-nodes = []
            }
            """);
        Config node = ConfigFactory.parseString("pekko.cluster.roles = [\"" + plan.role() + "\"]\n"
                        + "pekko.remote.artery.canonical.port = " + plan.port())
                // A test's configuration is the same for all nodes; by ${multijvm.directory} each keeps what is its
                // own.
                .withValue("multijvm.directory", ConfigValueFactory.fromAnyRef(plan.directory()));
        return decided.withFallback(ConfigFactory.parseString(plan.config()))
                .withFallback(node)
                .withFallback(needed)
                // The project's own: application.conf, or what -Dconfig.resource and the like name.
                .withFallback(ConfigFactory.defaultApplication())
                .withFallback(ConfigFactory.parseResources(NodeSystem.class, "cluster.conf"));
    }

    @Override
    public int initialParticipants() {
        return roles().size();
    }

    @Override
    public void attachConductor(TestConductorExt conductor) {
        InetSocketAddress address = Loopback.port(conductorPort);
        try {
            FutureConverters.asJava(conductor.startClient(myself(), address))
                    .toCompletableFuture()
                    .get(CONDUCTOR_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while connecting to the test conductor", interrupted);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException("the test conductor at " + address + " does not answer", failed);
        }
        testConductor_$eq(conductor);
    }

    /** The conductor's own barriers end with the actor system, and with any node that is killed. */
    @Override
    public void enterBarrier(Seq<String> names) {
        Objects.requireNonNull(barrier, "no barriers before the test begins");
        List<String> all = CollectionConverters.asJava(names);
        all.forEach(barrier);
    }

    @Override
    public void enterBarrier(FiniteDuration max, Seq<String> names) {
        enterBarrier(names);
    }

    /** Ends the actor system; returns whether it did in time. */
    boolean end() throws InterruptedException {
        system().terminate();
        try {
            Terminated ended = FutureConverters.asJava(system().whenTerminated())
                    .toCompletableFuture()
                    .get(END_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            return ended != null;
        } catch (ExecutionException | TimeoutException stuck) {
            return false;
        }
    }
}
