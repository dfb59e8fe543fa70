package dsc.cli.exercise;

import dsc.cli.arguments.ArgumentChecks;
import dsc.workbench.exercises.Exercise;
import dsc.workbench.exercises.ExerciseFile;
import dsc.workbench.exercises.Submission;
import dsc.workbench.nodes.TemporaryDirectory;
import dsc.workbench.protocol.Suggestions;
import dsc.workbench.terminal.LauncherException;
import dsc.workbench.terminal.Shell;
import dsc.workbench.workbook.ExercisePack;
import dsc.workbench.workbook.LaidExercise;
import dsc.workbench.workbook.Workbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Which exercise a command is about: the one that is named, else the one in whose directory one is, else the latest.
 */
final class ChosenExercise {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "EXERCISE",
            completionCandidates = Ids.class,
            description =
                    "Which one: its name, or the directory of one that is not of this checkout (default: the one in"
                            + " whose directory you are, else the one begun last).")
    private String id;

    @Option(
            names = "--in",
            paramLabel = "DIR",
            description = "The workbook (default: the one around the current directory, else the last).")
    private Path in;

    /** What a shell completes names with. */
    static final class Ids implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            try {
                return ExercisePlace.standard().exercises().stream()
                        .map(Exercise::id)
                        .iterator();
            } catch (LauncherException unreadable) {
                return List.<String>of().iterator();
            }
        }
    }

    /** An exercise that was begun. */
    record Begun(ExercisePlace place, Workbook workbook, Exercise exercise, LaidExercise laid) {

        /** What the checkout would lay today. */
        Submission skeleton() throws IOException {
            return place.submissions(exercise).skeleton(exercise);
        }
    }

    Workbook workbook(ExercisePlace place) {
        return place.workbooks().find(Optional.ofNullable(in));
    }

    /** @throws LauncherException when it was not begun, or is not there any longer */
    Begun begun(ExercisePlace place) throws IOException {
        Workbook workbook = workbook(place);
        Optional<Exercise> atPath = id == null ? Optional.empty() : atPath(place, id, new ArgumentChecks(spec));
        String name = atPath.map(Exercise::id)
                .or(() -> Optional.ofNullable(id))
                .or(() -> workbook.exerciseAt(place.here()))
                .or(() -> workbook.progress().latest())
                .orElseThrow(() -> new LauncherException(
                        "no exercise was begun in " + workbook.directory() + " yet; see: ./dsc exercise list"));
        boolean isBegun = workbook.progress().isBegun(name);
        Exercise exercise = atPath.or(() -> workbook.from(name).map(from -> from(place, workbook, name, from)))
                .orElseGet(() -> ofCheckout(place, workbook, name, isBegun));
        LaidExercise laid = workbook.laid(exercise, place.scenario(exercise).getClass());
        if (!laid.exists()) {
            String start = "./dsc exercise start " + Shell.quoted(id == null ? name : id);
            throw new LauncherException(
                    isBegun
                            ? laid.directory() + " is gone; this lays it anew: " + start
                            : name + " was not begun yet; this does it: " + start);
        }
        workbook.follow(place.home());
        return new Begun(place, workbook, exercise, laid);
    }

    private static Exercise from(ExercisePlace place, Workbook workbook, String name, Path from) {
        if (!ExercisePlace.isExercise(from)) {
            throw new LauncherException(name + " was begun from " + from + ", which is gone; your files stay in "
                    + workbook.directory().resolve(name));
        }
        return place.exerciseAt(from);
    }

    private Exercise ofCheckout(ExercisePlace place, Workbook workbook, String name, boolean isBegun) {
        if (isBegun
                && place.exercises().stream()
                        .noneMatch(exercise -> exercise.id().equals(name))) {
            throw new LauncherException(name + " is not an exercise of this checkout any more; your files stay in "
                    + workbook.directory().resolve(name));
        }
        return named(place, name);
    }

    /** The one that is named, whether or not it was begun; else the first that was not. */
    Exercise toStart(ExercisePlace place, Workbook workbook) throws IOException {
        if (id != null) {
            Path file = place.here().resolve(id);
            return id.endsWith(ExercisePack.SUFFIX) && Files.isRegularFile(file)
                    ? unpacked(place, workbook, file)
                    : named(place, id);
        }
        return place.exercises().stream()
                .filter(exercise -> !workbook.progress().isBegun(exercise.id()))
                .findFirst()
                .orElseThrow(() -> new LauncherException("all exercises were begun; see: ./dsc exercise list"));
    }

    /** The exercise in a pack, kept in the workbook. */
    private static Exercise unpacked(ExercisePlace place, Workbook workbook, Path file) throws IOException {
        try (TemporaryDirectory work = new TemporaryDirectory(workbook.temporary())) {
            Path made = ExercisePack.unpack(file, work.path());
            Exercise exercise = place.exerciseAt(made);
            workbook.laid(exercise, place.scenario(exercise).getClass()).requireFree();
            return place.exerciseAt(workbook.keep(exercise.id(), made));
        }
    }

    private Exercise named(ExercisePlace place, String name) {
        return named(place, name, new ArgumentChecks(spec));
    }

    /**
     * One of the checkout by its id, or one that lies elsewhere by its directory.
     *
     * @throws ParameterException when there is none of that name; the message says which may be meant
     */
    static Exercise named(ExercisePlace place, String name, ArgumentChecks checks) {
        List<Exercise> all = place.exercises();
        return all.stream()
                .filter(exercise -> exercise.id().equals(name))
                .findFirst()
                .or(() -> atPath(place, name, checks))
                .orElseThrow(() -> unknown(checks, name, all));
    }

    /** Empty for what cannot be but an id. */
    private static Optional<Exercise> atPath(ExercisePlace place, String name, ArgumentChecks checks) {
        Path directory = place.here().resolve(name);
        if (!name.matches("[a-z0-9-]+") && !ExercisePlace.isExercise(directory)) {
            throw checks.wrong(
                    name.endsWith(ExercisePack.SUFFIX) && Files.isRegularFile(directory)
                            ? name + " is packed; this lays it in your workbook: ./dsc exercise start " + name
                            : Files.isDirectory(directory)
                                    ? name + " is no exercise: it has no " + ExerciseFile.NAME
                                    : name + " is neither an exercise of ./dsc exercise list nor a directory with one");
        }
        boolean isOfCheckout =
                place.exercises().stream().anyMatch(exercise -> exercise.id().equals(name));
        return isOfCheckout || !ExercisePlace.isExercise(directory)
                ? Optional.empty()
                : Optional.of(place.exerciseAt(directory));
    }

    private static ParameterException unknown(ArgumentChecks checks, String name, List<Exercise> all) {
        List<String> near = Suggestions.to(name, all.stream().map(Exercise::id).toList());
        return checks.wrong("unknown exercise \"" + name + "\"; "
                + (near.isEmpty()
                        ? "./dsc exercise list shows all"
                        : "did you mean " + String.join(" or ", near) + "?"));
    }
}
