package dsc.workbench.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Class files that take the place of the product's own: of a JVM, by a directory that comes first on its class path; of
 * this one, by a class loader.
 */
public final class EditedClasses {

    private static final String SUFFIX = ".class";

    private final Path source;
    private final SortedMap<String, byte[]> files;

    /**
     * @param source the directory that their sources lie in
     * @param files by the classes' binary names
     */
    public EditedClasses(Path source, Map<String, byte[]> files) {
        this.source = source.toAbsolutePath().normalize();
        this.files = new TreeMap<>(files);
    }

    /**
     * What {@link #writeTo} wrote.
     *
     * @param source the directory that their sources lie in, which need not exist any more
     * @throws IOException when it cannot be read; the message names the file
     */
    public static EditedClasses read(Path source, Path directory) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file :
                    all.filter(path -> path.toString().endsWith(SUFFIX)).toList()) {
                String path = directory
                        .relativize(file)
                        .toString()
                        .replace(file.getFileSystem().getSeparator(), ".");
                files.put(path.substring(0, path.length() - SUFFIX.length()), Files.readAllBytes(file));
            }
        }
        return new EditedClasses(source, files);
    }

    /** The directory that their sources lie in, absolute. */
    public Path source() {
        return source;
    }

    /** The class files by the classes' binary names, which are sorted. */
    public Map<String, byte[]> files() {
        return Collections.unmodifiableSortedMap(files);
    }

    /** Whether the others are the same, byte for byte. */
    public boolean areSame(EditedClasses others) {
        return List.copyOf(files.keySet()).equals(List.copyOf(others.files.keySet()))
                && files.entrySet().stream()
                        .allMatch(file -> Arrays.equals(file.getValue(), others.files.get(file.getKey())));
    }

    /**
     * Writes them as a class path has them, in place of whatever class files lie there.
     *
     * @param directory which is made, for its owner alone, if it is not there
     * @return that directory
     * @throws IOException when that fails; the message names the file
     */
    public Path writeTo(Path directory) throws IOException {
        PrivateFiles.createDirectories(directory);
        List<Path> stale;
        try (Stream<Path> all = Files.walk(directory)) {
            stale = new ArrayList<>(
                    all.filter(path -> path.toString().endsWith(SUFFIX)).toList());
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = directory.resolve(file.getKey().replace('.', '/') + SUFFIX);
            PrivateFiles.createDirectories(path.getParent());
            PrivateFiles.write(path, file.getValue());
            stale.remove(path);
        }
        for (Path old : stale) {
            Files.deleteIfExists(old);
        }
        return directory;
    }

    /** Where their sources lie, and which they are. */
    @Override
    public String toString() {
        return source + ": "
                + files.keySet().stream()
                        .filter(name -> name.indexOf('$') < 0)
                        .map(name -> name.substring(name.lastIndexOf('.') + 1))
                        .collect(Collectors.joining(", "));
    }
}
