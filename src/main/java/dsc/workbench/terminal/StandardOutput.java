package dsc.workbench.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * The process's standard output. When it cannot be written any more, the command ends as by Ctrl-C: with 141 if the
 * reader is gone, as {@code head} is once it has its lines (128 + SIGPIPE, which is what shells make of a program that
 * the signal ends); with 2, and a line on the error output, if a disk is full.
 */
public final class StandardOutput extends OutputStream {

    static final int READER_GONE = 141;

    private static final int FAILED = 2;
    private static final int WATCH_MILLIS = 250;

    private static final StandardOutput PROCESS = new StandardOutput(new FileOutputStream(FileDescriptor.out));

    private final OutputStream out;
    private volatile int lostStatus;

    StandardOutput(OutputStream out) {
        this.out = out;
    }

    public static StandardOutput ofThisProcess() {
        return PROCESS;
    }

    /**
     * The exit status that a lost output comes to, whatever the command itself found; empty as long as it is written.
     */
    public OptionalInt lost() {
        return lostStatus == 0 ? OptionalInt.empty() : OptionalInt.of(lostStatus);
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (lostStatus != 0) {
            throw new IOException("the output is lost");
        }
        try {
            out.write(bytes, offset, length);
        } catch (IOException failed) {
            lose(failed);
            throw failed;
        }
    }

    @Override
    public void flush() throws IOException {
        if (lostStatus == 0) {
            out.flush();
        }
    }

    private void lose(IOException failed) {
        boolean full = Files.isRegularFile(Path.of("/dev/stdout"))
                || String.valueOf(failed.getMessage()).contains("space");
        if (full) {
            System.err.println("dsc: the output cannot be written: " + failed.getMessage());
        }
        lose(full ? FAILED : READER_GONE);
    }

    private synchronized void lose(int status) {
        if (lostStatus == 0) {
            lostStatus = status;
            Interruption.end(status);
        }
    }

    /** Ends the command also while it has nothing to write, as {@code logs -f} may for hours. */
    public void watch() {
        PipeReaders.ofStandardOutput()
                .ifPresent(readers -> Thread.ofPlatform()
                        .daemon()
                        .name("output watch")
                        .start(() -> {
                            try {
                                while (readers.arePresent()) {
                                    Thread.sleep(WATCH_MILLIS);
                                }
                                lose(READER_GONE);
                            } catch (InterruptedException interrupted) {
                                Thread.currentThread().interrupt();
                            }
                        }));
    }
}
