package dsc.workbench.simulation;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.simulation.worlds.WorldSpec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.Persistence;

/**
 * Runs worlds of one scenario, one after the other, in one actor system on one thread: the one that made the simulator
 * and that has to use it. Unmodified actors run in it, {@code EventSourcedBehavior} included; dispatchers, mailboxes,
 * timers, journal and snapshots are simulated below them.
 *
 * @param <M> the protocol's messages
 */
public final class Simulator<M> implements AutoCloseable {

    private static final long START_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final AtomicLong COUNT = new AtomicLong();

    private final Scenario<M> scenario;
    private final Config settings;
    private final Engine engine = new Engine();
    private final ActorSystem<Void> system;
    private final Probes probes;
    private final Codec codec;
    private long stepsMax = Long.MAX_VALUE;

    /**
     * Where the simulating thread is, for another that watches it.
     *
     * @param task grows with each mailbox or task that runs
     * @param node whose actor runs, or empty
     * @param message the type of the message that it handles, or empty
     */
    public record Position(long task, String node, String message) {}

    /**
     * @param settings the scenario's configuration: what stands at {@code dsc.<scenario>} is its own
     * @throws IllegalArgumentException when the scenario needs a cluster
     */
    public Simulator(Scenario<M> scenario, Config settings) {
        if (scenario.deployment().isPlatform()) {
            throw new IllegalArgumentException(scenario.id() + " is about a module of Pekko, which needs a cluster and"
                    + " cannot be simulated. It runs live: ./dsc run " + scenario.id());
        }
        this.scenario = scenario;
        this.settings = settings;
        this.system = whileDraining(CompletableFuture.supplyAsync(
                () -> ActorSystem.create(
                        Behaviors.<Void>empty(), "simulation-" + COUNT.incrementAndGet(), setup(settings)),
                task -> Thread.ofPlatform().name("simulation-start").daemon().start(task)));
        this.probes = new Probes(Adapter.toClassic(system));
        this.codec = new Codec((ExtendedActorSystem) Adapter.toClassic(system));
        startLazyActors();
    }

    /**
     * Before any world: Pekko makes these actors when they are needed first, such as the event stream when a supervisor
     * drops a message, which would be steps of that world.
     */
    private void startLazyActors() {
        system.eventStream();
        Persistence persistence = Persistence.get(Adapter.toClassic(system));
        persistence.journalFor("", ConfigFactory.empty());
        persistence.snapshotStoreFor("", ConfigFactory.empty());
        engine.drain();
    }

    private BootstrapSetup setup(Config settings) {
        ClassLoader loader = PekkoDefaults.loaderFor(settings);
        Config config = ConfigFactory.parseString(Engine.NUMBER + " = " + engine.number)
                .withFallback(ConfigFactory.parseResources(Simulator.class, "simulation.conf"))
                .withFallback(settings)
                .withFallback(ConfigFactory.defaultReference(loader))
                .withFallback(PekkoDefaults.jackson());
        return BootstrapSetup.create(config.resolve()).withClassloader(loader);
    }

    /** Ends worlds that take more steps of actors, or more messages, than this: {@link Outcome#WORK_ENDS}. */
    public void limitSteps(long most) {
        stepsMax = most;
    }

    /** For any thread. What it says of node and message is right when the thread has not gone on meanwhile. */
    public Position position() {
        long task = engine.tasks;
        Host host = engine.running;
        Object message = engine.handling;
        return new Position(
                task,
                host == null ? "" : host.node.value(),
                message == null ? "" : message.getClass().getSimpleName());
    }

    /** The world that {@code spec} describes. */
    public Outcome run(WorldSpec spec) {
        return run(spec, false);
    }

    /** @param recording whether the outcome tells every step */
    public Outcome run(WorldSpec spec, boolean recording) {
        engine.drain();
        engine.takeForeignThread();
        QuietActors.begin();
        try {
            return new World<>(engine, system, probes, codec, scenario, settings, spec, recording, stepsMax).run();
        } finally {
            QuietActors.end();
        }
    }

    /** Pekko starts and ends a system with the help of other threads; this one runs what they hand over. */
    private <T> T whileDraining(CompletableFuture<T> task) {
        long deadline = System.nanoTime() + START_TIMEOUT_NANOS;
        while (!task.isDone()) {
            if (!engine.drain()) {
                LockSupport.parkNanos(100_000);
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the simulated actor system did not start or end in time");
            }
        }
        engine.drain();
        return task.join();
    }

    @Override
    public void close() {
        system.terminate();
        whileDraining(system.getWhenTerminated().toCompletableFuture());
        engine.close();
    }
}
