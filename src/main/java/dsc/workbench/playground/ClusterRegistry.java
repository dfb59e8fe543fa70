package dsc.workbench.playground;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dsc.workbench.processes.PrivateFiles;
import dsc.workbench.terminal.LauncherException;
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
public final class ClusterRegistry {

    private static final String SUFFIX = ".json";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path directory;

    /** @param home where {@code runs/} lies */
    public ClusterRegistry(Path home) {
        this.directory = home.toAbsolutePath().normalize().resolve("runs").resolve("clusters");
    }

    /** All of them, by name, whether they run or not. */
    public List<ClusterEntry> all() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<ClusterEntry> entries = new ArrayList<>();
            files.filter(file -> ClusterName.isOne(nameIn(file)))
                    .forEach(file -> read(file).ifPresent(entries::add));
            entries.sort(Comparator.comparing(ClusterEntry::name));
            return entries;
        } catch (IOException failed) {
            throw new LauncherException("the directory " + directory + " cannot be read: " + failed.getMessage());
        }
    }

    /** The cluster of that name; there is none of a name that none can have. */
    public Optional<ClusterEntry> find(String name) {
        return ClusterName.isOne(name) ? read(file(name)) : Optional.empty();
    }

    /** Enters a cluster whose name is free; returns whether it was. Of two that do so at once, one succeeds. */
    public boolean enter(ClusterEntry entry) {
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
    public void update(ClusterEntry entry) {
        try {
            PrivateFiles.ownDirectory(directory);
            PrivateFiles.write(file(entry.name()), JSON.writeValueAsBytes(entry));
        } catch (IOException failed) {
            throw new LauncherException(file(entry.name()) + " cannot be written: " + failed.getMessage());
        }
    }

    public void remove(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException failed) {
            throw new LauncherException(file(name) + " cannot be removed: " + failed.getMessage());
        }
    }

    private Path file(String name) {
        if (!ClusterName.isOne(name)) {
            throw new LauncherException(ClusterName.GRAMMAR + "; not " + name);
        }
        return directory.resolve(name + SUFFIX);
    }

    /** Empty if the file is none of the registry's. */
    private static String nameIn(Path file) {
        String text = file.getFileName().toString();
        return text.endsWith(SUFFIX) ? text.substring(0, text.length() - SUFFIX.length()) : "";
    }

    private Optional<ClusterEntry> read(Path file) {
        try {
            ClusterEntry entry = JSON.readValue(Files.readString(file, StandardCharsets.UTF_8), ClusterEntry.class);
            Optional<String> objection = objection(file, entry);
            if (objection.isPresent()) {
                throw new LauncherException(file + " is not a cluster's entry: " + objection.get() + "; remove it");
            }
            return Optional.of(entry);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException malformed) {
            throw new LauncherException(file + " is not a cluster's entry ("
                    + malformed.getMessage().lines().findFirst().orElse("") + "); remove it");
        }
    }

    /**
     * Why an entry is not believed. Commands delete what an entry names, and end the processes that were started there:
     * it can only be a directory that {@code up} makes, of this user, and the entry this user's own as well.
     */
    private Optional<String> objection(Path file, ClusterEntry entry) throws IOException {
        Path place = entry.directory();
        if (!nameIn(file).equals(entry.name())) {
            return Optional.of("it is about " + entry.name());
        }
        if (place == null
                || !place.equals(place.toAbsolutePath().normalize())
                || !directory.getParent().equals(place.getParent())
                || place.equals(directory)) {
            return Optional.of("its directory " + place + " does not lie in " + directory.getParent());
        }
        if (!PrivateFiles.isOwn(file)) {
            return Optional.of("another user wrote it");
        }
        if (Files.isSymbolicLink(place) || Files.exists(place) && !PrivateFiles.isOwn(place)) {
            return Optional.of("its directory " + place + " is a link, or belongs to another user");
        }
        return Optional.empty();
    }
}
