package dsc.concepts.foundations.faulttolerance.splitbrain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.coordination.lease.LeaseSettings;
import org.apache.pekko.coordination.lease.javadsl.Lease;

/**
 * A lease for nodes of one machine: the operating system's lock on a file, which its holder has for as long as its
 * process lives, and, from when it was taken, until its time is over, even if the process ends before. Pekko's resolver
 * counts on that: what a side decided with the lease holds for the others of that side when the node that got it is
 * gone, and the other side must not get it then. An orderly {@link #release} ends it at once.
 *
 * <p>One that stands still holds on. Across machines, it takes a service that all sides of a cut can reach.
 */
public final class FileLease extends Lease {

    private static final int CONTENT_BYTES_MAX = 1_024;

    private final LeaseSettings settings;
    private final Path file;
    private final InstantSource clock;
    private FileChannel channel;

    /** Called by Pekko, with the settings of {@code conf/splitbrain.conf}. */
    public FileLease(LeaseSettings settings) {
        this(settings, InstantSource.system());
    }

    FileLease(LeaseSettings settings, InstantSource clock) {
        this.settings = settings;
        this.file = Path.of(settings.leaseConfig().getString("file"));
        this.clock = clock;
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
        unlock(true);
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public synchronized boolean checkLease() {
        return channel != null;
    }

    /** What the end of the process comes to: the lock is free, and the time that was taken is not over. */
    void abandon() {
        unlock(false);
    }

    private synchronized boolean lock() {
        if (channel != null) {
            return true;
        }
        FileChannel opened = null;
        try {
            opened = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (isLocked(opened) && !isOfAnother(opened)) {
                Instant until = clock.instant().plus(settings.timeoutSettings().getHeartbeatTimeout());
                write(opened, until.toEpochMilli() + " " + settings.ownerName());
                channel = opened;
            }
            return channel != null;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            if (opened != null && channel == null) {
                close(opened);
            }
        }
    }

    private static boolean isLocked(FileChannel opened) throws IOException {
        try {
            return opened.tryLock() != null;
        } catch (OverlappingFileLockException heldInThisProcess) {
            return false;
        }
    }

    private boolean isOfAnother(FileChannel opened) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(CONTENT_BYTES_MAX);
        opened.read(buffer, 0);
        String[] content = new String(buffer.array(), 0, buffer.position(), UTF_8).split(" ", 2);
        return content.length == 2
                && !content[1].equals(settings.ownerName())
                && clock.millis() < Long.parseLong(content[0]);
    }

    private static void write(FileChannel opened, String content) throws IOException {
        opened.truncate(0);
        opened.write(ByteBuffer.wrap(content.getBytes(UTF_8)), 0);
    }

    private synchronized void unlock(boolean clear) {
        if (channel == null) {
            return;
        }
        try {
            if (clear) {
                channel.truncate(0);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            close(channel);
            channel = null;
        }
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
