package dsc.workbench.history;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A history that was read from a file of {@link Edn}, in UTF-8, and where in the file its events stand. */
public final class HistoryFile {

    private final Path path;
    private final EdnEvents events;

    private HistoryFile(Path path, EdnEvents events) {
        this.path = path;
        this.events = events;
    }

    /** As {@link #open}. */
    public static History read(Path path) {
        return open(path).history();
    }

    /**
     * Reads a history from a file, which may be compressed by gzip.
     *
     * @throws UnreadableHistoryException when the file cannot be read, does not fit into memory, or does not hold a
     *     history
     */
    public static HistoryFile open(Path path) {
        try {
            if (Files.size(path) > Integer.MAX_VALUE - 8) {
                throw new UnreadableHistoryException(path, "this file has more than 2 GiB, too much to read", null);
            }
            return of(path, FileFormat.unpacked(Files.readAllBytes(path)));
        } catch (NoSuchFileException missing) {
            throw new UnreadableHistoryException(path, "there is no such file", missing);
        } catch (AccessDeniedException denied) {
            throw new UnreadableHistoryException(path, "this file may not be read", denied);
        } catch (IOException failed) {
            String what = Files.isDirectory(path) ? "this is a directory, not a file" : failed.getMessage();
            throw new UnreadableHistoryException(path, what, failed);
        } catch (OutOfMemoryError full) {
            throw new UnreadableHistoryException(
                    path,
                    "this file is too large for the " + (Runtime.getRuntime().maxMemory() >> 20)
                            + " MiB of memory that java may use; JAVA_TOOL_OPTIONS=-Xmx8g gives it more",
                    full);
        }
    }

    private static HistoryFile of(Path path, byte[] content) {
        try {
            return new HistoryFile(path, EdnEvents.read(EdnSource.ofUtf8(content)));
        } catch (MalformedEdnException malformed) {
            String what = FileFormat.hint(content)
                    .map(hint -> hint + " (" + malformed.getMessage() + ")")
                    .orElse(malformed.getMessage());
            throw new UnreadableHistoryException(path, what, malformed);
        }
    }

    /** Writes {@link Edn}, one event a line, in place of a file that may exist: readers see the old or the new one. */
    public static void write(History history, Path path) throws IOException {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        try {
            try (BufferedWriter out = Files.newBufferedWriter(fresh, StandardCharsets.UTF_8)) {
                Edn.write(history, out);
            }
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    public Path path() {
        return path;
    }

    public History history() {
        return events.history();
    }

    /** Whether the file could not be written any more while events were recorded ({@link HistoryAppender}). */
    public boolean brokeOff() {
        return events.source().text().contains(HistoryAppender.BROKE_OFF);
    }

    /**
     * The line on which an event's map begins, from 1.
     *
     * @param event its position in the history, from 0
     */
    public int line(int event) {
        return events.line(event);
    }

    /**
     * A file that does not hold a history. The message is one line that names the file and, where known, line and
     * column.
     */
    public static final class UnreadableHistoryException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableHistoryException(Path path, String what, Throwable cause) {
            super(path + ": " + what, cause);
        }
    }
}
