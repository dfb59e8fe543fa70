package dsc.workbench.exercises;

import com.sun.source.tree.ImportTree;
import dsc.workbench.protocol.Suggestions;
import dsc.workbench.protocol.Todo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;

/** Cuts skeletons of exercises from the product's sources, so that there is no second copy of them. */
public final class Skeleton {

    private static final String INDENT = "    ";
    private static final int WIDTH_MAX = 120;

    private final ProductSources sources;

    /** @param home where {@code src/main/java} lies */
    public Skeleton(Path home) {
        this.sources = new ProductSources(home);
    }

    /**
     * The names of the methods that a learner may write, each once, in the order of the file.
     *
     * @param file relative to the scenario's package
     */
    public List<String> methods(Class<?> scenario, String file) throws IOException {
        JavaCompiler compiler = SubmissionCompiler.javac();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            SourceFile source = new SourceFile(file, sources.place(scenario, file), sources.read(scenario, file));
            return ParsedFile.parse(compiler, files, source).methods().stream()
                    .filter(ParsedFile.Method::hasBody)
                    .map(ParsedFile.Method::name)
                    .distinct()
                    .toList();
        }
    }

    /** The files of a scenario's own package that have something to edit, by name. */
    public List<String> files(Class<?> scenario) throws IOException {
        return sources.files(scenario);
    }

    /**
     * The edited files without what the learner is to write. Signatures, annotations and documentation stay: they are
     * the task. Imports that nothing uses any more are gone.
     *
     * @param edited files relative to the scenario's package
     * @param stubs methods whose bodies become {@code throw Todo.write("…");}
     * @param removed methods that go with their documentation
     * @param edits applied to what is left
     * @return texts by {@code edited}, in that order, with Unix line ends
     * @throws IllegalArgumentException when a file is none of the scenario's, a method is none or several, an edit does
     *     not apply, or a stub, removal or edit is of another file
     */
    public Map<String, String> cut(
            Class<?> scenario, List<String> edited, List<Stub> stubs, List<Removal> removed, List<Edit> edits)
            throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String file : edited) {
            texts.put(file, sources.read(scenario, file));
        }
        return cut(scenario, texts, stubs, removed, edits);
    }

    /**
     * The same of files that need not be the product's.
     *
     * @param edited their texts
     */
    Map<String, String> cut(
            Class<?> scenario, Map<String, String> edited, List<Stub> stubs, List<Removal> removed, List<Edit> edits)
            throws IOException {
        stubs.forEach(stub -> requireEdited(stub.file(), edited.keySet()));
        removed.forEach(removal -> requireEdited(removal.file(), edited.keySet()));
        edits.forEach(edit -> requireEdited(edit.file(), edited.keySet()));
        JavaCompiler compiler = SubmissionCompiler.javac();
        Map<String, String> texts = new LinkedHashMap<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            for (String file : edited.keySet()) {
                SourceFile source = new SourceFile(file, sources.place(scenario, file), edited.get(file));
                ParsedFile parsed = ParsedFile.parse(compiler, files, source);
                String cut = replaceMethods(source, parsed, stubs, removed);
                for (Edit edit : edits) {
                    cut = edit.file().equals(file) ? edit.applyTo(cut) : cut;
                }
                SourceFile left = new SourceFile(file, source.place(), cut);
                boolean hasStub = stubs.stream().anyMatch(stub -> stub.file().equals(file));
                texts.put(file, importing(left, ParsedFile.parse(compiler, files, left), hasStub));
            }
        }
        return texts;
    }

    private static void requireEdited(String file, Collection<String> edited) {
        if (!edited.contains(file)) {
            throw new IllegalArgumentException(file + " is not among the files to edit: " + String.join(", ", edited));
        }
    }

    /** @param start counted from 0 */
    private record Replacement(int start, int end, String text) {}

    private static String replaceMethods(
            SourceFile source, ParsedFile parsed, List<Stub> stubs, List<Removal> removed) {
        List<ParsedFile.Method> methods = parsed.methods();
        List<Replacement> replacements = new ArrayList<>();
        for (Stub stub : stubs) {
            if (stub.file().equals(source.file())) {
                ParsedFile.Method method = method(source, methods, stub.method());
                if (!method.hasBody()) {
                    throw new IllegalArgumentException(source.file() + ": " + stub.method() + " has no body");
                }
                replacements.add(stubbed(source.text(), method, stub.todo()));
            }
        }
        for (Removal removal : removed) {
            if (removal.file().equals(source.file())) {
                replacements.add(without(source.text(), method(source, methods, removal.method())));
            }
        }
        return replaced(source, replacements);
    }

    /** The only one that is written so. */
    private static ParsedFile.Method method(SourceFile source, List<ParsedFile.Method> methods, String written) {
        List<ParsedFile.Method> found =
                methods.stream().filter(method -> method.isWritten(written)).toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        if (found.size() > 1) {
            throw new IllegalArgumentException(source.file() + " has " + found.size() + " methods " + written
                    + "; write " + found.stream().map(Object::toString).collect(Collectors.joining(" or ")));
        }
        List<String> names =
                methods.stream().map(ParsedFile.Method::name).distinct().toList();
        String name = written.replaceFirst("\\(.*", "").replaceFirst(".*\\.", "");
        List<String> near = names.contains(name)
                ? methods.stream()
                        .filter(method -> method.name().equals(name))
                        .map(Object::toString)
                        .toList()
                : Suggestions.to(name, names);
        throw new IllegalArgumentException(source.file() + " has no method " + written
                + (near.isEmpty()
                        ? "; it has " + String.join(", ", names)
                        : "; did you mean " + String.join(", ", near) + "?"));
    }

    private static Replacement stubbed(String text, ParsedFile.Method method, String todo) {
        String indent = indentAt(text, method.start());
        String literal = "\"" + todo.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\");";
        String call = indent + INDENT + "throw " + Todo.class.getSimpleName() + ".write(";
        boolean fits = call.length() + literal.length() <= WIDTH_MAX;
        return new Replacement(
                method.bodyStart(),
                method.end(),
                "{\n" + call + (fits ? "" : "\n" + indent + INDENT.repeat(3)) + literal + "\n" + indent + "}");
    }

    private static String indentAt(String text, int position) {
        int line = text.lastIndexOf('\n', position) + 1;
        int end = line;
        while (Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return text.substring(line, end);
    }

    /** Whole lines, with the comments above it and one of the blank lines around it. */
    private static Replacement without(String text, ParsedFile.Method method) {
        int start = withComments(text, text.lastIndexOf('\n', method.start()) + 1);
        int newline = text.indexOf('\n', method.end());
        int end = newline < 0 ? text.length() : newline + 1;
        if (text.startsWith("\n", end)) {
            end++;
        } else if (start >= 2 && text.startsWith("\n\n", start - 2)) {
            start--;
        }
        return new Replacement(start, end, "");
    }

    /**
     * The start of the line in which the comments begin that stand directly above the line that starts at {@code line}.
     */
    private static int withComments(String text, int line) {
        int above = line == 0 ? 0 : text.lastIndexOf('\n', line - 2) + 1;
        String content = text.substring(above, line).strip();
        if (content.startsWith("//")) {
            return withComments(text, above);
        }
        if (!content.endsWith("*/")) {
            return line;
        }
        int comment = text.lastIndexOf("/*", line);
        int first = text.lastIndexOf('\n', comment) + 1;
        return text.substring(first, comment).isBlank() ? withComments(text, first) : line;
    }

    private static String replaced(SourceFile source, List<Replacement> replacements) {
        StringBuilder text = new StringBuilder(source.text());
        int last = text.length();
        for (Replacement one : replacements.stream()
                .sorted(Comparator.comparingInt(Replacement::start).reversed())
                .toList()) {
            int start = one.start();
            int end = one.end();
            if (end > last && source.text().substring(last, end).isBlank()) {
                // The blank line between two methods that are removed went with the later one; this one takes the line
                // above it.
                end = last;
                start -= source.text().startsWith("\n\n", start - 2) ? 1 : 0;
            }
            if (end > last) {
                throw new IllegalArgumentException(
                        String.format(Locale.ROOT, "%s: a method is written or removed twice", source.file()));
            }
            text.replace(start, end, one.text());
            last = start;
        }
        return text.toString();
    }

    /** The text without imports that nothing uses, and with that of {@link Todo} if it has a stub. */
    private static String importing(SourceFile source, ParsedFile parsed, boolean hasStub) {
        StringBuilder text = new StringBuilder(source.text());
        String todo = Todo.class.getName();
        List<ImportTree> unused = parsed.unusedImports();
        List<? extends ImportTree> plain =
                parsed.imports().stream().filter(one -> !one.isStatic()).toList();
        List<Replacement> replacements = new ArrayList<>();
        for (ImportTree one : unused) {
            int newline = source.text().indexOf('\n', parsed.end(one));
            replacements.add(new Replacement(parsed.start(one), newline + 1, ""));
        }
        boolean isKnown = source.packageName().equals(Todo.class.getPackageName())
                || plain.stream()
                        .anyMatch(one -> one.getQualifiedIdentifier().toString().equals(todo));
        if (hasStub && !isKnown) {
            String line = "import " + todo + ";\n";
            int before = plain.stream()
                    .filter(one -> one.getQualifiedIdentifier().toString().compareTo(todo) > 0)
                    .mapToInt(parsed::start)
                    .findFirst()
                    .orElse(-1);
            if (before >= 0) {
                replacements.add(new Replacement(before, before, line));
            } else {
                int behind = parsed.imports().isEmpty()
                        ? parsed.packageEnd()
                        : parsed.end(parsed.imports().getLast());
                int at = source.text().indexOf('\n', behind) + 1;
                replacements.add(new Replacement(at, at, plain.isEmpty() ? "\n" + line : line));
            }
        }
        // The imports end where the class's documentation begins, which blank lines may precede.
        int end = parsed.typesStart();
        replacements.sort(Comparator.comparingInt(Replacement::start)
                .thenComparingInt(Replacement::end)
                .reversed());
        for (Replacement one : replacements) {
            text.replace(one.start(), one.end(), one.text());
            end += one.text().length() - (one.end() - one.start());
        }
        return text.substring(0, end).replaceAll("\n{3,}", "\n\n") + text.substring(end);
    }
}
