package dsc.cli.exercise;

import dsc.workbench.exercises.Exercise;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Format;
import dsc.workbench.terminal.Interruption;
import dsc.workbench.terminal.Markup;
import dsc.workbench.terminal.Shell;
import dsc.workbench.workbook.LaidExercise;
import dsc.workbench.workbook.Workbook;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dsc exercise start}: lays an exercise in the workbook. */
@Command(
        name = "start",
        description =
                "Begin an exercise: lay its page and the files to edit in your workbook. Without EXERCISE, the first"
                        + " that was not begun. EXERCISE may be the file of one that was packed.",
        mixinStandardHelpOptions = true)
public final class StartExerciseCommand implements Callable<Integer> {

    private final Console console;
    private final ExercisePlace place;

    @Mixin
    private ChosenExercise chosen;

    public StartExerciseCommand(Console console) {
        this(console, ExercisePlace.standard());
    }

    StartExerciseCommand(Console console, ExercisePlace place) {
        this.console = console;
        this.place = place;
    }

    @Override
    public Integer call() throws Exception {
        return Interruption.deferred(this::start);
    }

    private int start() throws IOException {
        Workbook workbook = chosen.workbook(place);
        Exercise exercise = chosen.toStart(place, workbook);
        LaidExercise laid = workbook.laid(exercise, place.scenario(exercise).getClass());
        workbook.follow(place.home());
        boolean isOfCheckout = place.exercises().contains(exercise);
        laid.lay(
                workbook,
                place.submissions(exercise).skeleton(exercise),
                Instant.now(),
                isOfCheckout ? Optional.empty() : Optional.of(exercise.directory()));
        place.workbooks().remember(workbook);
        console.line(String.format(
                Locale.ROOT,
                "@|bold %s|@  %s  @|faint level %d, some %s|@",
                exercise.id(),
                Markup.escaped(exercise.title()),
                exercise.level(),
                Format.count(exercise.minutes(), "minute")));
        console.line("  page     " + Markup.escaped(Shell.shown(laid.page())));
        for (String file : exercise.edit()) {
            console.line(
                    "  edit     " + Markup.escaped(Shell.shown(laid.source(file))) + "  " + marked(exercise, file));
        }
        if (exercise.edit().isEmpty()) {
            console.line("  hand in  " + String.join(" or ", exercise.handedIn()) + ", in "
                    + Markup.escaped(Shell.shown(laid.directory())));
        }
        exercise.after().stream()
                .filter(before -> workbook.progress().passed(before).isEmpty())
                .forEach(before -> console.line("  note     " + before + " comes before it, and has not passed yet"));
        console.line("  then     @|bold ./dsc exercise watch|@");
        return 0;
    }

    private static String marked(Exercise exercise, String file) {
        long stubs = exercise.stubs().stream()
                .filter(stub -> stub.file().equals(file))
                .count();
        return stubs == 0 ? "" : "@|faint " + Format.count(stubs, "method") + ", marked Todo|@";
    }
}
