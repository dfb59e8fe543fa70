package dsc.workbench.exercises;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/**
 * Tells which expressions of a file have elements whose order may differ between two JVMs: what {@code Set.of} and its
 * like make, whose order is salted, and hash tables whose keys have hash codes by identity, as enum constants do.
 */
final class UnorderedValues {

    private static final Set<String> TABLES = Set.of("java.util.HashSet", "java.util.HashMap");
    private static final Set<String> VIEWS = Set.of("keySet", "values", "entrySet");
    private static final Set<String> COLLECTED = Set.of("toSet", "toMap", "groupingBy");
    private static final Set<String> SALTED = Set.of("toUnmodifiableSet", "toUnmodifiableMap");
    private static final int NESTED_MAX = 4;

    private final SourceTree source;
    private final Trees trees;
    private final Elements elements;

    /** Variables that are given such a value somewhere in the file, and methods that return one. */
    private final Set<Element> known;

    UnorderedValues(SourceTree source, JavacTask task, Set<Element> known) {
        this.source = source;
        this.trees = Trees.instance(task);
        this.elements = task.getElements();
        this.known = known;
    }

    boolean isUnordered(ExpressionTree value) {
        return switch (value) {
            case null -> false;
            case ParenthesizedTree inner -> isUnordered(inner.getExpression());
            case TypeCastTree cast -> isUnordered(cast.getExpression());
            case ConditionalExpressionTree either ->
                isUnordered(either.getTrueExpression()) || isUnordered(either.getFalseExpression());
            case MethodInvocationTree call -> isUnordered(call);
            case NewClassTree created -> isTableByIdentity(type(created));
            default -> known.contains(element(value)) || isTableByIdentity(type(value));
        };
    }

    private boolean isUnordered(MethodInvocationTree call) {
        if (!(element(call) instanceof ExecutableElement method)) {
            return false;
        }
        String owner = owner(method);
        String name = method.getSimpleName().toString();
        List<? extends ExpressionTree> arguments = call.getArguments();
        if (name.equals("copyOf") && owner.matches("java\\.util\\.(Set|Map)")) {
            return true;
        }
        // One element has one order.
        if (owner.equals("java.util.Set") && name.equals("of")) {
            return arguments.size() > 1 || method.isVarArgs() && arguments.size() == 1;
        }
        if (owner.equals("java.util.Map") && (name.equals("of") && arguments.size() > 2 || name.equals("ofEntries"))) {
            return arguments.size() > 1;
        }
        if (name.equals("collect") && arguments.size() == 1) {
            return isUnorderedCollector(arguments.getFirst(), type(call));
        }
        if (owner.equals("java.util.Collections") && name.startsWith("unmodifiable")) {
            return isUnordered(arguments.getFirst());
        }
        if (VIEWS.contains(name) && receiver(call) != null && isUnordered(receiver(call))) {
            return true;
        }
        return known.contains(method) || isTableByIdentity(type(call));
    }

    private boolean isUnorderedCollector(ExpressionTree collector, TypeMirror made) {
        if (!(collector instanceof MethodInvocationTree call
                && element(call) instanceof ExecutableElement method
                && owner(method).equals("java.util.stream.Collectors"))) {
            return false;
        }
        String name = method.getSimpleName().toString();
        // With a fourth argument, or a third of groupingBy, it is said what kind of map is made.
        boolean isOwnTable = call.getArguments().size() > (name.equals("groupingBy") ? 2 : 3);
        return SALTED.contains(name) || COLLECTED.contains(name) && !isOwnTable && hasKeyByIdentity(made);
    }

    private boolean isTableByIdentity(TypeMirror type) {
        return type instanceof DeclaredType declared
                && declared.asElement() instanceof TypeElement table
                && (table.getQualifiedName().contentEquals("java.util.IdentityHashMap")
                        || TABLES.contains(table.getQualifiedName().toString()) && hasKeyByIdentity(declared));
    }

    private boolean hasKeyByIdentity(TypeMirror table) {
        return table instanceof DeclaredType declared
                && !declared.getTypeArguments().isEmpty()
                && hasHashByIdentity(declared.getTypeArguments().getFirst(), NESTED_MAX);
    }

    /** A type that may have several implementations counts as one with a value hash. */
    private boolean hasHashByIdentity(TypeMirror type, int depth) {
        if (depth == 0 || !(type instanceof DeclaredType declared && declared.asElement() instanceof TypeElement of)) {
            return false;
        }
        return switch (of.getKind()) {
            case ENUM -> true;
            case RECORD ->
                !hasHashOfItsOwn(of)
                        && of.getRecordComponents().stream()
                                .anyMatch(component -> hasHashByIdentity(component.asType(), depth - 1));
            case CLASS ->
                !of.getModifiers().contains(Modifier.ABSTRACT)
                        && !of.getQualifiedName().contentEquals("java.lang.Object")
                        && elements.getAllMembers(of).stream()
                                .filter(UnorderedValues::isHashCode)
                                .filter(member ->
                                        !member.getEnclosingElement().getKind().isInterface())
                                .allMatch(member -> owner(member).equals("java.lang.Object"));
            default -> false;
        };
    }

    /** A record that was compiled before may. */
    private boolean hasHashOfItsOwn(TypeElement record) {
        ClassTree declared = trees.getTree(record);
        return declared == null
                || declared.getMembers().stream()
                        .anyMatch(member -> member instanceof MethodTree method
                                && method.getName().contentEquals("hashCode"));
    }

    private static boolean isHashCode(Element member) {
        return member.getKind() == ElementKind.METHOD
                && member.getSimpleName().contentEquals("hashCode")
                && ((ExecutableElement) member).getParameters().isEmpty();
    }

    /** What a method is called on; null if that is not said. */
    static ExpressionTree receiver(MethodInvocationTree call) {
        return call.getMethodSelect() instanceof MemberSelectTree select ? select.getExpression() : null;
    }

    Element element(Tree tree) {
        TreePath path = trees.getPath(source.tree(), tree);
        return path == null ? null : trees.getElement(path);
    }

    private TypeMirror type(Tree tree) {
        TreePath path = trees.getPath(source.tree(), tree);
        return path == null ? null : trees.getTypeMirror(path);
    }

    private static String owner(Element member) {
        return member.getEnclosingElement() instanceof TypeElement type
                ? type.getQualifiedName().toString()
                : "";
    }
}
