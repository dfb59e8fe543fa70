package dsc.cli.exercise;

import dsc.workbench.terminal.Console;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dsc exercise solution}: the product's own files. */
@Command(
        name = "solution",
        description = "Show the solution: freely once you passed, else after one question.",
        mixinStandardHelpOptions = true)
public final class SolutionCommand implements Callable<Integer> {

    private final Console console;
    private final ExercisePlace place;

    @Mixin
    private ChosenExercise chosen;

    @Mixin
    private SolutionQuestion question;

    public SolutionCommand(Console console) {
        this(console, ExercisePlace.standard());
    }

    SolutionCommand(Console console, ExercisePlace place) {
        this.console = console;
        this.place = place;
    }

    @Override
    public Integer call() throws IOException {
        ChosenExercise.Begun begun = chosen.begun(place);
        if (begun.exercise().edit().isEmpty()) {
            console.line(begun.exercise().id() + " has no files to edit; its hints lead to a solution:"
                    + " ./dsc exercise hint");
            return 0;
        }
        if (question.isAnsweredYes(console, begun)) {
            place.submissions(begun.exercise())
                    .reference(begun.exercise())
                    .files()
                    .forEach((file, text) -> {
                        console.line("@|bold " + file + "|@");
                        console.plain(text);
                    });
        }
        return 0;
    }
}
