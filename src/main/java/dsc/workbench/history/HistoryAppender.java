package dsc.workbench.history;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes events to a file of {@link Edn} one by one, so that what was recorded is there whenever the writer dies. When
 * the file can no longer be written, such as on a full disk, the events that it holds stay, each whole; a comment says
 * that the recording broke off; and nothing is written any more: {@link #failure} tells why.
 */
public final class HistoryAppender implements Consumer<Event>, Closeable {

    /** The comment behind the last event of a file that could not be continued. */
    static final String BROKE_OFF = "; the recording broke off";

    /** What {@link HistoryAppender} does to a file; a test has one that fails. */
    interface Output extends Closeable {

        /** Writes all of it at the end. */
        void append(byte[] bytes) throws IOException;

        long length() throws IOException;

        void truncate(long length) throws IOException;
    }

    private final Path file;
    private final Output out;
    private int index;
    private long length;
    private long lengthBefore;
    private volatile String failure;

    /**
     * @param file is made if there is none, and continued if there is
     * @param written how many events it holds
     */
    public HistoryAppender(Path file, int written) throws IOException {
        this(file, written, ofFile(file));
    }

    HistoryAppender(Path file, int written, Output out) throws IOException {
        this.file = file;
        this.index = written;
        this.out = out;
        this.length = out.length();
    }

    /** Not a channel, which is closed when a thread that writes to it is interrupted. */
    private static Output ofFile(Path file) throws IOException {
        RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw");
        open.seek(open.length());
        return new Output() {
            @Override
            public void append(byte[] bytes) throws IOException {
                open.write(bytes);
            }

            @Override
            public long length() throws IOException {
                return open.length();
            }

            @Override
            public void truncate(long length) throws IOException {
                open.setLength(length);
                open.seek(length);
            }

            @Override
            public void close() throws IOException {
                open.close();
            }
        };
    }

    @Override
    public synchronized void accept(Event event) {
        if (failure != null) {
            return;
        }
        try {
            StringBuilder line = new StringBuilder();
            EdnPrinter.print(index, event, line);
            byte[] bytes = line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
            out.append(bytes);
            index++;
            lengthBefore = length;
            length += bytes.length;
        } catch (IOException failed) {
            failure = file + " cannot be written any more: " + failed.getMessage();
            breakOff();
        }
    }

    /** The last event gives its room where the comment has none: without it, a prefix would pass for the whole. */
    private void breakOff() {
        if (!canEnd(length)) {
            canEnd(lengthBefore);
        }
    }

    private boolean canEnd(long at) {
        try {
            out.truncate(at);
            out.append((BROKE_OFF + "\n").getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (IOException noRoom) {
            return false;
        }
    }

    public Path file() {
        return file;
    }

    /** Why events are no longer written, in a sentence with the file's name; empty as long as they are. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
