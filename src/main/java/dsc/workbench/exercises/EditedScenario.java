package dsc.workbench.exercises;

import dsc.workbench.processes.EditedClasses;
import dsc.workbench.protocol.Scenario;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Set;

/** A scenario of the product with a learner's classes in place of some of its own. */
public final class EditedScenario {

    private EditedScenario() {}

    /**
     * {@code product} as it is with {@code classes}: its package is loaded anew, and so are its concept's and the one
     * that concepts share, as far as classes of these are edited.
     *
     * @throws IllegalArgumentException when it has no scenario; the message says why
     */
    public static Scenario<?> of(Scenario<?> product, EditedClasses classes) {
        Class<?> type = product.getClass();
        try {
            return (Scenario<?>)
                    new PackageLoader(packages(type, classes.files().keySet()), classes.files(), type.getClassLoader())
                            .loadClass(type.getName())
                            .getConstructor()
                            .newInstance();
        } catch (InvocationTargetException thrown) {
            throw new IllegalArgumentException(unfit(type, classes) + thrown.getCause(), thrown);
        } catch (ReflectiveOperationException | LinkageError unfit) {
            throw new IllegalArgumentException(unfit(type, classes) + unfit, unfit);
        }
    }

    private static String unfit(Class<?> type, EditedClasses classes) {
        return "there is no " + type.getSimpleName() + " with the classes of " + classes.source() + ": ";
    }

    /** Those that must be loaded anew. */
    private static Set<String> packages(Class<?> product, Set<String> classes) {
        return ProductSources.packages(
                product,
                classes.stream().map(name -> Path.of(name.replace('.', '/'))).toList());
    }
}
