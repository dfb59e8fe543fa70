package dsc.workbench.exercises;

import dsc.workbench.exercises.Exercise.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a teacher adds to an exercise for a grade, and learners never saw: families in {@code worlds/}, and mutants in
 * {@code mutants.conf}. They make one more part, the last.
 */
public record ExerciseSupplement(Path directory) {

    /** What that part is called. */
    static final String PART = "what was added for the grade";

    private static final String WORLD = ".json";

    /**
     * The exercise with that part.
     *
     * @throws IllegalArgumentException when the directory adds nothing to it, or a file makes no sense; the message
     *     names the directory or file
     * @throws IOException when the directory cannot be read
     */
    public Exercise addedTo(Exercise exercise) throws IOException {
        Path mutantsFile = directory.resolve(MutantsFile.NAME);
        List<Mutant> mutants = MutantsFile.at(mutantsFile).read();
        List<Family> families = families(exercise);
        if (exercise.kind() == Kind.EXPOSE) {
            throw new IllegalArgumentException(directory + " adds nothing to an exercise of kind expose: its worlds are"
                    + " those that are handed in");
        }
        if (families.isEmpty() && (mutants.isEmpty() || exercise.kind() != Kind.SPECIFY)) {
            throw new IllegalArgumentException(directory + " adds nothing: it has no worlds/*" + WORLD
                    + (exercise.kind() == Kind.SPECIFY ? " and no mutant" : ""));
        }
        Part part = exercise.kind() == Kind.SPECIFY
                ? ofRule(exercise.parts().getLast(), families, mutants)
                : new Part(PART, List.of(), families, List.of(), List.of(), List.of(), Optional.empty());
        return exercise.with(part, Optional.of(mutantsFile).filter(Files::isRegularFile));
    }

    /** A rule is asked in the worlds of the last part if there are no others, and of its mutants. */
    private static Part ofRule(Part last, List<Family> families, List<Mutant> mutants) {
        return new Part(
                PART,
                List.of(),
                families.isEmpty() ? last.families() : families,
                List.of(),
                List.of(),
                mutants.isEmpty()
                        ? last.mutants()
                        : mutants.stream().map(Mutant::name).toList(),
                last.rule());
    }

    private List<Family> families(Exercise exercise) throws IOException {
        Path worlds = directory.resolve("worlds");
        List<Family> families = new ArrayList<>();
        if (Files.isDirectory(worlds)) {
            try (Stream<Path> all = Files.list(worlds)) {
                for (Path file : all.filter(path -> path.toString().endsWith(WORLD))
                        .sorted()
                        .toList()) {
                    String name = file.getFileName().toString().replace(WORLD, "");
                    families.add(Family.read(name, file.toAbsolutePath(), exercise.scenario(), Family.SEEDS));
                }
            }
        }
        return families;
    }
}
