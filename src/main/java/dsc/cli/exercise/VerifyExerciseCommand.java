package dsc.cli.exercise;

import dsc.cli.arguments.ArgumentChecks;
import dsc.workbench.exercises.Exercise;
import dsc.workbench.exercises.MissingPieces;
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
import dsc.workbench.terminal.Interruption;
import dsc.workbench.terminal.LauncherException;
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
import picocli.CommandLine.Mixin;
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

    /** Where nobody says how wide it is, a table is as wide as terminals are. */
    private static final int COLUMNS_USUAL = 80;

    private static final int INTERRUPTED = 2;
    private static final int RUNS_MAX = 1_000;

    private final Console console;
    private final ExercisePlace place;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "EXERCISE",
            completionCandidates = ChosenExercise.Ids.class,
            description = "Which ones, or their directories.")
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

    @Option(
            names = "--time",
            description = "Print tables: what each submission came to, and how long check takes from a cold start"
                    + " until it has told what is wrong, told the skeleton, and passed the reference.")
    private boolean time;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "10",
            description = "With --time: of how many runs medians are taken, 1 to 1000 (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Mixin
    private MoreOption more;

    private volatile boolean interrupted;

    public VerifyExerciseCommand(Console console) {
        this(console, ExercisePlace.standard());
    }

    VerifyExerciseCommand(Console console, ExercisePlace place) {
        this.console = console;
        this.place = place;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Exercise> exercises = chosen();
        Interruption interruption = Interruption.awaited(() -> {
            interrupted = true;
            place.launcher().interrupt();
        });
        int status = INTERRUPTED;
        try {
            boolean troubled = verify(exercises);
            if (interrupted) {
                console.line("interrupted");
            } else {
                status = troubled ? 1 : 0;
            }
        } finally {
            interruption.finished(status);
        }
        return status;
    }

    private boolean verify(List<Exercise> exercises) throws IOException, InterruptedException {
        boolean troubled = false;
        ColdChecks times = new ColdChecks(place, runs);
        for (Exercise exercise : exercises) {
            console.line("@|bold " + exercise.id() + "|@  " + Markup.escaped(exercise.title()));
            List<String> missing = MissingPieces.of(exercise);
            missing.forEach(piece -> console.line("  @|red ✗|@ " + Markup.escaped(piece)));
            troubled |= !missing.isEmpty();
            Scenario<?> scenario = place.scenario(exercise);
            List<ExerciseProof.Case> cases = ExerciseProof.cases(place.home(), exercise);
            ProofTable table = new ProofTable(exercise);
            List<ExerciseProof.Result> wrong = new ArrayList<>();
            try (ExerciseProof proof = new ExerciseProof(place.home(), scenario)) {
                for (ExerciseProof.Case proven : cases) {
                    if (interrupted) {
                        return troubled;
                    }
                    ExerciseProof.Result result = proof.prove(proven, !quick);
                    if (result.trouble().isPresent()) {
                        wrong.add(result);
                    }
                    if (time) {
                        table.add(result);
                    } else {
                        tell(result);
                    }
                    if (find && result.trouble().isPresent() && proven.mutant().isPresent()) {
                        find(exercise, scenario, proven.mutant().get());
                    }
                }
                if (time) {
                    table.lines(columns()).forEach(console::plain);
                    wrong.forEach(result -> console.line("@|red ✗|@ " + Markup.escaped(ProofTable.name(result)) + " "
                            + Markup.escaped(result.trouble().orElseThrow())));
                    times.measure(exercise, proof, cases);
                    console.line("");
                }
            }
            troubled |= !wrong.isEmpty();
        }
        if (time && !interrupted) {
            times.lines(columns()).forEach(console::plain);
            times.troubles().forEach(trouble -> console.line("@|red ✗|@ " + Markup.escaped(trouble)));
        }
        return troubled || !times.troubles().isEmpty();
    }

    private int columns() {
        return Math.min(console.columns(), COLUMNS_USUAL);
    }

    private List<Exercise> chosen() throws IOException {
        if (ids.isEmpty() != all) {
            throw new ArgumentChecks(spec).wrong("name exercises, or give --all");
        }
        ArgumentChecks checks = new ArgumentChecks(spec);
        checks.requireRange("--runs", runs, 1, RUNS_MAX);
        List<Exercise> chosen = all
                ? place.exercises()
                : ids.stream()
                        .map(id -> ChosenExercise.named(place, id, checks))
                        .toList();
        chosen.stream().filter(Exercise::isPacked).findFirst().ifPresent(packed -> {
            throw new LauncherException(packed.directory()
                    + " was packed without what it is proven with; verify the directory it was packed from");
        });
        if (more.directory(place).isPresent() && chosen.size() != 1) {
            throw checks.wrong("--more adds to one exercise, and these are " + chosen.size());
        }
        List<Exercise> added = new ArrayList<>();
        for (Exercise one : chosen) {
            added.add(more.addedTo(one, place, checks));
        }
        return added;
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
            return "passes in " + Format.count(ProofTable.worlds(grade), "world");
        }
        Finding finding = grade.finding().get();
        return ProofTable.verdict(grade)
                + (finding.number() == 0 ? "" : ", " + finding.check() + " " + finding.number());
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
