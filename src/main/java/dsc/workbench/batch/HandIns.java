package dsc.workbench.batch;

import dsc.workbench.exercises.Exercise;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Finds what a class handed in: directories and zip files. The files to edit are found by their names, wherever they
 * lie in one; all others are ignored, and links are not followed.
 */
public final class HandIns {

    /** More are hardly handed in on purpose. */
    static final int FILES_MAX = 10_000;

    private static final int BYTES_MAX = 1 << 20;
    private static final String ZIP = ".zip";

    private final Exercise exercise;
    private final Map<String, String> wanted = new TreeMap<>();

    public HandIns(Exercise exercise) {
        this.exercise = exercise;
        exercise.handedIn()
                .forEach(file -> wanted.put(Path.of(file).getFileName().toString(), file));
    }

    /** A hand-in cannot be judged; the message says why. */
    private static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnusableException(String message) {
            super(message);
        }
    }

    /** The content of one, a file at a time. */
    private interface Content {
        byte[] read(String path) throws IOException;
    }

    /**
     * All of a directory, by name.
     *
     * @throws IOException when the directory cannot be read
     */
    public List<HandIn> in(Path directory) throws IOException {
        List<Path> places;
        try (Stream<Path> all = Files.list(directory)) {
            places = all.filter(path -> !path.getFileName().toString().startsWith("."))
                    .filter(path -> Files.isDirectory(path) || isZip(path))
                    .sorted()
                    .toList();
        }
        Set<String> directories = new TreeSet<>();
        places.stream()
                .filter(path -> !isZip(path))
                .forEach(path -> directories.add(path.getFileName().toString()));
        List<HandIn> handIns = new ArrayList<>();
        for (Path place : places) {
            String name = place.getFileName().toString();
            String bare = isZip(place) ? name.substring(0, name.length() - ZIP.length()) : name;
            handIns.add(read(place, isZip(place) && directories.contains(bare) ? name : bare));
        }
        return handIns;
    }

    private static boolean isZip(Path path) {
        return Files.isRegularFile(path) && path.getFileName().toString().endsWith(ZIP);
    }

    private HandIn read(Path place, String name) {
        List<String> ignored = new ArrayList<>();
        try {
            Map<String, String> files = isZip(place) ? ofZip(place, ignored) : ofDirectory(place, ignored);
            return new HandIn(name, files, ignored, Optional.empty());
        } catch (UnusableException unusable) {
            return new HandIn(name, Map.of(), ignored, Optional.of(unusable.getMessage()));
        } catch (IOException | IllegalArgumentException unreadable) {
            return new HandIn(name, Map.of(), ignored, Optional.of("it cannot be read: " + unreadable.getMessage()));
        }
    }

    private Map<String, String> ofDirectory(Path directory, List<String> ignored)
            throws IOException, UnusableException {
        List<String> paths = new ArrayList<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    paths.add(directory.relativize(file).toString().replace('\\', '/'));
                }
                return paths.size() > FILES_MAX ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
            }
        });
        return chosen(paths, ignored, path -> {
            try (InputStream in = Files.newInputStream(directory.resolve(path))) {
                return in.readNBytes(BYTES_MAX + 1);
            }
        });
    }

    private Map<String, String> ofZip(Path place, List<String> ignored) throws IOException, UnusableException {
        try (ZipFile zip = new ZipFile(place.toFile(), StandardCharsets.UTF_8)) {
            List<String> paths = new ArrayList<>();
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements() && paths.size() <= FILES_MAX) {
                ZipEntry entry = entries.nextElement();
                String path = entry.getName().replace('\\', '/');
                if (path.startsWith("/") || List.of(path.split("/")).contains("..")) {
                    throw new UnusableException("its zip file leaves its directory: " + path);
                }
                if (!entry.isDirectory()) {
                    paths.add(entry.getName());
                }
            }
            return chosen(paths, ignored, path -> {
                try (InputStream in = zip.getInputStream(zip.getEntry(path))) {
                    return in.readNBytes(BYTES_MAX + 1);
                }
            });
        }
    }

    /** @param ignored gets all others */
    private Map<String, String> chosen(List<String> paths, List<String> ignored, Content content)
            throws IOException, UnusableException {
        if (paths.size() > FILES_MAX) {
            throw new UnusableException("it has more than 10,000 files");
        }
        Map<String, List<String>> found = new TreeMap<>();
        for (String path : paths.stream().sorted().toList()) {
            String file = wanted.get(Path.of(path).getFileName().toString());
            if (file == null || isMade(path)) {
                ignored.add(path);
            } else {
                found.computeIfAbsent(file, none -> new ArrayList<>()).add(path);
            }
        }
        Map<String, String> texts = new TreeMap<>();
        for (String file : wanted.values()) {
            Optional<String> path = only(file, found.getOrDefault(file, List.of()), ignored);
            if (path.isPresent()) {
                texts.put(file, text(path.get(), content.read(path.get())));
            } else if (!exercise.edit().isEmpty()) {
                throw new UnusableException("it has no " + file);
            }
        }
        return texts;
    }

    /** Whether a program laid it, such as the workbook its base, Maven its output, or macOS its own in a zip file. */
    private static boolean isMade(String path) {
        return Stream.of(path.split("/"))
                .anyMatch(part -> part.startsWith(".") || part.equals("target") || part.equals("__MACOSX"));
    }

    /** Where several have the name, as in a whole workbook, the one in the exercise's own directory. */
    private Optional<String> only(String file, List<String> paths, List<String> ignored) throws UnusableException {
        List<String> own = paths.stream()
                .filter(path -> List.of(path.split("/")).contains(exercise.id()))
                .toList();
        List<String> chosen = paths.size() > 1 && own.size() == 1 ? own : paths;
        if (chosen.size() > 1) {
            throw new UnusableException("it has several files " + file + ": " + chosen.get(0) + ", " + chosen.get(1));
        }
        paths.stream().filter(path -> !chosen.contains(path)).forEach(ignored::add);
        return chosen.stream().findFirst();
    }

    private static String text(String path, byte[] bytes) throws UnusableException {
        if (bytes.length > BYTES_MAX) {
            throw new UnusableException(path + " is larger than 1 MiB");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException other) {
            throw new UnusableException(path + " is not in UTF-8");
        }
    }
}
