package dsc.workbench.exercises;

import dsc.workbench.exercises.EditedSources.UncompilableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles edited sources in this process, and says what is wrong with them as javac does. */
final class EditedCompiler {

    private static final List<String> OPTIONS =
            List.of("--release", "21", "-parameters", "-nowarn", "-proc:none", "-implicit:none");

    private static final int ERRORS_MAX = 5;

    private final EditedSources sources;

    EditedCompiler(EditedSources sources) {
        this.sources = sources;
    }

    /**
     * The class files, by the classes' binary names.
     *
     * @param texts by the files' paths below the root of sources
     */
    Map<String, byte[]> compile(SortedMap<Path, String> texts) throws IOException, UncompilableException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        List<Source> units = new ArrayList<>();
        texts.forEach((place, text) -> units.add(new Source(place, text)));
        try (StandardJavaFileManager files =
                        compiler.getStandardFileManager(said, Locale.ROOT, StandardCharsets.UTF_8);
                InMemory output = new InMemory(files)) {
            if (!compiler.getTask(null, output, said, OPTIONS, null, units).call()) {
                throw new UncompilableException(errors(said.getDiagnostics()));
            }
            return requireNamed(output.written(), texts);
        }
    }

    private Map<String, byte[]> requireNamed(Map<String, byte[]> classes, SortedMap<Path, String> texts)
            throws UncompilableException {
        List<String> named =
                texts.keySet().stream().map(EditedCompiler::className).toList();
        for (String name : named) {
            if (!classes.containsKey(name)) {
                throw new UncompilableException(sources.directory() + " has no class " + name + ", for which a file there is named");
            }
        }
        for (String name : classes.keySet()) {
            if (named.stream().noneMatch(own -> name.equals(own) || name.startsWith(own + "$"))) {
                throw new UncompilableException(sources.directory() + " has a class " + name
                        + ", which no file there is named for; each file may have the class of its name and package"
                        + " alone: " + String.join(", ", named));
            }
        }
        return classes;
    }

    private static String className(Path place) {
        return place.toString()
                .replaceFirst("\\.java$", "")
                .replace(place.getFileSystem().getSeparator(), ".");
    }

    private String errors(List<Diagnostic<? extends JavaFileObject>> all) {
        List<Diagnostic<? extends JavaFileObject>> errors = all.stream()
                .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
                .toList();
        String shown = errors.stream().limit(ERRORS_MAX).map(this::error).collect(Collectors.joining("\n"));
        return errors.size() <= ERRORS_MAX ? shown : shown + "\nand " + (errors.size() - ERRORS_MAX) + " more";
    }

    private String error(Diagnostic<? extends JavaFileObject> error) {
        String message =
                error.getMessage(Locale.ROOT).lines().map(String::strip).collect(Collectors.joining("; "));
        if (!(error.getSource() instanceof Source source) || error.getPosition() < 0) {
            return message;
        }
        String text = source.text;
        int at = (int) Math.min(error.getPosition(), text.length());
        int start = Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
        String line = text.substring(start).lines().findFirst().orElse("");
        String before = line.substring(0, Math.min(at - start, line.length()));
        return sources.files().get(source.place) + ":" + error.getLineNumber() + ": " + message + "\n    "
                + untabbed(line) + "\n    " + " ".repeat(untabbed(before).length()) + "^";
    }

    private static String untabbed(String text) {
        return text.replace("\t", "    ");
    }

    private static final class Source extends SimpleJavaFileObject {

        private final Path place;
        private final String text;

        Source(Path place, String text) {
            super(URI.create("edited:///" + place.toString().replace('\\', '/')), Kind.SOURCE);
            this.place = place;
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Keeps class files in memory. */
    private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {

        private final Map<String, ByteArrayOutputStream> open = new TreeMap<>();

        InMemory(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + name.replace('.', '/') + kind.extension), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return open.computeIfAbsent(name, any -> new ByteArrayOutputStream());
                }
            };
        }

        private Map<String, byte[]> written() {
            Map<String, byte[]> classes = new TreeMap<>();
            open.forEach((name, content) -> classes.put(name, content.toByteArray()));
            return classes;
        }

        /** The files that it forwards to are closed by their owner. */
        @Override
        public void close() {}
    }
}
