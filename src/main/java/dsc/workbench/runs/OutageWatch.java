package dsc.workbench.runs;

import dsc.workbench.history.HistoryAppender;
import dsc.workbench.journals.Journal;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Watches what is the launcher's own and nodes and record depend on: the journal, and the file of the history. When one
 * of them fails, what happens next says nothing about the protocol.
 */
public final class OutageWatch implements AutoCloseable {

    private static final long INTERVAL_MILLIS = 500;

    private final Journal journal;
    private final HistoryAppender history;
    private final Consumer<String> onOutage;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("outage-watch").daemon().unstarted(this::watch);
    private volatile String outage;

    /** @param onOutage is told of the first outage, at once, in a sentence */
    public OutageWatch(Journal journal, HistoryAppender history, Consumer<String> onOutage) {
        this.journal = journal;
        this.history = history;
        this.onOutage = onOutage;
    }

    public void start() {
        thread.start();
    }

    /** What failed first, in a sentence; empty if nothing did. */
    public Optional<String> outage() {
        return Optional.ofNullable(outage);
    }

    /** Looks now, and not only when it is time again. */
    public synchronized Optional<String> look() {
        if (outage == null) {
            history.failure().or(journal::failure).ifPresent(found -> {
                outage = found;
                onOutage.accept(found);
            });
        }
        return outage();
    }

    private void watch() {
        try {
            while (look().isEmpty() && !closed.await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS)) {
                // Once more.
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** The journal is not looked at any more when this returns. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
