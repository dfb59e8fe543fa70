package dsc.workbench.launcher;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
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
            Files.createDirectories(directory);
            Files.write(file(entry.name()), JSON.writeValueAsBytes(entry), StandardOpenOption.CREATE_NEW);
            onlyForItsOwner(file(entry.name()));
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
            Files.createDirectories(directory);
            Path fresh = Files.createTempFile(directory, entry.name(), ".new");
            Files.write(fresh, JSON.writeValueAsBytes(entry));
            onlyForItsOwner(fresh);
            Files.move(fresh, file(entry.name()), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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

    /** It holds the supervisor's token. */
    private static void onlyForItsOwner(Path file) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }
}
