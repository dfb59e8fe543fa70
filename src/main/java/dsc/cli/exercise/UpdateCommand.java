package dsc.cli.exercise;

import dsc.workbench.exercises.Submission;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Interruption;
import dsc.workbench.terminal.Markup;
import dsc.workbench.terminal.Shell;
import dsc.workbench.workbook.LaidExercise.Merge;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dsc exercise update}: brings an exercise to the checkout's present state. */
@Command(
        name = "update",
        description =
                "After an update of the checkout: merge what the exercise's files are now with what you wrote. Where"
                        + " both changed the same lines, the new file is laid beside yours, as NAME.java.new.",
        mixinStandardHelpOptions = true)
public final class UpdateCommand implements Callable<Integer> {

    private final Console console;
    private final ExercisePlace place;

    @Mixin
    private ChosenExercise chosen;

    public UpdateCommand(Console console) {
        this(console, ExercisePlace.standard());
    }

    UpdateCommand(Console console, ExercisePlace place) {
        this.console = console;
        this.place = place;
    }

    @Override
    public Integer call() throws Exception {
        return Interruption.deferred(this::update);
    }

    private int update() throws IOException, InterruptedException {
        ChosenExercise.Begun begun = chosen.begun(place);
        Submission skeleton = begun.skeleton();
        Map<String, Merge> merges = begun.laid().update(skeleton);
        if (merges.isEmpty()) {
            console.line(begun.exercise().id() + " is up to date");
        }
        merges.forEach((file, merge) -> console.line("  "
                + Markup.escaped(
                        switch (merge) {
                            case REPLACED -> file + "  replaced: you had not edited it";
                            case MERGED ->
                                file + "  merged; yours as it was: "
                                        + Shell.shown(begun.laid().source(file)) + ".before";
                            case BESIDE ->
                                file + "  untouched: both changed the same lines; the new one: "
                                        + Shell.shown(begun.laid().source(file)) + ".new";
                        })));
        return 0;
    }
}
