package dsc.workbench.nodes;

import dsc.workbench.processes.PrivateFiles;
import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory for what nobody wants to keep, removed with all that is in it. */
public record TemporaryDirectory(Path path) implements AutoCloseable {

    public static TemporaryDirectory create(String prefix) {
        try {
            return new TemporaryDirectory(Files.createTempDirectory(prefix));
        } catch (IOException failed) {
            throw new LauncherException("no temporary directory can be made: " + failed.getMessage());
        }
    }

    /** Removes {@code directory}, if there is one, and all that is in it. */
    public static void remove(Path directory) throws IOException {
        PrivateFiles.remove(directory);
    }

    @Override
    public void close() {
        try {
            remove(path);
        } catch (IOException failed) {
            throw new LauncherException(path + " cannot be removed: " + failed.getMessage());
        }
    }
}
