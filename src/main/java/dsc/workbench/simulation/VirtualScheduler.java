package dsc.workbench.simulation;

import com.typesafe.config.Config;
import java.util.concurrent.ThreadFactory;
import org.apache.pekko.actor.AbstractScheduler;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.event.LoggingAdapter;
import scala.concurrent.ExecutionContext;
import scala.concurrent.duration.FiniteDuration;

/** Pekko's timers on virtual time. A timer that a node's actor starts runs by that node's clock. */
public final class VirtualScheduler extends AbstractScheduler {

    private final Engine engine;

    /** As Pekko calls it. */
    public VirtualScheduler(Config config, LoggingAdapter log, ThreadFactory threads) {
        this.engine = Engine.numbered(config.getLong(Engine.NUMBER));
    }

    @Override
    @Deprecated
    public Cancellable schedule(
            FiniteDuration initialDelay, FiniteDuration interval, Runnable runnable, ExecutionContext executor) {
        Timer timer = new Timer(engine.running, runnable, executor, interval.toNanos());
        timer.start(initialDelay.toNanos());
        return timer;
    }

    @Override
    public Cancellable scheduleOnce(FiniteDuration delay, Runnable runnable, ExecutionContext executor) {
        Timer timer = new Timer(engine.running, runnable, executor, 0);
        timer.start(delay.toNanos());
        return timer;
    }

    @Override
    public double maxFrequency() {
        return 1_000_000;
    }

    private final class Timer implements Cancellable {
        private final Host host;
        private final Runnable action;
        private final ExecutionContext executor;
        private final long intervalNanos;

        /** By the clock that it runs by. */
        private long dueNanos;

        private Agenda.Entry entry;
        private boolean cancelled;

        Timer(Host host, Runnable action, ExecutionContext executor, long intervalNanos) {
            this.host = host;
            this.action = action;
            this.executor = executor;
            this.intervalNanos = intervalNanos;
        }

        void start(long delayNanos) {
            engine.isForeign();
            long now = host == null ? engine.agenda.nowNanos() : host.clock.monotonicNanos();
            startAt(Agenda.later(now, delayNanos));
        }

        private void startAt(long nanos) {
            dueNanos = nanos;
            synchronized (engine.agenda) {
                entry = engine.agenda.at(host == null ? nanos : host.clock.whenItShows(nanos), this::fire);
            }
        }

        private void fire() {
            if (host != null && host.paused) {
                // A stopped process finds its timers overdue when it is continued.
                host.overdue.add(this::fire);
                return;
            }
            if (cancelled) {
                return;
            }
            if (intervalNanos > 0) {
                // From when it was due: Pekko's timers at a fixed rate make up for what a stopped process missed.
                startAt(Agenda.later(dueNanos, intervalNanos));
            }
            Host before = engine.running;
            engine.running = host;
            try {
                executor.execute(action);
            } finally {
                engine.running = before;
            }
        }

        @Override
        public boolean cancel() {
            boolean toCome = !isCancelled() && entry.cancel();
            cancelled = true;
            return toCome;
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }
    }
}
