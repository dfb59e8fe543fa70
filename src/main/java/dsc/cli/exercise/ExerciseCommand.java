package dsc.cli.exercise;

import dsc.workbench.terminal.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code dsc exercise}: tasks about protocols, and what judges the answers. */
@Command(
        name = ExerciseCommand.NAME,
        description = {
            "Learn a protocol by writing a part of it: begin an exercise, edit a file or two in a directory of your"
                    + " own, and see within seconds what is broken, and in which world."
        },
        subcommands = {
            InitWorkbookCommand.class,
            ListExercisesCommand.class,
            StartExerciseCommand.class,
            CheckExerciseCommand.class,
            WatchExerciseCommand.class,
            HintCommand.class,
            DiffCommand.class,
            ResetCommand.class,
            UpdateCommand.class,
            SolutionCommand.class,
            GradeExerciseCommand.class,
            NewExerciseCommand.class,
            VerifyExerciseCommand.class,
            PackExerciseCommand.class
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExit status:%n",
        footer = {
            "  0  passed, or the command did what it was asked",
            "  1  something is broken",
            "  2  not judged: it does not compile, or is not written yet",
            "  64 usage error",
            "",
            "Begin with: @|bold ./dsc exercise init ../workbook|@"
        })
public final class ExerciseCommand implements Callable<Integer> {

    public static final String NAME = "exercise";

    private final Console console;

    @Spec
    private CommandSpec spec;

    public ExerciseCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(console.help());
        return 0;
    }
}
