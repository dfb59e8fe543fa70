package dsc.concepts.foundations.transactions;

import java.time.Duration;
import java.util.function.Function;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Shared locks of which the actor is reminded when they have lasted too long. Each reminder comes again until the lock
 * is forgotten: one that comes while the journal is written may be dropped.
 *
 * @param <M> the actor's messages
 */
public final class LapsingLocks<M> extends SharedLocks {

    private record LockTimer(TransactionId transaction) {}

    private final TimerScheduler<M> timers;
    private final Duration timeout;
    private final Function<TransactionId, M> reminder;

    public LapsingLocks(TimerScheduler<M> timers, Duration timeout, Function<TransactionId, M> reminder) {
        this.timers = timers;
        this.timeout = timeout;
        this.reminder = reminder;
    }

    @Override
    public long lock(TransactionId transaction, long stamp) {
        timers.startTimerWithFixedDelay(new LockTimer(transaction), reminder.apply(transaction), timeout);
        return super.lock(transaction, stamp);
    }

    @Override
    public boolean lapse(TransactionId transaction) {
        timers.cancel(new LockTimer(transaction));
        return super.lapse(transaction);
    }
}
