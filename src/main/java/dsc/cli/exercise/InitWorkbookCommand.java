package dsc.cli.exercise;

import dsc.workbench.exercises.Exercise;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Interruption;
import dsc.workbench.terminal.Markup;
import dsc.workbench.terminal.Shell;
import dsc.workbench.workbook.Workbook;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code dsc exercise init}: the directory that exercises are laid in. */
@Command(
        name = "init",
        description = {
            "Make a workbook, the directory of your own that exercises are laid in: once, outside of the checkout,"
                    + " which you can then update without touching your work.",
            "An IDE opens it as a Maven project. Unless it lies in a git repository, it becomes one."
        },
        mixinStandardHelpOptions = true)
public final class InitWorkbookCommand implements Callable<Integer> {

    private final Console console;
    private final ExercisePlace place;

    @Parameters(paramLabel = "DIR", description = "The directory, such as ../workbook; it is made.")
    private Path directory;

    public InitWorkbookCommand(Console console) {
        this(console, ExercisePlace.standard());
    }

    InitWorkbookCommand(Console console, ExercisePlace place) {
        this.console = console;
        this.place = place;
    }

    @Override
    public Integer call() throws Exception {
        return Interruption.deferred(this::init);
    }

    private int init() throws IOException, InterruptedException {
        List<Exercise> all = place.exercises();
        Workbook workbook = Workbook.create(place.here().resolve(directory), place.home());
        place.workbooks().remember(workbook);
        console.line("workbook  " + Markup.escaped(Shell.shown(workbook.directory())));
        console.line("  all   @|bold ./dsc exercise list|@");
        if (!all.isEmpty()) {
            console.line("  then  @|bold ./dsc exercise start " + all.getFirst().id() + "|@");
        }
        return 0;
    }
}
