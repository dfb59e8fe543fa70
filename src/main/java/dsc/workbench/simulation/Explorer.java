package dsc.workbench.simulation;

import com.typesafe.config.Config;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.simulation.worlds.WorldSpec;
import dsc.workbench.simulation.worlds.Worlds;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Runs the worlds of many seeds, on several threads, each of which has a simulator of its own. */
public final class Explorer {

    private final Scenario<?> scenario;
    private final Config settings;
    private final Worlds worlds;
    private final int threads;

    /** @param threads 1 or more */
    public Explorer(Scenario<?> scenario, Config settings, Worlds worlds, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads are 1 or more, not " + threads);
        }
        this.scenario = scenario;
        this.settings = settings;
        this.worlds = worlds;
        this.threads = threads;
    }

    /**
     * Runs the worlds of the seeds from {@code first} to {@code last} into {@code exploration}, from which others may
     * read meanwhile.
     *
     * @param keepGoing whether to go on after an invalid world; if not, worlds of lower seeds are still brought to
     *     their end, so that the lowest failing seed is the same however many threads there are
     * @param shouldContinue asked before each world
     * @param listener is told of each world, by the thread that ran it
     */
    public void explore(
            long first,
            long last,
            boolean keepGoing,
            BooleanSupplier shouldContinue,
            Exploration exploration,
            Consumer<Outcome> listener)
            throws InterruptedException {
        QuietActors.register();
        AtomicLong next = new AtomicLong(first);
        AtomicLong lowestInvalid = new AtomicLong(Long.MAX_VALUE);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> running = new ArrayList<>();
        for (int number = 1; number <= Math.min(threads, last - first + 1); number++) {
            running.add(Thread.ofPlatform().name("worlds-" + number).daemon().start(() -> {
                try (Simulator<?> simulator = new Simulator<>(scenario, settings)) {
                    for (long seed = next.getAndIncrement();
                            seed <= last
                                    && seed < lowestInvalid.get()
                                    && shouldContinue.getAsBoolean()
                                    && failure.get() == null;
                            seed = next.getAndIncrement()) {
                        Outcome outcome = run(simulator, worlds.world(seed));
                        exploration.add(outcome);
                        if (outcome.isInvalid() && !keepGoing) {
                            lowestInvalid.accumulateAndGet(seed, Math::min);
                        }
                        listener.accept(outcome);
                    }
                } catch (Throwable unforeseen) {
                    failure.compareAndSet(null, unforeseen);
                }
            }));
        }
        try {
            for (Thread thread : running) {
                thread.join();
            }
        } catch (InterruptedException interrupted) {
            // The others end after the world that they are in.
            failure.compareAndSet(null, interrupted);
            throw interrupted;
        }
        if (failure.get() != null) {
            throw new IllegalStateException("a simulated world could not be carried out", failure.get());
        }
    }

    private static Outcome run(Simulator<?> simulator, WorldSpec spec) {
        try {
            return simulator.run(spec);
        } catch (IllegalArgumentException wrong) {
            // Such as settings with which no node starts: the user can do something about it.
            throw new IllegalArgumentException("seed " + spec.seed() + ": " + wrong.getMessage(), wrong);
        } catch (RuntimeException | Error unforeseen) {
            throw new IllegalStateException("the world of seed " + spec.seed() + " failed: " + unforeseen, unforeseen);
        }
    }
}
