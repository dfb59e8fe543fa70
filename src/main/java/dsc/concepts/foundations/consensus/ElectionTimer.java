package dsc.concepts.foundations.consensus;

import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/** Tells a server, after a drawn time, that it has not heard a leader, and tells it again until it is started anew. */
public final class ElectionTimer<M> {

    private static final String KEY = "election";

    private final TimerScheduler<M> timers;
    private final LongFunction<M> message;
    private final LogOptions options;
    private final RandomGenerator random;

    private long number;

    /** @param message what is told, by the number of the timer */
    public ElectionTimer(
            TimerScheduler<M> timers, LongFunction<M> message, LogOptions options, RandomGenerator random) {
        this.timers = timers;
        this.message = message;
        this.options = options;
        this.random = random;
    }

    /**
     * Begins to wait, for a newly drawn time. Told once only, it could be lost: Pekko's stash drops what is too much.
     */
    public void restart() {
        number++;
        timers.startTimerWithFixedDelay(KEY, message.apply(number), options.electionTimeout(random));
    }

    public void stop() {
        number++;
        timers.cancel(KEY);
    }

    /** Whether this timer was neither started anew nor stopped since; its message may have waited behind others. */
    public boolean isDue(long numberTold) {
        return numberTold == number;
    }
}
