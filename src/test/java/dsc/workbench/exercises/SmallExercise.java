package dsc.workbench.exercises;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An exercise for tests of what is around exercises. */
public final class SmallExercise {

    private SmallExercise() {}

    /** One part, one file to edit, no world. */
    public static Exercise voting(Path directory, String file) {
        return new Exercise(
                "voting",
                directory,
                "Vote once",
                Exercise.Kind.IMPLEMENT,
                "some",
                1,
                10,
                List.of(),
                List.of(file),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(new Part("one vote", List.of(), List.of(), List.of(), List.of(), List.of(), Optional.empty())),
                0,
                List.of(),
                List.of(),
                Optional.empty());
    }
}
