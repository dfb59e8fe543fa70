package dsc.workbench.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dsc.workbench.links.OutgoingCuts;
import dsc.workbench.protocol.Clock;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.Scenario;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One node: an actor system in the cluster, with one scenario's actor and a control endpoint. */
public final class Node {

    private static final Logger LOG = LoggerFactory.getLogger(Node.class);

    /** What the last line of a node that ends by itself begins with, on its standard output. */
    public static final String LAST_WORDS = "the node ends: ";

    /** The probe interval of platform protocols: short enough for a cut of a second to be noticed. */
    private static final Duration PROBE_INTERVAL = Duration.ofMillis(200);

    private Node() {}

    /** Starts the node that {@code config} describes; its JVM ends with a {@link NodeExit} when that fails. */
    public static <M> void start(Config config, Scenario<M> scenario) {
        watchLauncher();
        NodeSettings settings = NodeSettings.from(config);
        try {
            ActorSystem.create(guardian(settings, scenario, config), "dsc", systemConfig(config, settings));
        } catch (RuntimeException failed) {
            exit(causedBy(failed, BindException.class) ? NodeExit.PORT_TAKEN : NodeExit.START_FAILED, failed);
        }
    }

    private static Config systemConfig(Config config, NodeSettings settings) {
        List<String> seeds = settings.seeds().stream()
                .map(seed -> '"' + settings.members().get(seed).address() + '"')
                .toList();
        return ConfigFactory.parseString("pekko.remote.artery.canonical.port = "
                        + settings.ports().artery() + "\npekko.cluster.seed-nodes = " + seeds)
                .withFallback(config);
    }

    private static <M> Behavior<Void> guardian(NodeSettings settings, Scenario<M> scenario, Config config) {
        return Behaviors.setup(actor -> {
            SplittableRandom seeded =
                    new SplittableRandom(settings.seed() * 31 + settings.id().hashCode());
            ClusterPeers<M> peers = new ClusterPeers<>(
                    actor.getSystem(),
                    settings,
                    OutgoingCuts.of(Adapter.toClassic(actor.getSystem()))::cutTowards,
                    seeded.split());
            NodeClock clock = new NodeClock(Clock.system());
            NodeContext<M> context =
                    NodeContext.of(scenario, config, settings.id(), settings.group(), peers, clock, seeded.split());
            ActorRef<M> protocol = actor.spawn(scenario.behavior(context), scenario.id());
            actor.watch(protocol);
            actor.spawn(peers.gateway(protocol), ClusterPeers.GATEWAY);
            if (scenario.deployment().isPlatform()) {
                peers.probeLinks(PROBE_INTERVAL);
            }
            bind(actor, settings, scenario, protocol, peers, clock);
            ShutdownReason.watch(actor, unasked -> exit(unasked, null));
            return Behaviors.receive(Void.class)
                    .onSignal(Terminated.class, terminated -> {
                        if (terminated instanceof ChildFailed failed) {
                            exit(NodeExit.PROTOCOL_FAILED, failed.getCause());
                        }
                        exit(NodeExit.PROTOCOL_STOPPED, null);
                        return Behaviors.stopped();
                    })
                    .build();
        });
    }

    private static <M> void bind(
            ActorContext<Void> actor,
            NodeSettings settings,
            Scenario<M> scenario,
            ActorRef<M> protocol,
            ClusterPeers<M> peers,
            NodeClock clock) {
        try {
            new ControlEndpoint<>(actor.getSystem(), settings, scenario, protocol, peers, clock).bind();
            LOG.info(
                    "{} listens on 127.0.0.1: Artery {}, control endpoint {}",
                    settings.id(),
                    settings.ports().artery(),
                    settings.ports().http());
        } catch (BindException taken) {
            exit(NodeExit.PORT_TAKEN, taken);
        } catch (IOException failed) {
            exit(NodeExit.START_FAILED, failed);
        }
    }

    /** The launcher holds the other end of standard input: when it ends, however it ends, so does this node. */
    private static void watchLauncher() {
        Thread.ofPlatform().name("launcher-watch").daemon().start(() -> {
            try {
                while (System.in.read() >= 0) {
                    // Nothing is ever said on it.
                }
            } catch (IOException gone) {
                LOG.info("standard input failed", gone);
            }
            exit(NodeExit.ORPHANED, null);
        });
    }

    private static void exit(NodeExit exit, Throwable cause) {
        LOG.error("the node ends: {}", exit.reason(), cause);
        // The launcher shows this line to the user.
        System.out.println(LAST_WORDS + exit.reason() + (cause == null ? "" : ": " + cause.getMessage()));
        // Not System.exit: shutdown hooks may wait for the very actor system that cannot go on.
        Runtime.getRuntime().halt(exit.status());
    }

    private static boolean causedBy(Throwable failed, Class<?> type) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
