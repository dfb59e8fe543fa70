package dsc.workbench.multijvm;

import com.typesafe.config.ConfigFactory;
import dsc.workbench.processes.Loopback;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.remote.testconductor.RoleName;
import org.apache.pekko.remote.testconductor.TestConductor;
import org.apache.pekko.remote.testconductor.TestConductorExt;
import org.apache.pekko.remote.transport.ThrottlerTransportAdapter;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.FutureConverters;

/** Pekko's test conductor, in an actor system of its own that no cluster ever hears of. */
@SuppressWarnings("deprecation") // Direction is classic remoting's; the conductor still speaks it
final class Conductor implements AutoCloseable {

    private static final long TIMEOUT_SECONDS = 10;

    private final ActorSystem system;
    private final TestConductorExt conductor;
    private final int port;

    /** What was cut and not yet joined again: at {@code at}, both directions between it and {@code other}. */
    private final Set<Cut> cuts = new HashSet<>();

    private boolean usable = true;

    record Cut(String at, String other) {}

    /** The conductor cannot be had, or did not do what it was told. */
    static final class ConductorException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ConductorException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private Conductor(ActorSystem system) throws InterruptedException {
        this.system = system;
        this.conductor = TestConductor.get(system);
        InetSocketAddress any = Loopback.port(0);
        this.port = await(conductor.startController(1, new RoleName(NodeSystem.CONDUCTOR), any), "start")
                .getPort();
    }

    static Conductor start() throws InterruptedException {
        ActorSystem system = ActorSystem.create(
                NodeSystem.CONDUCTOR, ConfigFactory.parseString("""
                    pekko {
                      fail-mixed-versions = off
                      daemonic = on
                      loglevel = ERROR
                      stdout-loglevel = OFF
                      actor.provider = remote
                      remote.artery.transport = tcp
                      remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                      remote.artery.advanced.test-mode = on
                      coordinated-shutdown.run-by-jvm-shutdown-hook = off
                    }
                    """).withFallback(ConfigFactory.defaultReference()));
        try {
            return new Conductor(system);
        } catch (ConductorException failed) {
            system.terminate();
            throw failed;
        }
    }

    /** Where nodes find it. */
    int port() {
        return port;
    }

    /** The roles whose actor systems are connected. */
    private Set<String> connected() throws InterruptedException {
        Set<String> roles = new HashSet<>();
        CollectionConverters.asJava(await(conductor.getNodes(), "list its nodes"))
                .forEach(role -> roles.add(role.name()));
        return roles;
    }

    /** Whether the next test can have it as well. */
    boolean isUsable() {
        return usable;
    }

    /** Something is left in it that the next test should not find. */
    void spoil() {
        usable = false;
    }

    /** Whether nobody is connected any more as {@code role}, so that somebody else can be. */
    boolean isFree(String role) throws InterruptedException {
        return !connected().contains(role);
    }

    /**
     * Cuts and joins links until {@code wanted} are cut, and no others, as far as nodes can be told.
     *
     * @param responsive the roles whose processes run
     */
    void cut(Set<Cut> wanted, Set<String> responsive) throws InterruptedException {
        Set<String> connected = connected();
        Set<Cut> changes = new HashSet<>(wanted);
        changes.addAll(cuts);
        for (Cut cut : changes) {
            boolean isWanted = wanted.contains(cut);
            boolean possible =
                    connected.contains(cut.at()) && responsive.contains(cut.at()) && connected.contains(cut.other());
            if (possible && isWanted != cuts.contains(cut)) {
                RoleName at = new RoleName(cut.at());
                RoleName other = new RoleName(cut.other());
                await(
                        isWanted ? conductor.blackhole(at, other, both()) : conductor.passThrough(at, other, both()),
                        (isWanted ? "cut " : "join ") + cut.at() + " and " + cut.other());
                if (isWanted) {
                    cuts.add(cut);
                } else {
                    cuts.remove(cut);
                }
            }
        }
    }

    /** The actor system of {@code role} is gone, and with it what was cut there. */
    void forget(String role) {
        cuts.removeIf(cut -> cut.at().equals(role));
    }

    /** Makes the JVM of {@code role} exit, without waiting for it. */
    void exit(String role) {
        conductor.exit(new RoleName(role), 0);
    }

    private static <T> T await(Future<T> future, String what) throws InterruptedException {
        try {
            return FutureConverters.asJava(future).toCompletableFuture().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new ConductorException("the test conductor could not " + what, failed);
        }
    }

    /** A Scala object nested in another has no name that Java can write. */
    private static ThrottlerTransportAdapter.Direction both() {
        try {
            Class<?> object = Class.forName(ThrottlerTransportAdapter.Direction.class.getName() + "$Both$");
            return (ThrottlerTransportAdapter.Direction)
                    object.getField("MODULE$").get(null);
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException("Pekko's Direction has no Both", changed);
        }
    }

    @Override
    public void close() {
        system.terminate();
    }
}
