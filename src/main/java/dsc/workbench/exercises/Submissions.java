package dsc.workbench.exercises;

import dsc.workbench.protocol.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the submissions that a checkout has itself: reference, skeleton, mutants and naive attempts. */
public final class Submissions {

    private final Path home;
    private final Class<?> scenario;
    private final ProductSources sources;

    /** @param home where {@code src/main/java} lies */
    public Submissions(Path home, Scenario<?> scenario) {
        this.home = home;
        this.scenario = scenario.getClass();
        this.sources = new ProductSources(home);
    }

    /** The product's own files, or those of the exercise. */
    public Submission reference(Exercise exercise) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String file : exercise.edit()) {
            Path own = exercise.directory().resolve(Exercise.REFERENCE).resolve(simpleName(file));
            texts.put(file, Files.isRegularFile(own) ? read(own) : sources.read(scenario, file));
        }
        return new Submission("reference", texts);
    }

    private static String simpleName(String file) {
        return Path.of(file).getFileName().toString();
    }

    private static String read(Path file) throws IOException {
        return ProductSources.normalized(Files.readString(file));
    }

    /** What a learner begins with. */
    public Submission skeleton(Exercise exercise) throws IOException {
        if (exercise.laidOut().isPresent()) {
            Map<String, String> texts = new LinkedHashMap<>();
            for (String file : exercise.edit()) {
                texts.put(file, read(exercise.laidOut().get().resolve(simpleName(file))));
            }
            return new Submission("skeleton", texts);
        }
        List<Edit> edits = exercise.start().isPresent()
                ? exercise.attempts().read(exercise.start().get()).edits()
                : List.of();
        return new Submission(
                "skeleton",
                new Skeleton(home)
                        .cut(scenario, reference(exercise).files(), exercise.stubs(), exercise.removed(), edits));
    }

    /**
     * The product's files with the edits of a mutant or an attempt, and with files of a submission, which come first.
     *
     * @param over the submission's; a mutant has none of these files
     * @throws IllegalArgumentException when an edit does not apply
     */
    public Submission mutated(Mutant mutant, Map<String, String> over) throws IOException {
        for (Edit edit : mutant.edits()) {
            if (over.containsKey(edit.file())) {
                throw new IllegalArgumentException(
                        "mutant \"" + mutant + "\" edits " + edit.file() + ", which the learner edits");
            }
        }
        return new Submission(mutant.name(), sources.edited(scenario, mutant.edits(), over));
    }

    /** The same for one that stands alone: the exercise's other files are the reference's. */
    public Submission mutated(Mutant mutant, Exercise exercise) throws IOException {
        return new Submission(
                mutant.name(),
                sources.edited(scenario, mutant.edits(), reference(exercise).files()));
    }
}
