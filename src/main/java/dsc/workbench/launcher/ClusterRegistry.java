package dsc.workbench.launcher;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dsc.workbench.processes.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The clusters that were started in the background: a file a cluster, below {@code runs/clusters/}. */
final class ClusterRegistry {

    private static final String SUFFIX = ".json";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path directory;

    /** @param home where {@code runs/} lies */
    ClusterRegistry(Path home) {
        this.directory = home.resolve("runs").resolve("clusters");
    }

    /** All of them, by name, whether they run or not. */
    List<ClusterEntry> all() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<ClusterEntry> entries = new ArrayList<>();
            files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .forEach(file -> read(file).ifPresent(entries::add));
            entries.sort(Comparator.comparing(ClusterEntry::name));
            return entries;
        } catch (IOException failed) {
            throw new LauncherException("the directory " + directory + " cannot be read: " + failed.getMessage());
        }
    }

    Optional<ClusterEntry> find(String name) {
        return read(file(name));
    }

    /** Enters a cluster whose name is free; returns whether it was. Of two that do so at once, one succeeds. */
    boolean enter(ClusterEntry entry) {
        try {
            PrivateFiles.ownDirectory(directory);
            PrivateFiles.writeNew(file(entry.name()), JSON.writeValueAsBytes(entry));
            return true;
        } catch (FileAlreadyExistsException taken) {
            return false;
        } catch (IOException failed) {
            throw new LauncherException(file(entry.name()) + " cannot be written: " + failed.getMessage());
        }
    }

    /** Writes down what became of a cluster; readers see the old or the new. Of two that do so at once, one is last. */
    void update(ClusterEntry entry) {
        try {
            PrivateFiles.ownDirectory(directory);
            PrivateFiles.write(file(entry.name()), JSON.writeValueAsBytes(entry));
        } catch (IOException failed) {
            throw new LauncherException(file(entry.name()) + " cannot be written: " + failed.getMessage());
        }
    }

    void remove(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException failed) {
            throw new LauncherException(file(name) + " cannot be removed: " + failed.getMessage());
        }
    }

    private Path file(String name) {
        return directory.resolve(name + SUFFIX);
    }

    private Optional<ClusterEntry> read(Path file) {
        try {
            return Optional.of(JSON.readValue(Files.readString(file, StandardCharsets.UTF_8), ClusterEntry.class));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException malformed) {
            throw new LauncherException(file + " is no cluster's entry ("
                    + malformed.getMessage().lines().findFirst().orElse("") + "); remove it");
        }
    }
}
