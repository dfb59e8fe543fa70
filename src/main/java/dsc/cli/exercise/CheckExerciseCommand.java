package dsc.cli.exercise;

import dsc.cli.arguments.ArgumentChecks;
import dsc.workbench.exercises.Exercise;
import dsc.workbench.exercises.Submission;
import dsc.workbench.grading.Effort;
import dsc.workbench.grading.Grade;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Interruption;
import dsc.workbench.terminal.LauncherException;
import dsc.workbench.terminal.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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

    @Spec
    private CommandSpec spec;

    @Mixin
    private ChosenExercise chosen;

    @Option(
            names = "--full",
            description = "Draw a thousand worlds, which takes minutes; of a protocol that cannot be simulated, do as"
                    + " --live does.")
    private boolean full;

    @Option(
            names = "--live",
            description = "If that passes, run the protocol with your files on live nodes, for 20 s and more under the"
                    + " faults that it tolerates, as dsc run does.")
    private boolean live;

    @Option(
            names = "--suite",
            description = "If that passes, run the multi-JVM suite that the exercise names with your files; it takes"
                    + " Maven and a minute or two.")
    private boolean suite;

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
        List<Confirmation> confirmations = confirmations(begun);
        Submission submission = begun.laid().submission();
        Console progress = json ? Console.silent() : console;
        CheckRun run;
        Optional<Grade> grade = Optional.empty();
        try (Judge judge =
                place.judges().judge(place.scenario(begun.exercise()), place.concept(begun.exercise()), false)) {
            run = new CheckRun(progress, begun, judge);
            Interruption interruption = Interruption.awaited(run::interrupt);
            try {
                grade = run.judge(submission, full ? Effort.FULL : Effort.USUAL);
            } finally {
                interruption.finished(grade.map(Grade::exitStatus).orElse(NOT_JUDGED));
            }
        }
        if (grade.isEmpty()) {
            return NOT_JUDGED;
        }
        Map<String, Confirmation.Result> confirmed = new LinkedHashMap<>();
        if (grade.get().hasPassed()) {
            for (Confirmation confirmation : confirmations) {
                progress.line("");
                confirmed.put(confirmation.name(), confirmation.carryOut(begun, progress, console));
            }
        }
        int status = run.concluded(confirmed);
        if (json) {
            console.plain(Files.readString(begun.laid().last()).stripTrailing());
        }
        return status;
    }

    private List<Confirmation> confirmations(ChosenExercise.Begun begun) throws IOException {
        Exercise exercise = begun.exercise();
        boolean isPlatform = place.scenario(exercise).deployment().isPlatform();
        ArgumentChecks usage = new ArgumentChecks(spec);
        List<Confirmation> confirmations = new ArrayList<>();
        if (live || full && isPlatform) {
            requireProtocol(usage, "--live", exercise);
            confirmations.add(place.live());
        }
        if (suite) {
            requireProtocol(usage, "--suite", exercise);
            confirmations.add(new SuiteConfirmation(
                    exercise.suite().orElseThrow(() -> usage.wrong(exercise.id() + " names no suite; take --live"))));
        }
        if (!confirmations.isEmpty()) {
            begun.laid().others().stream().findFirst().ifPresent(other -> {
                throw new LauncherException(Shell.shown(other) + " is not among the files to edit, and live nodes would"
                        + " run it as well; move it away");
            });
        }
        return confirmations;
    }

    private static void requireProtocol(ArgumentChecks usage, String option, Exercise exercise) {
        if (exercise.kind() == Exercise.Kind.EXPOSE || exercise.kind() == Exercise.Kind.SPECIFY) {
            throw usage.wrong(option + " is for exercises in which a protocol is edited, and " + exercise.id()
                    + " is of kind " + exercise.kind());
        }
    }
}
