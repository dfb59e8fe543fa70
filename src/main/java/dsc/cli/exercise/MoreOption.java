package dsc.cli.exercise;

import dsc.cli.arguments.ArgumentChecks;
import dsc.workbench.exercises.Exercise;
import dsc.workbench.exercises.ExerciseSupplement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a teacher keeps from learners, beside an exercise. */
final class MoreOption {

    @Option(
            names = "--more",
            paramLabel = "DIR",
            description = "Add what learners never saw: the families of small worlds in DIR/worlds/, and the mutants in"
                    + " DIR/mutants.conf.")
    private Path directory;

    Optional<Path> directory(ExercisePlace place) {
        return Optional.ofNullable(directory).map(place.here()::resolve);
    }

    /** The exercise, with what is added. */
    Exercise addedTo(Exercise exercise, ExercisePlace place, ArgumentChecks checks) throws IOException {
        Optional<Path> more = directory(place);
        if (more.isEmpty()) {
            return exercise;
        }
        if (!Files.isDirectory(more.get())) {
            throw checks.wrong("--more " + directory + " is not a directory");
        }
        if (place.scenario(exercise).deployment().isPlatform()) {
            throw checks.wrong("--more adds worlds, and " + exercise.scenario() + " has none: it needs a cluster");
        }
        try {
            return new ExerciseSupplement(more.get()).addedTo(exercise);
        } catch (IllegalArgumentException malformed) {
            throw checks.wrong(malformed.getMessage());
        }
    }
}
