package dsc.cli.exercise;

import dsc.cli.arguments.ArgumentChecks;
import dsc.concepts.Catalog;
import dsc.workbench.exercises.ExerciseDraft;
import dsc.workbench.exercises.Skeleton;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Interruption;
import dsc.workbench.terminal.LauncherException;
import dsc.workbench.terminal.Markup;
import dsc.workbench.terminal.Shell;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dsc exercise new}: a teacher's own exercise begun. */
@Command(
        name = "new",
        description = {
            "Begin an exercise of your own: a directory with its page, hints, attempts and a first family of small"
                    + " worlds, for one method of a protocol. What you leave out is asked.",
            "It can be proven at once, and verify says what is still missing."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class NewExerciseCommand implements Callable<Integer> {

    private final Console console;
    private final ExercisePlace place;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The directory, whose name is the exercise's; it is made.")
    private Path directory;

    @Option(names = "--scenario", paramLabel = "ID", description = "What it is about, of ./dsc list.")
    private String scenario;

    @Option(
            names = "--edit",
            paramLabel = "FILE",
            description = "The file that a learner edits, relative to the scenario's package, such as Election.java.")
    private String file;

    @Option(names = "--method", paramLabel = "NAME", description = "The method in it that a learner writes.")
    private String method;

    public NewExerciseCommand(Console console) {
        this(console, ExercisePlace.standard());
    }

    NewExerciseCommand(Console console, ExercisePlace place) {
        this.console = console;
        this.place = place;
    }

    @Override
    public Integer call() throws Exception {
        ArgumentChecks checks = new ArgumentChecks(spec);
        Path to = place.here().resolve(directory).toAbsolutePath().normalize();
        requireFree(to, checks);
        Skeleton skeleton = new Skeleton(place.home());
        try {
            Scenario<?> about = checks.scenario(
                    given("--scenario", scenario, "./dsc list shows which there are", checks), Catalog.scenarios());
            String edited =
                    given("--edit", file, about.id() + " has " + listed(skeleton.files(about.getClass())), checks);
            String written = given(
                    "--method", method, edited + " has " + listed(skeleton.methods(about.getClass(), edited)), checks);
            ExerciseDraft draft =
                    new ExerciseDraft(to.getFileName().toString(), about, ExerciseDraft.stub(edited, written));
            Interruption.deferred(() -> {
                draft.layIn(to, place.home());
                return 0;
            });
        } catch (IllegalArgumentException unknown) {
            throw checks.wrong(unknown.getMessage());
        } catch (DirectoryNotEmptyException meanwhile) {
            throw new LauncherException(directory + " is not empty any more");
        }
        String shown = Shell.quoted(Shell.shown(to));
        console.line(
                "@|bold " + Markup.escaped(to.getFileName().toString()) + "|@  " + Markup.escaped(Shell.shown(to)));
        try (Stream<Path> files = Files.walk(to)) {
            files.filter(Files::isRegularFile)
                    .sorted()
                    .forEach(each -> console.line(
                            "  write    " + Markup.escaped(to.relativize(each).toString())));
        }
        console.line("  missing  @|bold ./dsc exercise verify " + Markup.escaped(shown) + "|@");
        console.line("  try it   ./dsc exercise start " + Markup.escaped(shown));
        return 0;
    }

    private void requireFree(Path to, ArgumentChecks checks) throws IOException {
        if (to.getFileName() == null || !to.getFileName().toString().matches("[a-z0-9][a-z0-9-]*")) {
            throw checks.wrong(directory
                    + ": the name of an exercise, and so of its directory, has small letters, digits and dashes");
        }
        if (Files.exists(to) && !Files.isDirectory(to)) {
            throw checks.wrong(directory + " is a file");
        }
        if (Files.isDirectory(to)) {
            try (Stream<Path> there = Files.list(to)) {
                if (there.findAny().isPresent()) {
                    throw checks.wrong(directory + " is not empty");
                }
            }
        }
    }

    /** What was given, or else what somebody answers. */
    private String given(String option, String value, String choices, ArgumentChecks checks) {
        if (value != null) {
            return value;
        }
        if (console.interactive()) {
            console.line(option + "?  " + Markup.escaped(choices));
        }
        Optional<String> answer = place.answers().get().map(String::strip).filter(typed -> !typed.isEmpty());
        return answer.orElseThrow(() -> checks.wrong(option + " is missing; " + choices));
    }

    private static String listed(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
