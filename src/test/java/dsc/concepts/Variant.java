package dsc.concepts;

import dsc.workbench.protocol.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A deliberately broken protocol: the product's sources with a few small edits, compiled when a test asks for it. It
 * exists below {@code target/} only.
 *
 * @param product the scenario whose package it is made from
 * @param name what it gets wrong
 * @param edits the edits, each of which must apply
 */
public record Variant(Class<? extends Scenario<?>> product, String name, List<Edit> edits) {

    private static final Path SOURCES = Path.of("src/main/java");

    /**
     * @param before text that stands in the file exactly once
     * @param after what takes its place
     */
    public record Edit(String file, String before, String after) {}

    public Variant {
        edits = List.copyOf(edits);
    }

    public static Variant of(Class<? extends Scenario<?>> product, String name, Edit... edits) {
        return new Variant(product, name, List.of(edits));
    }

    /** The variant in this process. */
    public Scenario<?> scenario() throws IOException {
        try {
            return (Scenario<?>) new Loader(product.getPackageName(), compile())
                    .loadClass(product.getName())
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException malformed) {
            throw new IllegalStateException("the variant \"" + name + "\" has no scenario", malformed);
        }
    }

    /** Compiles the files that the variant edits, and returns the directory with their classes. */
    public Path compile() throws IOException {
        Path root = Path.of("target", "variants", name.replace(' ', '-')).toAbsolutePath();
        Path sources = root.resolve("sources");
        Path classes = root.resolve("classes");
        deleteAll(root);
        Files.createDirectories(sources);
        Files.createDirectories(classes);
        Map<String, String> texts = new LinkedHashMap<>();
        for (Edit edit : edits) {
            String text = texts.containsKey(edit.file())
                    ? texts.get(edit.file())
                    : Files.readString(SOURCES.resolve(product.getPackageName().replace('.', '/'))
                            .resolve(edit.file()));
            texts.put(edit.file(), edited(edit, text));
        }
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> text : texts.entrySet()) {
            files.add(Files.writeString(sources.resolve(text.getKey()), text.getValue()));
        }
        compile(files, classes);
        return classes;
    }

    private void compile(List<Path> files, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            messages,
                            manager,
                            null,
                            List.of(
                                    "--release",
                                    "21",
                                    "-parameters",
                                    "-nowarn",
                                    "-proc:none",
                                    "-d",
                                    classes.toString(),
                                    "-cp",
                                    System.getProperty("java.class.path")),
                            null,
                            manager.getJavaFileObjectsFromPaths(files))
                    .call();
            if (!compiled) {
                throw new IllegalStateException("the variant \"" + name + "\" does not compile:\n" + messages);
            }
        }
    }

    private String edited(Edit edit, String text) {
        int at = text.indexOf(edit.before());
        if (at < 0 || text.indexOf(edit.before(), at + 1) >= 0) {
            throw new IllegalStateException(
                    "the variant \"" + name + "\" expects this exactly once in " + edit.file() + ":\n" + edit.before());
        }
        return text.replace(edit.before(), edit.after());
    }

    private static void deleteAll(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /**
     * Has the whole package of its own: the variant's classes, and copies of those that it leaves as they are, so that
     * they see each other. All else is shared with the tests.
     */
    private static final class Loader extends ClassLoader {

        private final String product;
        private final Path classes;

        Loader(String product, Path classes) {
            super(Variant.class.getClassLoader());
            this.product = product + ".";
            this.classes = classes;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(product)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            String file = name.replace('.', '/') + ".class";
            Path edited = classes.resolve(file);
            try (InputStream in = Files.exists(edited)
                    ? Files.newInputStream(edited)
                    : getParent().getResourceAsStream(file)) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] code = in.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }
    }
}
