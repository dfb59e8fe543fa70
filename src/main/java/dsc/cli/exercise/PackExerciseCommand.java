package dsc.cli.exercise;

import dsc.cli.arguments.ArgumentChecks;
import dsc.workbench.exercises.Exercise;
import dsc.workbench.exercises.Exercise.Kind;
import dsc.workbench.exercises.ExerciseFile;
import dsc.workbench.exercises.MissingPieces;
import dsc.workbench.exercises.Skeleton;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Format;
import dsc.workbench.terminal.Interruption;
import dsc.workbench.terminal.LauncherException;
import dsc.workbench.terminal.Markup;
import dsc.workbench.terminal.Shell;
import dsc.workbench.workbook.ExercisePack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dsc exercise pack}: what a teacher hands out. */
@Command(
        name = "pack",
        description = {
            "Pack an exercise for learners: its page, hints and worlds, with the skeleton put in, and without"
                    + " reference, attempts, answer and the worlds that none of its parts names.",
            "They begin it with start FILE.zip, or with start DIR of what they unpacked. What a pack cannot hide is"
                    + " said."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class PackExerciseCommand implements Callable<Integer> {

    private final Console console;
    private final ExercisePlace place;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "EXERCISE",
            completionCandidates = ChosenExercise.Ids.class,
            description = "Which one, or its directory.")
    private String id;

    @Option(
            names = "--out",
            paramLabel = "FILE.zip",
            required = true,
            description = "The file, which is written anew if it is there.")
    private Path out;

    public PackExerciseCommand(Console console) {
        this(console, ExercisePlace.standard());
    }

    PackExerciseCommand(Console console, ExercisePlace place) {
        this.console = console;
        this.place = place;
    }

    @Override
    public Integer call() throws Exception {
        return Interruption.deferred(this::pack);
    }

    private int pack() throws IOException {
        ArgumentChecks checks = new ArgumentChecks(spec);
        Exercise exercise = ChosenExercise.named(place, id, checks);
        Path zip = place.here().resolve(out).toAbsolutePath().normalize();
        if (!zip.toString().endsWith(ExercisePack.SUFFIX) || Files.isDirectory(zip)) {
            throw checks.wrong("--out " + out + " does not name a file *" + ExercisePack.SUFFIX);
        }
        if (!Files.isRegularFile(exercise.page())) {
            throw new LauncherException(exercise.page() + ": there is no such file");
        }
        List<String> files = written(exercise, zip);
        console.line("@|bold " + exercise.id() + "|@  " + Markup.escaped(Shell.shown(zip)) + "  @|faint "
                + Format.count(files.size(), "file") + "|@");
        files.forEach(file -> console.line("  holds    " + Markup.escaped(file)));
        for (String sentence : known(exercise)) {
            console.line("  known    " + Markup.escaped(sentence));
        }
        int missing = MissingPieces.of(exercise).size();
        if (missing > 0) {
            console.line("  note     " + Format.count(missing, "thing") + " missing in it: ./dsc exercise verify "
                    + Markup.escaped(Shell.quoted(id)));
        }
        console.line("  begin    @|bold ./dsc exercise start " + Markup.escaped(Shell.quoted(Shell.shown(zip))) + "|@");
        return 0;
    }

    private List<String> written(Exercise exercise, Path zip) throws IOException {
        try {
            return new ExercisePack(exercise, place.submissions(exercise).skeleton(exercise)).write(zip);
        } catch (IllegalArgumentException malformed) {
            throw new LauncherException(exercise.directory() + ": " + malformed.getMessage());
        }
    }

    /** What learners can find out all the same. */
    private List<String> known(Exercise exercise) throws IOException {
        List<String> known = new ArrayList<>();
        List<String> products =
                new Skeleton(place.home()).files(place.scenario(exercise).getClass());
        List<String> edited =
                exercise.edit().stream().filter(products::contains).toList();
        if (!edited.isEmpty()) {
            known.add("the product's own " + String.join(", ", edited) + ": every checkout has it");
        }
        if (exercise.parts().stream().anyMatch(part -> !part.mutants().isEmpty())) {
            known.add(
                    ExerciseFile.packedMutants(exercise).isPresent()
                            ? "the mutants that its parts name: they lie in the pack, since check runs them"
                            : "the mutants that its parts name: every checkout has them");
        }
        if (exercise.kind() == Kind.DISCOVER) {
            known.add("the texts of all parts: they lie in the pack, and check shows one after the other");
        }
        known.add("its worlds and the seeds of check; those of grade --key and --more are not known");
        return known;
    }
}
