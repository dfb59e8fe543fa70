package dsc.workbench.exercises;

import dsc.workbench.protocol.Scenario;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Makes mutants in this process, from the sources of the checkout; nothing is written. One compiler makes many: its
 * first takes a second, the others a fraction of it. For one thread at a time.
 */
public final class MutantCompiler implements AutoCloseable {

    private static final List<String> OPTIONS = List.of("-parameters", "-nowarn", "-proc:none", "-implicit:none");

    /** What protocols of several concepts use. */
    private static final String SHARED = "shared";

    private final Path sources;
    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);

    /** @param home where {@code src/main/java} lies */
    public MutantCompiler(Path home) {
        this.sources = home.resolve(Path.of("src", "main", "java"));
    }

    /**
     * The scenario with the mutant's edits. Its class loader also has the scenario's tests, if this one has.
     *
     * @throws IllegalArgumentException when an edit does not apply, or what it gives does not compile
     */
    public Scenario<?> scenario(Class<?> product, Mutant mutant) throws IOException {
        try {
            return (Scenario<?>) loader(product, mutant)
                    .loadClass(product.getName())
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException malformed) {
            throw new IllegalArgumentException("mutant \"" + mutant + "\" has no scenario", malformed);
        }
    }

    private ClassLoader loader(Class<?> product, Mutant mutant) throws IOException {
        try {
            Map<Path, String> texts = edited(product, mutant);
            return new PackageLoader(packages(product, texts.keySet()), compile(texts), product.getClassLoader());
        } catch (IllegalArgumentException inapplicable) {
            throw new IllegalArgumentException("mutant \"" + mutant + "\": " + inapplicable.getMessage(), inapplicable);
        }
    }

    /** The text of each file that the mutant edits, by its path below the sources. */
    private Map<Path, String> edited(Class<?> product, Mutant mutant) throws IOException {
        Path directory = Path.of(product.getPackageName().replace('.', '/'));
        Map<Path, String> texts = new LinkedHashMap<>();
        for (Edit edit : mutant.edits()) {
            Path file = directory.resolve(edit.file()).normalize();
            Path in = file.getParent();
            boolean allowed = file.toString().endsWith(".java")
                    && in != null
                    && (in.equals(directory) || in.equals(directory.getParent()) || in.endsWith(SHARED))
                    && Files.isRegularFile(sources.resolve(file));
            if (!allowed) {
                throw new IllegalArgumentException(edit.file() + " is not a file of the scenario, of its concept or of "
                        + SHARED + " (" + file + ")");
            }
            String text = texts.containsKey(file) ? texts.get(file) : Files.readString(sources.resolve(file));
            texts.put(file, edit.applyTo(text));
        }
        return texts;
    }

    /** Those that must be loaded anew: what is edited, and what may see it. */
    private static Set<String> packages(Class<?> product, Set<Path> files) {
        Set<String> packages = new LinkedHashSet<>(Set.of(product.getPackageName()));
        String concept = product.getPackageName().replaceFirst("\\.\\w+$", "");
        for (Path file : files) {
            String in = file.getParent().toString().replace('/', '.').replace('\\', '.');
            if (!in.equals(product.getPackageName())) {
                packages.add(in);
                packages.add(concept);
            }
        }
        return packages;
    }

    private Map<String, byte[]> compile(Map<Path, String> texts) throws IOException {
        StringWriter messages = new StringWriter();
        List<JavaFileObject> units = texts.entrySet().stream()
                .<JavaFileObject>map(text -> new Source(text.getKey(), text.getValue()))
                .toList();
        try (InMemory output = new InMemory(files)) {
            if (!compiler.getTask(messages, output, null, OPTIONS, null, units).call()) {
                throw new IllegalArgumentException("it does not compile:\n" + messages);
            }
            return output.classes();
        }
    }

    @Override
    public void close() throws IOException {
        files.close();
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(Path file, String text) {
            super(URI.create("edited:///" + file.toString().replace('\\', '/')), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Keeps class files in memory. */
    private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {

        private final Map<String, ByteArrayOutputStream> written = new HashMap<>();

        InMemory(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + name.replace('.', '/') + kind.extension), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return written.computeIfAbsent(name, any -> new ByteArrayOutputStream());
                }
            };
        }

        private Map<String, byte[]> classes() {
            return written.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, one -> one.getValue().toByteArray()));
        }

        /** The files that it forwards to are closed by their owner. */
        @Override
        public void close() {}
    }
}
