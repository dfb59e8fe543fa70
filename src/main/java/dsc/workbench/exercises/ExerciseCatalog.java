package dsc.workbench.exercises;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All exercises of a checkout: {@code src/exercises/<scenario>/<id>}. */
public final class ExerciseCatalog {

    private final Path directory;
    private List<Exercise> exercises;

    /** @param home where {@code src/exercises} lies */
    public ExerciseCatalog(Path home) {
        this.directory = home.resolve(Path.of("src", "exercises"));
    }

    /**
     * By level, and then by what comes first.
     *
     * @throws IllegalArgumentException when one cannot be read, or two have one id
     */
    public List<Exercise> all() {
        if (exercises == null) {
            exercises = ordered(read());
        }
        return exercises;
    }

    /** @throws IllegalArgumentException when there is none of that id; the message says which there are */
    public Exercise named(String id) {
        return all().stream()
                .filter(exercise -> exercise.id().equals(id))
                .findFirst()
                .orElseThrow(() -> ConfKeys.unknown(
                        "exercise", id, all().stream().map(Exercise::id).toList()));
    }

    /** Those about one scenario. */
    public List<Exercise> of(String scenario) {
        return all().stream()
                .filter(exercise -> exercise.scenario().equals(scenario))
                .toList();
    }

    private List<Exercise> read() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.find(
                directory,
                3,
                (path, attributes) -> path.getFileName().toString().equals(ExerciseFile.NAME))) {
            return files.sorted()
                    .map(file -> new ExerciseFile(file.getParent()).read())
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Each exercise stands behind those that come first, else by level. */
    private static List<Exercise> ordered(List<Exercise> read) {
        List<String> ids = read.stream().map(Exercise::id).toList();
        List<Exercise> left = new ArrayList<>(read);
        left.sort(Comparator.comparingInt(Exercise::level));
        List<Exercise> ordered = new ArrayList<>();
        List<String> placed = new ArrayList<>();
        while (!left.isEmpty()) {
            Exercise next = left.stream()
                    .filter(exercise -> placed.containsAll(known(exercise, ids)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "each of these exercises comes after another of them: " + left));
            left.remove(next);
            ordered.add(next);
            if (placed.contains(next.id())) {
                throw new IllegalArgumentException("there are two exercises " + next.id());
            }
            placed.add(next.id());
        }
        return ordered;
    }

    private static List<String> known(Exercise exercise, List<String> ids) {
        for (String first : exercise.after()) {
            if (!ids.contains(first)) {
                throw new IllegalArgumentException(exercise.id() + ": after: "
                        + ConfKeys.unknown("exercise", first, ids).getMessage());
            }
        }
        return exercise.after();
    }
}
