package dsc.workbench.exercises;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * Holds a submission to the rules of protocols: time, randomness and settings come from the node, and nothing else
 * comes in, goes out or stays behind, and no order is that of a salted hash. For one file, whose names the compiler has
 * resolved. It does not keep anybody in who wants out: it says what is not meant to be used.
 */
final class HiddenInputs extends TreePathScanner<Void, Void> {

    /**
     * A use, of which there may be several in a line that all mean the same.
     *
     * @param isOfType whether only a class is named, so that a use of its members in that line says more
     */
    private record Found(Problem problem, String saying, boolean isOfType) {

        boolean saysMoreThan(Found other) {
            return problem.line() == other.problem.line()
                    && saying.equals(other.saying)
                    && (other.isOfType ? !isOfType : !isOfType && problem.column() < other.problem.column());
        }
    }

    private final String concept;
    private final SourceTree source;
    private final Trees trees;
    private final Elements elements;
    private final Types types;
    private final SharedState shared;
    private final List<Found> found = new ArrayList<>();

    private HiddenInputs(String concept, SourceTree source, JavacTask task) {
        this.concept = concept;
        this.source = source;
        this.trees = Trees.instance(task);
        this.elements = task.getElements();
        this.types = task.getTypes();
        this.shared = new SharedState(elements, types);
    }

    /** @param sources what {@code task} has analyzed without errors */
    static List<Problem> in(Class<?> scenario, List<SourceTree> sources, JavacTask task) {
        String concept = scenario.getPackageName().replaceFirst("\\.\\w+$", "");
        List<Problem> problems = new ArrayList<>();
        for (SourceTree source : sources) {
            HiddenInputs inputs = new HiddenInputs(concept, source, task);
            inputs.scan(new TreePath(source.tree()), null);
            problems.addAll(inputs.problems());
            problems.addAll(UnorderedLoops.in(source, task));
        }
        return problems;
    }

    private List<Problem> problems() {
        return found.stream()
                .filter(one -> found.stream().noneMatch(other -> other.saysMoreThan(one)))
                .map(Found::problem)
                .toList();
    }

    @Override
    public Void visitImport(ImportTree imported, Void nothing) {
        return null;
    }

    @Override
    public Void visitPackage(PackageTree declared, Void nothing) {
        return null;
    }

    @Override
    public Void visitIdentifier(IdentifierTree identifier, Void nothing) {
        // A class's constructors call that of its superclass, which it has named.
        if (!identifier.getName().contentEquals("super")) {
            check(source.start(identifier));
        }
        return null;
    }

    @Override
    public Void visitMemberSelect(MemberSelectTree select, Void nothing) {
        boolean isOfType =
                trees.getElement(new TreePath(getCurrentPath(), select.getExpression())) instanceof TypeElement;
        int name = source.end(select) - select.getIdentifier().length();
        if (check(isOfType ? source.start(select) : name) && isOfType) {
            return null;
        }
        return super.visitMemberSelect(select, nothing);
    }

    @Override
    public Void visitMemberReference(MemberReferenceTree reference, Void nothing) {
        return check(source.start(reference)) ? null : super.visitMemberReference(reference, nothing);
    }

    @Override
    public Void visitNewClass(NewClassTree creation, Void nothing) {
        check(source.start(creation));
        return super.visitNewClass(creation, nothing);
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
        if (method.getModifiers().getFlags().contains(Modifier.NATIVE)) {
            add(source.start(method), "native methods are not judged; write " + method.getName() + " in Java");
        }
        if (method.getName().contentEquals("finalize") && method.getParameters().isEmpty()) {
            add(source.start(method), "finalize() runs on another thread, at any time; remove it");
        }
        return super.visitMethod(method, nothing);
    }

    @Override
    public Void visitVariable(VariableTree variable, Void nothing) {
        Element field = trees.getElement(getCurrentPath());
        if (field != null && field.getKind() == ElementKind.FIELD) {
            ExpressionTree value = variable.getInitializer();
            shared.saying(
                            field,
                            value instanceof NewClassTree
                                    ? Optional.of(trees.getTypeMirror(new TreePath(getCurrentPath(), value)))
                                    : Optional.empty())
                    .ifPresent(saying -> add(source.start(variable), saying));
        }
        return super.visitVariable(variable, nothing);
    }

    /** Whether what is named here is forbidden. */
    private boolean check(int position) {
        Element element = trees.getElement(getCurrentPath());
        Element owner =
                element instanceof TypeElement ? element : element == null ? null : element.getEnclosingElement();
        if (!(owner instanceof TypeElement declaring) || isOfNoPackage(declaring)) {
            return false;
        }
        boolean isType = element == declaring;
        String use = elements.getBinaryName(declaring) + (isType ? "" : "#" + signature(element));
        String in = elements.getPackageOf(declaring).getQualifiedName().toString();
        Optional<String> saying = ForbiddenUses.saying(use, in, concept);
        saying.ifPresent(says -> add(position, shown(declaring, element) + " " + says, says, isType));
        return saying.isPresent();
    }

    /** Such as that of arrays, which has their length. */
    private boolean isOfNoPackage(TypeElement type) {
        return elements.getPackageOf(type) == null
                || elements.getPackageOf(type).getQualifiedName().isEmpty();
    }

    private String signature(Element member) {
        return member instanceof ExecutableElement method
                ? method.getSimpleName() + "("
                        + method.getParameters().stream()
                                .map(parameter ->
                                        types.erasure(parameter.asType()).toString())
                                .collect(Collectors.joining(","))
                        + ")"
                : member.getSimpleName().toString();
    }

    private static String shown(TypeElement declaring, Element element) {
        String type = declaring.getSimpleName().toString();
        if (!(element instanceof ExecutableElement method)) {
            return element == declaring ? type : type + "." + element.getSimpleName();
        }
        String arguments = method.getParameters().isEmpty() ? "()" : "(…)";
        return method.getKind() == ElementKind.CONSTRUCTOR
                ? "new " + type + arguments
                : type + "." + method.getSimpleName() + arguments;
    }

    private void add(int position, String sentence, String saying, boolean isOfType) {
        // What the compiler added, such as the type of a var, has no position; its members are checked where they are
        // used.
        if (position >= 0) {
            found.add(new Found(
                    Problem.at(source.source().file(), source.source().text(), position, sentence), saying, isOfType));
        }
    }

    private void add(int position, String sentence) {
        add(position, sentence, sentence, false);
    }
}
