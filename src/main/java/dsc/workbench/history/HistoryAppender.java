package dsc.workbench.history;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** Writes events to a file of {@link Edn} one by one, so that what was recorded is there whenever the writer dies. */
public final class HistoryAppender implements Consumer<Event>, Closeable {

    private final BufferedWriter out;
    private int index;

    /**
     * @param file is made if there is none, and continued if there is
     * @param written how many events it holds
     */
    public HistoryAppender(Path file, int written) throws IOException {
        this.out = Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        this.index = written;
    }

    @Override
    public synchronized void accept(Event event) {
        try {
            EdnPrinter.print(index++, event, out);
            out.append('\n');
            out.flush();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
