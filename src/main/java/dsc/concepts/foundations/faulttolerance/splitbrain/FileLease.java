package dsc.concepts.foundations.faulttolerance.splitbrain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.coordination.lease.LeaseSettings;
import org.apache.pekko.coordination.lease.javadsl.Lease;

/**
 * A lease for nodes of one machine: the operating system's lock on a file, which ends with its holder's process,
 * however that ends. So nobody has to guess by the time that passes whether a holder is dead; but one that stands still
 * holds on. Across machines, it takes a service that all sides of a cut can reach.
 */
public final class FileLease extends Lease {

    private final LeaseSettings settings;
    private final Path file;
    private FileChannel channel;

    /** Called by Pekko, with the settings of {@code conf/splitbrain.conf}. */
    public FileLease(LeaseSettings settings) {
        this.settings = settings;
        this.file = Path.of(settings.leaseConfig().getString("file"));
    }

    @Override
    public LeaseSettings getSettings() {
        return settings;
    }

    @Override
    public CompletionStage<Boolean> acquire() {
        return CompletableFuture.completedFuture(lock());
    }

    /** The lock is never lost before the process is. */
    @Override
    public CompletionStage<Boolean> acquire(Consumer<Optional<Throwable>> lost) {
        return acquire();
    }

    @Override
    public CompletionStage<Boolean> release() {
        unlock();
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public synchronized boolean checkLease() {
        return channel != null;
    }

    private synchronized boolean lock() {
        if (channel != null) {
            return true;
        }
        try {
            FileChannel opened = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = opened.tryLock();
            if (lock == null) {
                opened.close();
                return false;
            }
            channel = opened;
            return true;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private synchronized void unlock() {
        try {
            if (channel != null) {
                channel.close();
                channel = null;
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
