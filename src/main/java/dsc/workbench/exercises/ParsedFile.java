package dsc.workbench.exercises;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;

/** A source file and its syntax tree; what its names mean is not known. */
final class ParsedFile {

    /** The references of a documentation comment: {@code {@link Vote}}, {@code @throws IOException}. */
    private static final Pattern REFERENCE = Pattern.compile(
            "\\{@(?:link|linkplain|value)\\s+([^}]*)}|@(?:see|throws|exception)\\s+([^\\s(]+(?:\\([^)]*\\))?)");

    /**
     * A method of a class that has a name, not of one in a method's body.
     *
     * @param within the class, with those around it: {@code Election.Tally}
     */
    record Method(String within, String name, String parameters, int start, int end, int bodyStart) {

        /** Whether it is written so: its name, perhaps behind classes, perhaps before the types of its parameters. */
        boolean isWritten(String written) {
            int open = written.indexOf('(');
            String path = open < 0 ? written : written.substring(0, open);
            String full = within + "." + name;
            return (full.equals(path) || full.endsWith("." + path))
                    && (open < 0 || ("(" + parameters + ")").equals(withoutArguments(written.substring(open))));
        }

        boolean hasBody() {
            return bodyStart >= 0;
        }

        @Override
        public String toString() {
            return within + "." + name + "(" + parameters.replace(",", ", ") + ")";
        }
    }

    private final SourceTree parsed;

    private ParsedFile(SourceTree parsed) {
        this.parsed = parsed;
    }

    /** @throws IllegalArgumentException when it does not parse */
    static ParsedFile parse(JavaCompiler compiler, JavaFileManager files, SourceFile source) throws IOException {
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        JavacTask task = (JavacTask)
                compiler.getTask(Writer.nullWriter(), files, diagnostics, List.of("-proc:none"), null, List.of(source));
        ParsedFile parsed =
                new ParsedFile(SourceTree.parse(task, List.of(source)).getFirst());
        for (Diagnostic<? extends JavaFileObject> diagnostic : diagnostics.getDiagnostics()) {
            if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
                throw new IllegalArgumentException("what is left of " + source.file() + " does not parse: "
                        + SubmissionCompiler.problem(source.file(), source.text(), diagnostic));
            }
        }
        return parsed;
    }

    /** In the order of the file; without constructors. */
    List<Method> methods() {
        List<Method> methods = new ArrayList<>();
        for (Tree type : unit().getTypeDecls()) {
            if (type instanceof ClassTree top) {
                addMethods("", top, methods);
            }
        }
        return methods;
    }

    private void addMethods(String around, ClassTree type, List<Method> methods) {
        String within = around + type.getSimpleName();
        for (Tree member : type.getMembers()) {
            if (member instanceof ClassTree nested) {
                addMethods(within + ".", nested, methods);
            } else if (member instanceof MethodTree method && method.getReturnType() != null) {
                methods.add(method(within, method));
            }
        }
    }

    private Method method(String within, MethodTree method) {
        List<String> parameters = method.getParameters().stream()
                .map(parameter -> withoutArguments(parameter.getType().toString()))
                .toList();
        return new Method(
                within,
                method.getName().toString(),
                String.join(",", parameters),
                parsed.start(method),
                parsed.end(method),
                method.getBody() == null ? -1 : parsed.start(method.getBody()));
    }

    /** Type arguments and spaces removed. */
    private static String withoutArguments(String types) {
        String before = types.replaceAll("\\s", "");
        String after = before.replaceAll("<[^<>]*>", "");
        return after.equals(before) ? after : withoutArguments(after);
    }

    List<? extends ImportTree> imports() {
        return unit().getImports();
    }

    /** Imports of names that neither the code nor its documentation has. */
    List<ImportTree> unusedImports() {
        Set<String> used = names();
        List<ImportTree> unused = new ArrayList<>();
        for (ImportTree one : unit().getImports()) {
            String name = one.getQualifiedIdentifier().toString();
            String simple = name.substring(name.lastIndexOf('.') + 1);
            if (!simple.equals("*") && !used.contains(simple)) {
                unused.add(one);
            }
        }
        return unused;
    }

    private Set<String> names() {
        Set<String> names = new HashSet<>();
        TreeScanner<Void, Void> identifiers = new TreeScanner<>() {
            @Override
            public Void visitIdentifier(IdentifierTree identifier, Void nothing) {
                names.add(identifier.getName().toString());
                return null;
            }
        };
        identifiers.scan(unit().getTypeDecls(), null);
        Matcher references = REFERENCE.matcher(parsed.source().text());
        while (references.find()) {
            String reference = references.group(1) == null ? references.group(2) : references.group(1);
            names.addAll(List.of(reference.split("\\W+")));
        }
        return names;
    }

    /** The end of the package's declaration; 0 without one. */
    int packageEnd() {
        return unit().getPackage() == null ? 0 : parsed.end(unit().getPackage());
    }

    /** Where the first class begins, behind its documentation. */
    int typesStart() {
        return unit().getTypeDecls().isEmpty()
                ? parsed.source().text().length()
                : parsed.start(unit().getTypeDecls().getFirst());
    }

    int start(Tree tree) {
        return parsed.start(tree);
    }

    int end(Tree tree) {
        return parsed.end(tree);
    }

    private CompilationUnitTree unit() {
        return parsed.tree();
    }
}
