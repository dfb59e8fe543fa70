package dsc.cli.exercise;

import dsc.cli.arguments.ArgumentChecks;
import dsc.workbench.exercises.Exercise;
import dsc.workbench.exercises.Submission;
import dsc.workbench.protocol.Suggestions;
import dsc.workbench.terminal.LauncherException;
import dsc.workbench.workbook.LaidExercise;
import dsc.workbench.workbook.Workbook;
import java.io.IOException;
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
            description = "Which one (default: the one in whose directory you are, else the one begun last).")
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

    /** @throws LauncherException when it was not begun, or the checkout has it no longer */
    Begun begun(ExercisePlace place) throws IOException {
        Workbook workbook = workbook(place);
        String name = id != null
                ? id
                : workbook.exerciseAt(place.here())
                        .or(() -> workbook.progress().latest())
                        .orElseThrow(() -> new LauncherException(
                                "no exercise was begun in " + workbook.directory() + " yet; see: ./dsc exercise list"));
        boolean isBegun = workbook.progress().isBegun(name);
        if (isBegun
                && place.exercises().stream()
                        .noneMatch(exercise -> exercise.id().equals(name))) {
            throw new LauncherException(name + " is not an exercise of this checkout any more; your files stay in "
                    + workbook.directory().resolve(name));
        }
        Exercise exercise = named(place, name);
        LaidExercise laid = workbook.laid(exercise, place.scenario(exercise).getClass());
        if (!laid.exists()) {
            throw new LauncherException(
                    isBegun
                            ? laid.directory() + " is gone; this lays it anew: ./dsc exercise start " + name
                            : name + " was not begun yet; this does it: ./dsc exercise start " + name);
        }
        workbook.follow(place.home());
        return new Begun(place, workbook, exercise, laid);
    }

    /** The one that is named, whether or not it was begun; else the first that was not. */
    Exercise toStart(ExercisePlace place, Workbook workbook) {
        if (id != null) {
            return named(place, id);
        }
        return place.exercises().stream()
                .filter(exercise -> !workbook.progress().isBegun(exercise.id()))
                .findFirst()
                .orElseThrow(() -> new LauncherException("all exercises were begun; see: ./dsc exercise list"));
    }

    private Exercise named(ExercisePlace place, String name) {
        return named(place, name, new ArgumentChecks(spec));
    }

    /** @throws ParameterException when there is none of that name; the message says which may be meant */
    static Exercise named(ExercisePlace place, String name, ArgumentChecks checks) {
        List<Exercise> all = place.exercises();
        return all.stream()
                .filter(exercise -> exercise.id().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(checks, name, all));
    }

    private static ParameterException unknown(ArgumentChecks checks, String name, List<Exercise> all) {
        List<String> near = Suggestions.to(name, all.stream().map(Exercise::id).toList());
        return checks.wrong("unknown exercise \"" + name + "\"; "
                + (near.isEmpty()
                        ? "./dsc exercise list shows all"
                        : "did you mean " + String.join(" or ", near) + "?"));
    }
}
