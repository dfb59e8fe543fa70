package dsc.cli.exercise;

import dsc.cli.arguments.InstallDirectory;
import dsc.concepts.Catalog;
import dsc.workbench.exercises.Exercise;
import dsc.workbench.exercises.ExerciseCatalog;
import dsc.workbench.exercises.ExerciseFile;
import dsc.workbench.exercises.Submissions;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.terminal.LauncherException;
import dsc.workbench.workbook.Workbook;
import dsc.workbench.workbook.WorkbookFinder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What all commands about exercises work with.
 *
 * @param home the checkout
 * @param here the current directory
 * @param environment of this process
 * @param catalog the checkout's exercises
 * @param judges makes what decides over submissions
 * @param launcher runs other commands
 * @param live runs what passed on live nodes
 * @param answers reads what a person types; empty where nobody does
 */
record ExercisePlace(
        Path home,
        Path here,
        Map<String, String> environment,
        ExerciseCatalog catalog,
        Judge.Maker judges,
        Launcher launcher,
        Confirmation live,
        Supplier<Optional<String>> answers) {

    /** That of this process. */
    static ExercisePlace standard() {
        Path home = InstallDirectory.directory();
        return new ExercisePlace(
                home,
                Path.of("").toAbsolutePath(),
                System.getenv(),
                new ExerciseCatalog(home),
                (scenario, concept, again) -> new WorkerJudge(home, scenario, concept, again),
                new LauncherProcess(),
                new LiveConfirmation(),
                ExercisePlace::typed);
    }

    private static Optional<String> typed() {
        if (!Boolean.getBoolean("dsc.keyboard")) {
            return Optional.empty();
        }
        try {
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return Optional.ofNullable(line);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    WorkbookFinder workbooks() {
        return new WorkbookFinder(here, environment);
    }

    /** @throws LauncherException when an exercise of the checkout cannot be read */
    List<Exercise> exercises() {
        try {
            return catalog.all();
        } catch (IllegalArgumentException malformed) {
            throw new LauncherException(malformed.getMessage());
        }
    }

    /** Those of the checkout, and behind them those from elsewhere that were begun in a workbook and can be read. */
    List<Exercise> exercises(Workbook workbook) {
        List<Exercise> all = new ArrayList<>(exercises());
        for (String id : workbook.progress().all()) {
            workbook.from(id)
                    .filter(ExercisePlace::isExercise)
                    .flatMap(this::readable)
                    .filter(exercise -> exercise.id().equals(id))
                    .ifPresent(exercise -> {
                        all.removeIf(other -> other.id().equals(id));
                        all.add(exercise);
                    });
        }
        return all;
    }

    private Optional<Exercise> readable(Path directory) {
        try {
            return Optional.of(exerciseAt(directory));
        } catch (LauncherException malformed) {
            return Optional.empty();
        }
    }

    static boolean isExercise(Path directory) {
        return Files.isRegularFile(directory.resolve(ExerciseFile.NAME));
    }

    /**
     * One that may lie outside of the checkout.
     *
     * @throws LauncherException when it cannot be read, or is about no scenario
     */
    Exercise exerciseAt(Path directory) {
        try {
            Exercise exercise = new ExerciseFile(directory).read();
            scenario(exercise);
            return exercise;
        } catch (IllegalArgumentException malformed) {
            throw new LauncherException(malformed.getMessage());
        }
    }

    Scenario<?> scenario(Exercise exercise) {
        return Catalog.scenario(exercise.scenario())
                .orElseThrow(() -> new LauncherException(
                        exercise.directory().resolve(ExerciseFile.NAME) + ": there is no scenario \""
                                + exercise.scenario() + "\"; scenario = … names one of ./dsc list"));
    }

    /** The name of the scenario's concept. */
    String concept(Exercise exercise) {
        return Catalog.conceptOf(scenario(exercise)).name();
    }

    Submissions submissions(Exercise exercise) {
        return new Submissions(home, scenario(exercise));
    }
}
