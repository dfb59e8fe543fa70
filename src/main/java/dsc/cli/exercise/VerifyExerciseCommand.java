package dsc.cli.exercise;

import dsc.cli.arguments.ArgumentChecks;
import dsc.workbench.exercises.Exercise;
import dsc.workbench.exercises.Mutant;
import dsc.workbench.exercises.MutantCompiler;
import dsc.workbench.grading.ExerciseProof;
import dsc.workbench.grading.FamilyFinder;
import dsc.workbench.grading.Finding;
import dsc.workbench.grading.Grade;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Words;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Format;
import dsc.workbench.terminal.Markup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dsc exercise verify}: shows that exercises judge rightly, for those who write them. */
@Command(
        name = "verify",
        description = "Show that an exercise judges rightly: the reference passes, the skeleton is told what is not"
                + " written yet, and each naive attempt and each mutant within reach fails by its rule.",
        mixinStandardHelpOptions = true)
public final class VerifyExerciseCommand implements Callable<Integer> {

    private static final int WIDTH = 52;

    private final Console console;
    private final ExercisePlace place;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "EXERCISE",
            completionCandidates = ChosenExercise.Ids.class,
            description = "Which ones.")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--all", description = "All exercises.")
    private boolean all;

    @Option(names = "--quick", description = "Run the reference in a few of its worlds only.")
    private boolean quick;

    @Option(
            names = "--find",
            description = "Look for a family of small worlds for each attempt and mutant that none of its worlds shows,"
                    + " and write it to worlds/.")
    private boolean find;

    public VerifyExerciseCommand(Console console) {
        this(console, ExercisePlace.standard());
    }

    VerifyExerciseCommand(Console console, ExercisePlace place) {
        this.console = console;
        this.place = place;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        boolean troubled = false;
        for (Exercise exercise : chosen()) {
            console.line("@|bold " + exercise.id() + "|@  " + Markup.escaped(exercise.title()));
            Scenario<?> scenario = place.scenario(exercise);
            try (ExerciseProof proof = new ExerciseProof(place.home(), scenario)) {
                for (ExerciseProof.Case proven : ExerciseProof.cases(place.home(), exercise)) {
                    ExerciseProof.Result result = proof.prove(proven, !quick);
                    tell(result);
                    if (result.trouble().isPresent()) {
                        troubled = true;
                        if (find && proven.mutant().isPresent()) {
                            find(exercise, scenario, proven.mutant().get());
                        }
                    }
                }
            }
        }
        return troubled ? 1 : 0;
    }

    private List<Exercise> chosen() {
        if (ids.isEmpty() != all) {
            throw new ArgumentChecks(spec).wrong("name exercises, or give --all");
        }
        ArgumentChecks checks = new ArgumentChecks(spec);
        return all
                ? place.exercises()
                : ids.stream()
                        .map(id -> ChosenExercise.named(place, id, checks))
                        .toList();
    }

    private void tell(ExerciseProof.Result result) {
        Grade grade = result.grade();
        String name = result.proven()
                .mutant()
                .map(Mutant::name)
                .orElse(Words.of(result.proven().role()));
        console.line(String.format(
                Locale.ROOT,
                "  %s %s%s  %5.1f s  %s",
                result.trouble().isEmpty() ? "@|green ✓|@" : "@|red ✗|@",
                Markup.escaped(name),
                " ".repeat(Math.max(0, WIDTH - name.length())),
                grade.seconds(),
                Markup.escaped(cameTo(grade))));
        result.trouble().ifPresent(trouble -> console.line("      " + Markup.escaped(trouble)));
    }

    private static String cameTo(Grade grade) {
        if (grade.finding().isEmpty()) {
            int tries = grade.tried().stream().mapToInt(Grade.Tried::tries).sum();
            return "passes in " + Format.count(tries, "world");
        }
        Finding finding = grade.finding().get();
        String what = finding.rule().isEmpty() ? Words.inText(finding.kind()) : finding.rule();
        return what + (finding.number() == 0 ? "" : ", " + finding.check() + " " + finding.number());
    }

    private void find(Exercise exercise, Scenario<?> scenario, Mutant mutant) throws IOException {
        Optional<FamilyFinder.Found> found;
        try (MutantCompiler compiler = new MutantCompiler(place.home())) {
            found = new FamilyFinder(place.home(), scenario)
                    .find(compiler.scenario(scenario.getClass(), mutant), mutant);
        }
        if (found.isEmpty()) {
            console.line("      no family of small worlds was found; write one by hand");
            return;
        }
        String name = mutant.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        Path file = exercise.directory().resolve("worlds").resolve(name + ".json");
        Files.createDirectories(file.getParent());
        found.get().world().write(file);
        console.line(String.format(
                Locale.ROOT,
                "      found: %s shows it in %d of %d worlds, with %s; add it to the part's worlds",
                Markup.escaped("worlds/" + name + ".json"),
                found.get().shown(),
                FamilyFinder.SEEDS,
                Format.count(found.get().messages(), "message")));
    }
}
