package dsc.workbench.exercises;

import dsc.workbench.exercises.SubmissionCompiler.Compiled;
import dsc.workbench.processes.EditedClasses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A learner's source files that take the place of a scenario's own: files of the scenario's package, of its concept's,
 * and of the one that concepts share.
 *
 * @param directory as it was named
 * @param product the scenario's class
 * @param files by their paths relative to the scenario's package, as a {@link Submission} has them
 * @param others files of the directory that are none of these packages', the first few
 */
public record EditedSources(Path directory, Class<?> product, SortedMap<String, Path> files, List<Path> others) {

    /** Where compiled classes lie, below the directory of their sources. */
    public static final Path CLASSES = Path.of(".dsc", "classes");

    private static final Path ROOT = Path.of("src", "main", "java");
    private static final String SUFFIX = ".java";
    private static final Pattern PACKAGE = Pattern.compile("^\\s*package\\s+([\\w.]+)\\s*;", Pattern.MULTILINE);
    private static final int OTHERS_MAX = 3;

    /** Sources that do not compile; the message says for each of at most five errors where it is. */
    public static final class UncompilableException extends Exception {
        private static final long serialVersionUID = 1L;

        UncompilableException(List<Problem> problems) {
            super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        }
    }

    /**
     * The files in {@code directory}: below its {@code src/main/java}, or, if it has none, in itself, where each is
     * told by its package line or its name. There may be none.
     *
     * @throws IOException when the directory cannot be read
     */
    public static EditedSources find(Path directory, Class<?> product) throws IOException {
        Path root = directory.resolve(ROOT);
        boolean laidOut = Files.isDirectory(root);
        Path own = Path.of(product.getPackageName().replace('.', '/'));
        SortedMap<String, Path> files = new TreeMap<>(
                Comparator.comparing((String file) -> file.startsWith("..")).thenComparing(Comparator.naturalOrder()));
        List<Path> others = new ArrayList<>();
        for (Path file : laidOut ? below(root) : in(directory)) {
            Optional<Path> place = laidOut
                    ? Optional.of(root.relativize(file))
                            .filter(path -> ProductSources.editable(product).contains(ProductSources.packageOf(path)))
                    : place(file, product);
            if (place.isPresent()) {
                files.put(own.relativize(place.get()).toString().replace('\\', '/'), file);
            } else if (others.size() < OTHERS_MAX) {
                others.add(file);
            }
        }
        return new EditedSources(directory, product, files, List.copyOf(others));
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
        return all.filter(file -> ProductSources.isNamed(file.getFileName().toString()))
                .filter(Files::isRegularFile)
                .sorted()
                .toList();
    }

    /** Below the root of sources. */
    private static Optional<Path> place(Path file, Class<?> product) throws IOException {
        String name = file.getFileName().toString();
        Set<String> editable = ProductSources.editable(product);
        Matcher line = PACKAGE.matcher(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        Optional<String> said = Optional.of(line).filter(Matcher::find).map(found -> found.group(1));
        boolean isAnothers =
                said.isPresent() && !editable.contains(said.get()) && isOfProduct(product, said.get(), name);
        return isAnothers
                ? Optional.empty()
                : said.filter(editable::contains)
                        .or(() -> editable.stream()
                                .filter(in -> isOfProduct(product, in, name))
                                .findFirst())
                        .map(in -> Path.of(in.replace('.', '/'), name));
    }

    private static boolean isOfProduct(Class<?> product, String in, String name) {
        String classFile = in.replace('.', '/') + "/" + name.replace(SUFFIX, ".class");
        return product.getClassLoader().getResource(classFile) != null;
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
        Map<String, String> texts = new LinkedHashMap<>();
        for (String file : files.keySet()) {
            texts.put(file, text(files.get(file)));
        }
        try (SubmissionCompiler compiler = new SubmissionCompiler(directory, true)) {
            Compiled compiled = compiler.compile(product, new Submission(directory.toString(), texts));
            if (!compiled.isUsable()) {
                throw new UncompilableException(
                        compiled.problems().stream().map(this::withPath).toList());
            }
            return new EditedClasses(directory, compiled.classes());
        }
    }

    /** A learner's files may lie elsewhere than their packages say. */
    private Problem withPath(Problem problem) {
        return new Problem(
                files.get(problem.file()).toString(),
                problem.line(),
                problem.column(),
                problem.sentence(),
                problem.sourceLine());
    }

    private static String text(Path file) throws IOException, UncompilableException {
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer read = ByteBuffer.wrap(bytes);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(read).toString();
        } catch (CharacterCodingException other) {
            String before = new String(bytes, 0, read.position(), StandardCharsets.ISO_8859_1);
            throw new UncompilableException(List.of(Problem.at(
                    file.toString(),
                    before,
                    before.length(),
                    "the next character is not in UTF-8; save the file in that encoding")));
        }
    }
}
