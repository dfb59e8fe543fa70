package dsc.cli.exercise;

import dsc.workbench.exercises.Submission;
import dsc.workbench.grading.Effort;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Interruption;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dsc exercise check}: judges what the learner wrote. */
@Command(
        name = "check",
        description = "Judge what you wrote: in small worlds, part by part, and then in drawn ones. The first in which"
                + " something is broken is drawn.",
        mixinStandardHelpOptions = true)
public final class CheckExerciseCommand implements Callable<Integer> {

    private static final int NOT_JUDGED = 2;

    private final Console console;
    private final ExercisePlace place;

    @Mixin
    private ChosenExercise chosen;

    @Option(names = "--full", description = "Draw a thousand worlds, which takes minutes.")
    private boolean full;

    @Option(names = "--json", description = "Print the result as JSON, and nothing else.")
    private boolean json;

    public CheckExerciseCommand(Console console) {
        this(console, ExercisePlace.standard());
    }

    CheckExerciseCommand(Console console, ExercisePlace place) {
        this.console = console;
        this.place = place;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ChosenExercise.Begun begun = chosen.begun(place);
        Submission submission = begun.laid().submission();
        int status = NOT_JUDGED;
        try (Judge judge =
                place.judges().judge(place.scenario(begun.exercise()), place.concept(begun.exercise()), false)) {
            CheckRun run = new CheckRun(json ? Console.silent() : console, begun, judge);
            Interruption interruption = Interruption.awaited(run::interrupt);
            try {
                status = run.run(submission, full ? Effort.FULL : Effort.USUAL);
                if (json && !run.isInterrupted()) {
                    console.plain(Files.readString(begun.laid().last()).stripTrailing());
                }
            } finally {
                interruption.finished(status);
            }
        }
        return status;
    }
}
