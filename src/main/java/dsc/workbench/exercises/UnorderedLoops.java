package dsc.workbench.exercises;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/**
 * Finds where a file goes through {@link UnorderedValues} one by one, so that what it does differs between two JVMs. Of
 * a variable or a method it knows what the same file gives it. What a stream counts, or puts into another set or in
 * order, is the same in any order.
 */
final class UnorderedLoops {

    private static final Set<String> ONE_BY_ONE = Set.of("forEach", "iterator", "spliterator", "toArray");

    /** Methods of a stream whose result depends on its order. */
    private static final Set<String> IN_ORDER =
            Set.of("forEach", "forEachOrdered", "findFirst", "findAny", "toList", "iterator", "toArray");

    private static final int ROUNDS_MAX = 8;

    private final SourceTree source;
    private final JavacTask task;
    private final Set<Element> known = new HashSet<>();
    private final UnorderedValues values;
    private final List<Problem> problems = new ArrayList<>();

    private UnorderedLoops(SourceTree source, JavacTask task) {
        this.source = source;
        this.task = task;
        this.values = new UnorderedValues(source, task, known);
    }

    /** @param source what {@code task} has analyzed without errors */
    static List<Problem> in(SourceTree source, JavacTask task) {
        UnorderedLoops loops = new UnorderedLoops(source, task);
        loops.learn();
        loops.new Finder().scan(new TreePath(source.tree()), null);
        return loops.problems;
    }

    private void learn() {
        int before = -1;
        for (int round = 0; known.size() > before && round < ROUNDS_MAX; round++) {
            before = known.size();
            new Learner().scan(new TreePath(source.tree()), null);
        }
    }

    /** Learns which variables and methods have such a value. */
    private final class Learner extends TreePathScanner<Void, Void> {

        @Override
        public Void visitVariable(VariableTree variable, Void nothing) {
            if (values.isUnordered(variable.getInitializer())) {
                add(Trees.instance(task).getElement(getCurrentPath()));
            }
            return super.visitVariable(variable, nothing);
        }

        @Override
        public Void visitAssignment(AssignmentTree assignment, Void nothing) {
            if (values.isUnordered(assignment.getExpression())) {
                Element variable = values.element(assignment.getVariable());
                add(variable);
                if (variable != null && variable.getKind() == ElementKind.PARAMETER) {
                    addComponent(variable);
                }
            }
            return super.visitAssignment(assignment, nothing);
        }

        @Override
        public Void visitReturn(ReturnTree returned, Void nothing) {
            if (values.isUnordered(returned.getExpression())) {
                TreePath path = getCurrentPath();
                while (path != null
                        && !(path.getLeaf() instanceof MethodTree)
                        && !(path.getLeaf() instanceof LambdaExpressionTree)) {
                    path = path.getParentPath();
                }
                if (path != null && path.getLeaf() instanceof MethodTree) {
                    add(Trees.instance(task).getElement(path));
                }
            }
            return super.visitReturn(returned, nothing);
        }

        private void add(Element element) {
            if (element != null) {
                known.add(element);
            }
        }

        /** A compact constructor assigns to what becomes the record's component. */
        private void addComponent(Element parameter) {
            if (parameter.getEnclosingElement() instanceof ExecutableElement constructor
                    && constructor.getKind() == ElementKind.CONSTRUCTOR
                    && constructor.getEnclosingElement() instanceof TypeElement record
                    && record.getKind() == ElementKind.RECORD) {
                ElementFilter.fieldsIn(record.getEnclosedElements()).stream()
                        .filter(field -> field.getSimpleName().equals(parameter.getSimpleName()))
                        .forEach(this::add);
                ElementFilter.methodsIn(record.getEnclosedElements()).stream()
                        .filter(method -> method.getSimpleName().equals(parameter.getSimpleName())
                                && method.getParameters().isEmpty())
                        .forEach(this::add);
            }
        }
    }

    /** Finds where they are gone through. */
    private final class Finder extends TreePathScanner<Void, Void> {

        @Override
        public Void visitEnhancedForLoop(EnhancedForLoopTree loop, Void nothing) {
            check(loop.getExpression());
            return super.visitEnhancedForLoop(loop, nothing);
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
            ExpressionTree receiver = UnorderedValues.receiver(call);
            if (receiver != null && values.isUnordered(receiver)) {
                String name = name(call);
                if (ONE_BY_ONE.contains(name) || name.equals("stream") && isInOrder(getCurrentPath())) {
                    check(receiver);
                }
            }
            if (name(call).equals("copyOf")
                    && call.getMethodSelect().toString().equals("List.copyOf")
                    && call.getArguments().size() == 1) {
                check(call.getArguments().getFirst());
            }
            return super.visitMethodInvocation(call, nothing);
        }

        /** Whether what the stream comes to depends on its order; {@code path} is where it is made. */
        private boolean isInOrder(TreePath path) {
            boolean inOrder = false;
            TreePath call = path;
            while (call.getParentPath().getLeaf() instanceof MemberSelectTree select
                    && call.getParentPath().getParentPath().getLeaf() instanceof MethodInvocationTree next
                    && next.getMethodSelect() == select) {
                call = call.getParentPath().getParentPath();
                String name = select.getIdentifier().toString();
                if (name.equals("sorted")) {
                    return false;
                }
                inOrder |= IN_ORDER.contains(name)
                        || name.equals("collect")
                                && next.getArguments()
                                        .toString()
                                        .matches("(Collectors\\.)?(toList|toUnmodifiableList|joining)\\(.*");
            }
            return inOrder;
        }

        private void check(ExpressionTree value) {
            if (values.isUnordered(value)) {
                problems.add(Problem.at(
                        source.source().file(),
                        source.source().text(),
                        source.start(value),
                        shown(value) + " has another order in every JVM, as Set.of, Set.copyOf, Map.of and hash tables"
                                + " of enum constants have; go through a List, a TreeSet, a LinkedHashSet or an"
                                + " EnumSet"));
            }
        }
    }

    private static String name(MethodInvocationTree call) {
        Tree select = call.getMethodSelect();
        return select instanceof MemberSelectTree member
                ? member.getIdentifier().toString()
                : select instanceof IdentifierTree identifier
                        ? identifier.getName().toString()
                        : "";
    }

    /** Such as {@code Set.of(…)} or {@code state.votes()}. */
    private static String shown(Tree value) {
        return switch (value) {
            case MethodInvocationTree call ->
                shown(call.getMethodSelect()) + (call.getArguments().isEmpty() ? "()" : "(…)");
            case MemberSelectTree member -> shown(member.getExpression()) + "." + member.getIdentifier();
            case IdentifierTree identifier -> identifier.getName().toString();
            default -> "this";
        };
    }
}
