package dsc.cli.exercise;

import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Interruption;
import dsc.workbench.terminal.Markup;
import dsc.workbench.terminal.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dsc exercise reset}: begins an exercise anew. */
@Command(
        name = "reset",
        description = "Begin an exercise anew: lay its files as they were. What you wrote is kept beside, as"
                + " NAME.java.before.",
        mixinStandardHelpOptions = true)
public final class ResetCommand implements Callable<Integer> {

    private final Console console;
    private final ExercisePlace place;

    @Mixin
    private ChosenExercise chosen;

    public ResetCommand(Console console) {
        this(console, ExercisePlace.standard());
    }

    ResetCommand(Console console, ExercisePlace place) {
        this.console = console;
        this.place = place;
    }

    @Override
    public Integer call() throws Exception {
        return Interruption.deferred(this::reset);
    }

    private int reset() throws IOException {
        ChosenExercise.Begun begun = chosen.begun(place);
        if (begun.exercise().edit().isEmpty()) {
            console.line("nothing was laid to edit in " + begun.exercise().id() + ", and nothing is changed");
            return 0;
        }
        List<Path> kept = begun.laid().reset(begun.skeleton());
        console.line(begun.exercise().id() + " is as it was in the beginning");
        kept.forEach(file -> console.line("  kept  " + Markup.escaped(Shell.shown(file))));
        return 0;
    }
}
