package dsc.workbench.cluster;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.remote.RemoteActorRefProvider;
import org.apache.pekko.remote.transport.ThrottlerTransportAdapter;
import scala.jdk.javaapi.FutureConverters;

/**
 * Cuts this node off from another, cluster heartbeats included, by Artery's test mode. The one class that touches that
 * internal API. Whatever direction one names, in Pekko 1.7.0 both are cut at the node that is told: its outgoing and
 * its incoming test stage ask for the same pair, from this node to the other.
 */
@SuppressWarnings("deprecation") // with classic remoting, whose transport it was; Artery's test mode still speaks it
final class ArteryLinks {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ExtendedActorSystem system;

    ArteryLinks(ActorSystem<?> system) {
        this.system = (ExtendedActorSystem) Adapter.toClassic(system);
    }

    /**
     * Returns once nothing that is sent from now on passes between this node and {@code peer}, or all of it does again.
     */
    void cut(Address peer, boolean cut) {
        ThrottlerTransportAdapter.ThrottleMode mode = cut
                ? scalaObject("Blackhole", ThrottlerTransportAdapter.ThrottleMode.class)
                : scalaObject("Unthrottled", ThrottlerTransportAdapter.ThrottleMode.class);
        ThrottlerTransportAdapter.Direction direction =
                scalaObject("Direction$Send", ThrottlerTransportAdapter.Direction.class);
        var command = new ThrottlerTransportAdapter.SetThrottle(peer, direction, mode);
        var done = ((RemoteActorRefProvider) system.provider()).transport().managementCommand(command);
        try {
            Object accepted =
                    FutureConverters.asJava(done).toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (!Boolean.TRUE.equals(accepted)) {
                throw new IllegalStateException("Artery's test mode is off: it refused " + command);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CompletionException(interrupted);
        } catch (ExecutionException | TimeoutException failed) {
            throw new CompletionException(failed);
        }
    }

    /** Scala's nested objects have no name that Java can write. */
    private static <T> T scalaObject(String name, Class<T> type) {
        try {
            Class<?> object = Class.forName(ThrottlerTransportAdapter.class.getName() + "$" + name + "$");
            return type.cast(object.getField("MODULE$").get(null));
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException("Pekko's ThrottlerTransportAdapter has no " + name, changed);
        }
    }
}
