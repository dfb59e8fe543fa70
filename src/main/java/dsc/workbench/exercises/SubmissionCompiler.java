package dsc.workbench.exercises;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles submissions and mutants in this process, against the classes that it has; nothing is written. One compiler
 * makes many: its first takes a second, the others a fraction of it. For one thread at a time.
 */
public final class SubmissionCompiler implements AutoCloseable {

    private static final List<String> OPTIONS =
            List.of("-parameters", "-nowarn", "-proc:none", "-implicit:none", "-sourcepath", "");

    /** How many problems are listed; the others mostly follow from them. */
    private static final int PROBLEMS_MAX = 5;

    private final ProductSources sources;
    private final boolean isTrusted;
    private final JavaCompiler compiler = javac();
    private final StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);

    private final BrokenReferences references = new BrokenReferences(files);

    /** @param home where {@code src/main/java} lies */
    public SubmissionCompiler(Path home) {
        this(home, false);
    }

    /** @param isTrusted whether it may use whatever it likes, as the product's own mutants */
    SubmissionCompiler(Path home, boolean isTrusted) {
        this.sources = new ProductSources(home);
        this.isTrusted = isTrusted;
    }

    /**
     * What became of a submission.
     *
     * @param classes class files by the classes' binary names; empty if there are problems
     * @param packages those that must be loaded anew, with all below them
     * @param problems what keeps it from being judged, in the order of files and lines, at most five; empty if nothing
     *     does
     */
    public record Compiled(Map<String, byte[]> classes, Set<String> packages, List<Problem> problems) {

        public Compiled {
            classes = Map.copyOf(classes);
            packages = Set.copyOf(packages);
            problems = List.copyOf(problems);
        }

        /** Whether it compiled and uses nothing that it may not. */
        public boolean isUsable() {
            return problems.isEmpty();
        }
    }

    /** @throws IllegalStateException when Java has no compiler */
    static JavaCompiler javac() {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        if (javac == null) {
            throw new IllegalStateException("this Java has no compiler; exercises need a JDK (JAVA_HOME)");
        }
        return javac;
    }

    /**
     * Compiles the submission's files in place of the product's.
     *
     * @throws IllegalArgumentException when a file lies in none of the packages that a submission may edit
     */
    public Compiled compile(Class<?> scenario, Submission submission) throws IOException {
        return compile(scenario, submission, Map.of());
    }

    /**
     * The same together with files that may use whatever they like, such as trials.
     *
     * @param trusted texts, as those of a submission
     */
    public Compiled compile(Class<?> scenario, Submission submission, Map<String, String> trusted) throws IOException {
        List<SourceFile> units = new ArrayList<>();
        Stream.of(submission.files(), trusted)
                .forEach(files -> files.forEach(
                        (file, text) -> units.add(new SourceFile(file, sources.place(scenario, file), text))));
        Set<String> packages = ProductSources.packages(
                scenario, units.stream().map(SourceFile::place).toList());
        List<Problem> problems = new ArrayList<>();
        Map<String, byte[]> classes = units.isEmpty() ? Map.of() : compile(scenario, units, trusted.keySet(), problems);
        if (problems.isEmpty()) {
            problems.addAll(references.in(scenario, packages, units, classes));
        }
        return new Compiled(problems.isEmpty() ? classes : Map.of(), packages, first(problems, units));
    }

    private Map<String, byte[]> compile(
            Class<?> scenario, List<SourceFile> units, Set<String> trusted, List<Problem> problems) throws IOException {
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try (ClassesInMemory output = new ClassesInMemory(files)) {
            JavacTask task =
                    (JavacTask) compiler.getTask(Writer.nullWriter(), output, diagnostics, OPTIONS, null, units);
            List<SourceTree> trees = SourceTree.parse(task, units);
            if (addErrors(diagnostics, units, problems)) {
                // Where a file does not parse, the same is said of line after line.
                Set<String> said = new HashSet<>();
                problems.removeIf(problem -> !said.add(problem.file() + problem.sentence()));
                return Map.of();
            }
            trees.forEach(tree -> addMisplaced(tree, problems));
            if (!problems.isEmpty()) {
                return Map.of();
            }
            task.analyze();
            if (addErrors(diagnostics, units, problems)) {
                return Map.of();
            }
            if (!isTrusted) {
                List<SourceTree> checked = trees.stream()
                        .filter(tree -> !trusted.contains(tree.source().file()))
                        .toList();
                problems.addAll(HiddenInputs.in(scenario, checked, task));
            }
            if (problems.isEmpty()) {
                task.generate();
                addErrors(diagnostics, units, problems);
            }
            return output.classes();
        } catch (StackOverflowError | IllegalStateException | AssertionError defeated) {
            boolean isDeep =
                    defeated instanceof StackOverflowError || defeated.getCause() instanceof StackOverflowError;
            problems.add(Problem.of(
                    units.getFirst().file(),
                    "the compiler gave up" + (isDeep ? "" : " (" + defeated + ")")
                            + "; nest less, and write expressions in several pieces"));
            return Map.of();
        }
    }

    /** The package that is declared, and the classes that are, must be those of the file's name. */
    private static void addMisplaced(SourceTree parsed, List<Problem> problems) {
        SourceFile source = parsed.source();
        Tree declared = parsed.tree().getPackageName();
        if (declared == null || !declared.toString().equals(source.packageName())) {
            String sentence = "its first line must be: package " + source.packageName() + ";";
            problems.add(
                    declared == null
                            ? Problem.at(source.file(), source.text(), 0, sentence)
                            : parsed.problem(declared, sentence));
            return;
        }
        boolean hasOwn = false;
        for (Tree type : parsed.tree().getTypeDecls()) {
            if (type instanceof ClassTree top && top.getSimpleName().contentEquals(source.simpleName())) {
                hasOwn = true;
            } else if (type instanceof ClassTree other) {
                problems.add(parsed.problem(
                        other,
                        "no class " + other.getSimpleName() + " may stand here; nest it in " + source.simpleName()));
            }
        }
        if (!hasOwn) {
            problems.add(Problem.of(source.file(), "has no class " + source.simpleName()));
        }
    }

    private static boolean addErrors(
            DiagnosticCollector<JavaFileObject> diagnostics, List<SourceFile> units, List<Problem> problems) {
        for (Diagnostic<? extends JavaFileObject> diagnostic : diagnostics.getDiagnostics()) {
            if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
                SourceFile source =
                        diagnostic.getSource() instanceof SourceFile submitted ? submitted : units.getFirst();
                problems.add(problem(source.file(), source.text(), diagnostic));
            }
        }
        return !problems.isEmpty();
    }

    /** What the compiler says, in its words; of classes, it says their simple names. */
    static Problem problem(String file, String text, Diagnostic<? extends JavaFileObject> diagnostic) {
        String sentence = diagnostic.getMessage(Locale.ROOT).replaceAll("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])", "");
        return Problem.at(file, text, diagnostic.getPosition(), sentence);
    }

    private static List<Problem> first(List<Problem> problems, List<SourceFile> units) {
        List<String> order = units.stream().map(SourceFile::file).toList();
        return problems.stream()
                .distinct()
                .sorted(Comparator.<Problem>comparingInt(problem -> order.indexOf(problem.file()))
                        .thenComparingLong(Problem::line)
                        .thenComparingLong(Problem::column))
                .limit(PROBLEMS_MAX)
                .toList();
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
