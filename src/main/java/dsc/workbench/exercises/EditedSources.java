package dsc.workbench.exercises;

import dsc.workbench.processes.EditedClasses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A learner's source files that take the place of a scenario's own: files of the scenario's package, of its concept's,
 * and of the one that concepts share.
 *
 * @param directory as it was named
 * @param product the scenario's class
 * @param files by their paths below the root of sources, such as {@code dsc/concepts/shared/VersionVector.java}
 * @param others files of the directory that are none of these packages'
 */
public record EditedSources(Path directory, Class<?> product, SortedMap<Path, Path> files, List<Path> others) {

    private static final Path ROOT = Path.of("src", "main", "java");
    private static final String SUFFIX = ".java";
    private static final Pattern PACKAGE = Pattern.compile("^\\s*package\\s+([\\w.]+)\\s*;", Pattern.MULTILINE);

    /** So many of the others are looked for. */
    private static final int OTHERS_MAX = 3;

    /** Sources that do not compile; the message has a line for each thing that is wrong, and more below it. */
    public static final class UncompilableException extends Exception {
        private static final long serialVersionUID = 1L;

        UncompilableException(String message) {
            super(message);
        }
    }

    /**
     * The files in {@code directory}: below its {@code src/main/java}, or, if it has none, in itself, where each is
     * told by its name or its package line. There may be none.
     *
     * @throws IOException when the directory cannot be read
     */
    public static EditedSources find(Path directory, Class<?> product) throws IOException {
        Set<String> packages = packages(product);
        boolean laidOut = Files.isDirectory(directory.resolve(ROOT));
        SortedMap<Path, Path> files = new TreeMap<>();
        List<Path> others = new ArrayList<>();
        for (Path file : laidOut ? below(directory.resolve(ROOT)) : in(directory)) {
            Optional<Path> place = laidOut
                    ? Optional.of(directory.resolve(ROOT).relativize(file))
                            .filter(path -> packages.contains(packageOf(path)))
                    : place(file, product, packages);
            if (place.isPresent()) {
                files.put(place.get(), file);
            } else if (others.size() < OTHERS_MAX) {
                others.add(file);
            }
        }
        return new EditedSources(directory, product, files, List.copyOf(others));
    }

    /** The scenario's own, its concept's, and the one that concepts share. */
    private static Set<String> packages(Class<?> product) {
        String own = product.getPackageName();
        String root = own.replaceFirst("(\\.\\w+){3}$", "");
        return new LinkedHashSet<>(List.of(own, own.replaceFirst("\\.\\w+$", ""), root + "." + MutantCompiler.SHARED));
    }

    private static String packageOf(Path place) {
        return place.getParent() == null
                ? ""
                : place.getParent().toString().replace(place.getFileSystem().getSeparator(), ".");
    }

    private static List<Path> below(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return sources(all);
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    private static List<Path> in(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return sources(all);
        }
    }

    private static List<Path> sources(Stream<Path> all) {
        return all.filter(file -> file.toString().endsWith(SUFFIX))
                .filter(file -> !file.getFileName().toString().contains("-"))
                .filter(Files::isRegularFile)
                .sorted()
                .toList();
    }

    private static Optional<Path> place(Path file, Class<?> product, Set<String> packages) throws IOException {
        String name = file.getFileName().toString();
        for (String in : packages) {
            Path place = Path.of(in.replace('.', '/'), name);
            if (product.getClassLoader().getResource(classFile(place)) != null) {
                return Optional.of(place);
            }
        }
        return packageLine(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .filter(packages::contains)
                .map(in -> Path.of(in.replace('.', '/'), name));
    }

    private static String classFile(Path place) {
        String path = place.toString().replace(place.getFileSystem().getSeparator(), "/");
        return path.substring(0, path.length() - SUFFIX.length()) + ".class";
    }

    private static Optional<String> packageLine(String text) {
        Matcher line = PACKAGE.matcher(text);
        return line.find() ? Optional.of(line.group(1)) : Optional.empty();
    }

    public boolean isEmpty() {
        return files.isEmpty();
    }

    /**
     * Compiles them against the classes of this process.
     *
     * @throws IOException when a file cannot be read
     * @throws UncompilableException when they do not compile, or have a class that no file of them is named for
     */
    public EditedClasses compile() throws IOException, UncompilableException {
        SortedMap<Path, String> texts = new TreeMap<>();
        for (Path place : files.keySet()) {
            texts.put(place, text(files.get(place)));
        }
        return new EditedClasses(directory, new EditedCompiler(this).compile(texts));
    }

    private static String text(Path file) throws IOException, UncompilableException {
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer read = ByteBuffer.wrap(bytes);
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(read).toString();
            // Some editors begin a file with a mark that javac does not take.
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException other) {
            long line = new String(bytes, 0, read.position(), StandardCharsets.ISO_8859_1)
                    .lines()
                    .count();
            throw new UncompilableException(
                    file + ":" + Math.max(1, line) + ": this is not UTF-8; save the file in that encoding");
        }
    }
}
