package dsc.workbench.exercises;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The sources of a scenario, of its concept, and of what protocols of several concepts use. */
final class ProductSources {

    private static final String SHARED = "shared";

    private final Path root;

    /** @param home where {@code src/main/java} lies */
    ProductSources(Path home) {
        this.root = home.resolve(Path.of("src", "main", "java"));
    }

    /**
     * Where a file lies below the root of the sources, whether or not there is one.
     *
     * @param file relative to the scenario's package
     * @throws IllegalArgumentException when it lies elsewhere
     */
    Path place(Class<?> scenario, String file) {
        Path place = Path.of(scenario.getPackageName().replace('.', '/'))
                .resolve(file)
                .normalize();
        boolean allowed = isNamed(place.getFileName().toString())
                && place.getParent() != null
                && editable(scenario).contains(packageOf(place));
        if (!allowed) {
            throw misplaced(file, place);
        }
        return place;
    }

    /** Whether a file of that name can hold a class of its own. */
    static boolean isNamed(String file) {
        return file.matches("\\w+\\.java");
    }

    /** The packages of which files may be edited: the scenario's, its concept's, and the one that concepts share. */
    static Set<String> editable(Class<?> scenario) {
        String own = scenario.getPackageName();
        String concept = own.replaceFirst("\\.\\w+$", "");
        // Concepts lie in a part of them all: dsc.concepts.foundations.consensus.
        String all = concept.replaceFirst("(\\.\\w+){2}$", "");
        return new LinkedHashSet<>(List.of(own, concept, all + "." + SHARED));
    }

    /**
     * The text of one of the product's files, with Unix line ends.
     *
     * @param file relative to the scenario's package
     * @throws IllegalArgumentException when there is none
     */
    String read(Class<?> scenario, String file) throws IOException {
        Path place = place(scenario, file);
        if (!Files.isRegularFile(root.resolve(place))) {
            throw misplaced(file, place);
        }
        return normalized(Files.readString(root.resolve(place)));
    }

    /** The files of a scenario's own package, by name. */
    List<String> files(Class<?> scenario) throws IOException {
        Path own = root.resolve(scenario.getPackageName().replace('.', '/'));
        if (!Files.isDirectory(own)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(own)) {
            return all.map(file -> file.getFileName().toString())
                    .filter(ProductSources::isNamed)
                    .sorted()
                    .toList();
        }
    }

    /**
     * The texts of the files that edits change, with all of them applied.
     *
     * @param begun texts that take the place of the product's, and come first
     * @throws IllegalArgumentException when one does not apply
     */
    Map<String, String> edited(Class<?> scenario, List<Edit> edits, Map<String, String> begun) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>(begun);
        for (Edit edit : edits) {
            String text = texts.containsKey(edit.file()) ? texts.get(edit.file()) : read(scenario, edit.file());
            texts.put(edit.file(), edit.applyTo(text));
        }
        return texts;
    }

    private static IllegalArgumentException misplaced(String file, Path place) {
        return new IllegalArgumentException(
                file + " is not a file of the scenario, of its concept or of " + SHARED + " (" + place + ")");
    }

    /** Without byte order mark, with Unix line ends. */
    static String normalized(String text) {
        return (text.startsWith("\uFEFF") ? text.substring(1) : text)
                .replace("\r\n", "\n")
                .replace('\r', '\n');
    }

    /** The package of a file at that place. */
    static String packageOf(Path place) {
        return place.getParent().toString().replace('/', '.').replace('\\', '.');
    }

    /** Those that must be loaded anew: what is edited, and what may see it. */
    static Set<String> packages(Class<?> scenario, Collection<Path> places) {
        Set<String> packages = new LinkedHashSet<>(Set.of(scenario.getPackageName()));
        String concept = scenario.getPackageName().replaceFirst("\\.\\w+$", "");
        for (Path place : places) {
            String in = packageOf(place);
            if (!in.equals(scenario.getPackageName())) {
                packages.add(in);
                packages.add(concept);
            }
        }
        return packages;
    }
}
