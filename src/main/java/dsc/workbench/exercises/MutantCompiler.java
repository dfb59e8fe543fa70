package dsc.workbench.exercises;

import dsc.workbench.protocol.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Makes mutants in this process, from the sources of the checkout; nothing is written. One compiler makes many: its
 * first takes a second, the others a fraction of it. For one thread at a time.
 */
public final class MutantCompiler implements AutoCloseable {

    private final ProductSources sources;
    private final SubmissionCompiler compiler;

    /** @param home where {@code src/main/java} lies */
    public MutantCompiler(Path home) {
        this.sources = new ProductSources(home);
        this.compiler = new SubmissionCompiler(home, true);
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
            SubmissionCompiler.Compiled compiled = compiler.compile(
                    product, new Submission(mutant.name(), sources.edited(product, mutant.edits(), Map.of())));
            if (!compiled.isUsable()) {
                throw new IllegalArgumentException("it does not compile:\n"
                        + compiled.problems().stream().map(Problem::toString).collect(Collectors.joining("\n")));
            }
            return new PackageLoader(compiled.packages(), compiled.classes(), product.getClassLoader());
        } catch (IllegalArgumentException inapplicable) {
            throw new IllegalArgumentException("mutant \"" + mutant + "\": " + inapplicable.getMessage(), inapplicable);
        }
    }

    @Override
    public void close() throws IOException {
        compiler.close();
    }
}
