package dsc.cli.exercise;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dsc.workbench.exercises.Exercise;
import dsc.workbench.exercises.Part;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Format;
import dsc.workbench.terminal.Markup;
import dsc.workbench.workbook.Progress;
import dsc.workbench.workbook.Workbook;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dsc exercise list}: all exercises, and how far one is. */
@Command(
        name = "list",
        description = "List all exercises: level, time, what comes first, and how far you are.",
        mixinStandardHelpOptions = true)
public final class ListExercisesCommand implements Callable<Integer> {

    private final Console console;
    private final ExercisePlace place;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(
            names = "--in",
            paramLabel = "DIR",
            description = "The workbook (default: the one around the current directory, else the last).")
    private Path in;

    public ListExercisesCommand(Console console) {
        this(console, ExercisePlace.standard());
    }

    ListExercisesCommand(Console console, ExercisePlace place) {
        this.console = console;
        this.place = place;
    }

    @Override
    public Integer call() throws IOException {
        Optional<Workbook> workbook = place.workbooks().any(Optional.ofNullable(in));
        List<Exercise> all = workbook.map(place::exercises).orElseGet(place::exercises);
        Optional<Progress> progress = workbook.map(Workbook::progress);
        if (json) {
            console.plain(new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValueAsString(all.stream()
                            .map(exercise -> asJson(exercise, progress))
                            .toList()));
            return 0;
        }
        int width =
                all.stream().mapToInt(exercise -> exercise.id().length()).max().orElse(0);
        console.line("level  minutes");
        for (Exercise exercise : all) {
            boolean hasPassed =
                    progress.flatMap(known -> known.passed(exercise.id())).isPresent();
            console.line(String.format(
                    Locale.ROOT,
                    "%5d  %7d  %s @|bold %s|@%s  %s@|faint %s|@",
                    exercise.level(),
                    exercise.minutes(),
                    hasPassed ? "@|green ✓|@" : " ",
                    exercise.id(),
                    " ".repeat(width - exercise.id().length()),
                    Markup.escaped(exercise.title()),
                    notes(exercise, progress)));
        }
        if (progress.isEmpty()) {
            console.line(String.format(
                    Locale.ROOT, "%nFirst, a directory of your own: @|bold ./dsc exercise init ../workbook|@"));
        } else {
            next(all, progress.get())
                    .ifPresent(exercise -> console.line(
                            String.format(Locale.ROOT, "%nNext: @|bold ./dsc exercise start %s|@", exercise.id())));
        }
        return 0;
    }

    /** The first that was not begun, all of whose predecessors passed. */
    static Optional<Exercise> next(List<Exercise> all, Progress progress) {
        return all.stream()
                .filter(exercise -> !progress.isBegun(exercise.id()))
                .filter(exercise -> exercise.after().stream()
                        .allMatch(before -> progress.passed(before).isPresent()))
                .findFirst();
    }

    private static String notes(Exercise exercise, Optional<Progress> progress) {
        List<String> notes = new ArrayList<>();
        if (progress.isPresent() && progress.get().isBegun(exercise.id())) {
            Progress known = progress.get();
            if (known.passed(exercise.id()).isEmpty()) {
                notes.add("begun, " + Format.count(known.checks(exercise.id()), "check"));
            } else if (known.isSolutionSeen(exercise.id())) {
                notes.add("passed, solution seen");
            }
        } else if (!exercise.after().isEmpty()) {
            notes.add("after " + String.join(", ", exercise.after()));
        }
        return notes.isEmpty() ? "" : "  (" + String.join(", ", notes) + ")";
    }

    private static Map<String, Object> asJson(Exercise exercise, Optional<Progress> progress) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", exercise.id());
        body.put("title", exercise.title());
        body.put("kind", exercise.kind().toString());
        body.put("scenario", exercise.scenario());
        body.put("level", exercise.level());
        body.put("minutes", exercise.minutes());
        body.put("after", exercise.after());
        // What comes later in such an exercise is shown when it is reached.
        if (exercise.kind() != Exercise.Kind.DISCOVER) {
            body.put("parts", exercise.parts().stream().map(Part::name).toList());
        }
        progress.ifPresent(known -> {
            body.put("begun", known.isBegun(exercise.id()));
            body.put("checks", known.checks(exercise.id()));
            body.put("hintsSeen", known.hintsSeen(exercise.id()));
            body.put("solutionSeen", known.isSolutionSeen(exercise.id()));
            body.put("passed", known.passed(exercise.id()).orElse(null));
        });
        return body;
    }
}
