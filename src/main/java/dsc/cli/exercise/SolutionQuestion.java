package dsc.cli.exercise;

import dsc.cli.arguments.ArgumentChecks;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.LauncherException;
import dsc.workbench.workbook.Progress;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Solutions are shown freely once an exercise passed, else after one question, and that is remembered. */
final class SolutionQuestion {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--yes", description = "Show the solution without asking, also before the exercise has passed.")
    private boolean yes;

    boolean isAnsweredYes(Console console, ChosenExercise.Begun begun) throws IOException {
        String id = begun.exercise().id();
        if (begun.exercise().isPacked()) {
            throw new LauncherException(id + " was handed out without its solution");
        }
        Progress progress = begun.workbook().progress();
        if (progress.passed(id).isPresent() || progress.isSolutionSeen(id)) {
            return true;
        }
        if (!yes) {
            console.line(id + " has not passed yet. Show the solution all the same? [y/N]");
            Optional<String> answer = begun.place().answers().get();
            if (answer.isEmpty()) {
                throw new ArgumentChecks(spec).wrong("nobody is there to answer; --yes shows it");
            }
            if (!answer.get().strip().toLowerCase(Locale.ROOT).startsWith("y")) {
                return false;
            }
        }
        progress.solutionSeen(id);
        progress.write();
        return true;
    }
}
