package dsc.workbench.history;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A history that was read from a file of {@link Edn}, in UTF-8, and where in the file its events stand. */
public final class HistoryFile {

    private final Path path;
    private final EdnEvents events;

    private HistoryFile(Path path, EdnEvents events) {
        this.path = path;
        this.events = events;
    }

    /** @throws UnreadableHistoryException when the file cannot be read or holds no history */
    public static History read(Path path) {
        return open(path).history();
    }

    /** @throws UnreadableHistoryException when the file cannot be read or holds no history */
    public static HistoryFile open(Path path) {
        try {
            return new HistoryFile(path, EdnEvents.read(EdnSource.ofUtf8(Files.readAllBytes(path))));
        } catch (MalformedEdnException malformed) {
            throw new UnreadableHistoryException(path, malformed.getMessage(), malformed);
        } catch (NoSuchFileException missing) {
            throw new UnreadableHistoryException(path, "there is no such file", missing);
        } catch (AccessDeniedException denied) {
            throw new UnreadableHistoryException(path, "this file may not be read", denied);
        } catch (IOException failed) {
            String what = Files.isDirectory(path) ? "this is a directory, not a file" : failed.getMessage();
            throw new UnreadableHistoryException(path, what, failed);
        }
    }

    /** Writes {@link Edn}, one event a line, over a file that may exist. */
    public static void write(History history, Path path) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(path, StandardCharsets.UTF_8)) {
            Edn.write(history, out);
        }
    }

    public Path path() {
        return path;
    }

    public History history() {
        return events.history();
    }

    /**
     * The line on which an event's map begins, from 1.
     *
     * @param event its position in the history, from 0
     */
    public int line(int event) {
        return events.line(event);
    }

    /** A file that holds no history. The message is one line that names the file and, where known, line and column. */
    public static final class UnreadableHistoryException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableHistoryException(Path path, String what, Throwable cause) {
            super(path + ": " + what, cause);
        }
    }
}
