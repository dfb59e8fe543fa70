package dsc.workbench.exercises;

import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Fields that all nodes of a JVM would have in common, as far as that is seen from their types and first values. */
final class SharedState {

    private static final Set<String> MUTABLE = Set.of(
            "java.lang.StringBuilder",
            "java.lang.StringBuffer",
            "java.util.BitSet",
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.util.Date",
            "java.util.Iterator",
            "java.util.random.RandomGenerator");

    private final Elements elements;
    private final Types types;

    SharedState(Elements elements, Types types) {
        this.elements = elements;
        this.types = types;
    }

    /**
     * What to say of a field; empty if it is not shared, or does not change.
     *
     * @param created the class of its first value, if an object of it is created
     */
    Optional<String> saying(Element field, Optional<TypeMirror> created) {
        Set<Modifier> modifiers = field.getModifiers();
        boolean isOfEnum = field.getEnclosingElement().getKind() == ElementKind.ENUM;
        if (!modifiers.contains(Modifier.STATIC) && !isOfEnum) {
            return Optional.empty();
        }
        String name =
                (modifiers.contains(Modifier.STATIC) ? "static field " : "field of an enum ") + field.getSimpleName();
        if (!modifiers.contains(Modifier.FINAL)) {
            return Optional.of(name + " is shared by all nodes of the JVM; make it a field of the actor");
        }
        if (isMutable(field.asType()) || created.filter(this::isMutable).isPresent()) {
            return Optional.of(
                    name + " can change, and is shared by all nodes of the JVM; make it a field of the actor,"
                            + " or use List.of, Set.of or Map.of");
        }
        return Optional.empty();
    }

    private boolean isMutable(TypeMirror type) {
        if (type.getKind() == TypeKind.ARRAY) {
            return true;
        }
        if (!(type instanceof DeclaredType declared && declared.asElement() instanceof TypeElement element)) {
            return false;
        }
        String in = elements.getPackageOf(element).getQualifiedName().toString();
        return MUTABLE.contains(element.getQualifiedName().toString())
                || (in.startsWith("java.util.concurrent") && element.getKind() != ElementKind.ENUM)
                || (in.startsWith("java.util") && element.getKind() == ElementKind.CLASS && isContainer(type))
                || (in.startsWith("dsc.") && hasMutableField(element));
    }

    private boolean isContainer(TypeMirror type) {
        return isKindOf(type, "java.util.Collection") || isKindOf(type, "java.util.Map");
    }

    private boolean isKindOf(TypeMirror type, String name) {
        TypeElement other = elements.getTypeElement(name);
        return other != null && types.isAssignable(types.erasure(type), types.erasure(other.asType()));
    }

    private static boolean hasMutableField(TypeElement element) {
        return ElementFilter.fieldsIn(element.getEnclosedElements()).stream()
                .anyMatch(field -> !field.getModifiers().contains(Modifier.FINAL)
                        && !field.getModifiers().contains(Modifier.STATIC));
    }
}
