package dsc.cli.exercise;

import dsc.cli.arguments.ArgumentChecks;
import dsc.workbench.batch.Batch;
import dsc.workbench.batch.GradeRow;
import dsc.workbench.batch.HandIn;
import dsc.workbench.batch.HandIns;
import dsc.workbench.batch.KeyedSeeds;
import dsc.workbench.exercises.Exercise;
import dsc.workbench.exercises.Submission;
import dsc.workbench.grading.Effort;
import dsc.workbench.grading.Grade;
import dsc.workbench.grading.Grader;
import dsc.workbench.grading.Seeds;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Format;
import dsc.workbench.terminal.Interruption;
import dsc.workbench.terminal.Markup;
import dsc.workbench.terminal.Shell;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dsc exercise grade}: judges what a class handed in. */
@Command(
        name = "grade",
        description = {
            "Judge what a class handed in: each directory and zip file in DIR is a submission, in which the files to"
                    + " edit are found by their names. Interrupted, the same command goes on where it was.",
            "It is not a sandbox: grade strangers in a container, or as a user without rights."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class GradeExerciseCommand implements Callable<Integer> {

    private static final int JOBS_MAX = 16;
    private static final int INTERRUPTED = 2;

    private final Console console;
    private final ExercisePlace place;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "EXERCISE",
            completionCandidates = ChosenExercise.Ids.class,
            description = "Which exercise, or its directory; see: ./dsc exercise list")
    private String id;

    @Parameters(index = "1", paramLabel = "DIR", description = "Where the submissions lie.")
    private Path directory;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Where the grades go: grades.csv, grades.json, and a directory for each submission.")
    private Path out;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description =
                    "Draw worlds that nobody knows without this file. Published after the deadline, it lets everybody"
                            + " repeat a grade.")
    private Path key;

    @Option(names = "--own-worlds", description = "With --key: give each submission worlds of its own.")
    private boolean ownWorlds;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "How many are judged at a time, 1 to 16 (default: as many as there are cores).")
    private Integer jobs;

    @Mixin
    private MoreOption more;

    @Option(names = "--full", description = "Draw a thousand worlds for each.")
    private boolean full;

    public GradeExerciseCommand(Console console) {
        this(console, ExercisePlace.standard());
    }

    GradeExerciseCommand(Console console, ExercisePlace place) {
        this.console = console;
        this.place = place;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ArgumentChecks checks = new ArgumentChecks(spec);
        Exercise exercise = more.addedTo(ChosenExercise.named(place, id, checks), place, checks);
        int atATime = jobs == null ? Math.min(JOBS_MAX, Runtime.getRuntime().availableProcessors()) : jobs;
        checks.requireRange("--jobs", atATime, 1, JOBS_MAX);
        Optional<KeyedSeeds> keyed = keyed(checks);
        Path from = place.here().resolve(directory);
        if (!Files.isDirectory(from)) {
            throw checks.wrong(directory + " is not a directory");
        }
        List<HandIn> handIns = new HandIns(exercise).in(from);
        if (handIns.isEmpty()) {
            throw checks.wrong(directory + " has neither a directory nor a zip file in it");
        }
        Path to = place.here().resolve(out).toAbsolutePath().normalize();
        Function<String, Seeds> seeds =
                name -> keyed.map(own -> own.of(ownWorlds ? name : "")).orElse(Seeds.OPEN);
        Batch batch = new Batch(
                exercise, context(exercise, keyed), seeds, to, (grade, where) -> feedback(exercise, grade, where));
        return run(exercise, batch, handIns, atATime, to);
    }

    private Optional<KeyedSeeds> keyed(ArgumentChecks checks) {
        if (key == null) {
            if (ownWorlds) {
                throw checks.wrong("--own-worlds takes --key");
            }
            return Optional.empty();
        }
        try {
            return Optional.of(new KeyedSeeds(Files.readAllBytes(place.here().resolve(key))));
        } catch (IOException unreadable) {
            throw checks.wrong("--key " + key + " cannot be read: " + Format.failure(unreadable));
        } catch (IllegalArgumentException empty) {
            throw checks.wrong("--key " + key + ": " + empty.getMessage());
        }
    }

    /** What decides besides the files that were handed in. */
    private String context(Exercise exercise, Optional<KeyedSeeds> keyed) throws IOException {
        StringBuilder context = new StringBuilder();
        context.append(keyed.map(KeyedSeeds::id).orElse("open"))
                .append(ownWorlds)
                .append(full);
        if (exercise.laidOut().isEmpty()) {
            context.append(place.submissions(exercise).reference(exercise).files());
        }
        append(place.home().resolve(Path.of("src", "exercises", exercise.scenario(), "mutants.conf")), context);
        append(exercise.directory(), context);
        if (more.directory(place).isPresent()) {
            append(more.directory(place).get(), context);
        }
        return context.toString();
    }

    /** The file, or all files of the directory. */
    private static void append(Path root, StringBuilder context) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                context.append(root.relativize(file)).append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
    }

    private static String feedback(Exercise exercise, Grade grade, Path directory) {
        StringWriter text = new StringWriter();
        Console plain = new Console(new PrintWriter(text), new PrintWriter(text), false, Ansi.OFF);
        new GradeText(plain, exercise, Path.of(exercise.id())).tell(grade);
        return text.toString().replace(Shell.shown(directory) + "/", "");
    }

    private int run(Exercise exercise, Batch batch, List<HandIn> handIns, int atATime, Path to)
            throws IOException, InterruptedException {
        int width = handIns.stream()
                .mapToInt(handIn -> handIn.name().length())
                .max()
                .orElse(0);
        Queue<Judge> judges = new ConcurrentLinkedQueue<>();
        Interruption interruption = Interruption.awaited(() -> {
            batch.stop();
            judges.forEach(Judge::interrupt);
        });
        long begun = System.nanoTime();
        int status = INTERRUPTED;
        try {
            console.line("@|bold " + exercise.id() + "|@  " + Format.count(handIns.size(), "submission") + ", "
                    + Math.min(atATime, handIns.size()) + " at a time");
            List<GradeRow> rows = batch.run(handIns, atATime, () -> judge(exercise, judges), row -> tell(row, width));
            summarize(rows, System.nanoTime() - begun, to);
            status = 0;
        } catch (InterruptedException stopped) {
            console.line("interrupted; the same command goes on where it was");
        } finally {
            interruption.finished(status);
        }
        return status;
    }

    private Batch.Judge judge(Exercise exercise, Queue<Judge> judges) throws IOException {
        Judge judge = place.judges().judge(place.scenario(exercise), place.concept(exercise), true);
        judges.add(judge);
        return new Batch.Judge() {
            @Override
            public Grade grade(Submission submission, Seeds seeds, Path own) throws IOException, InterruptedException {
                return judge.grade(
                        exercise, submission, seeds, full ? Effort.FULL : Effort.USUAL, own, Grader.Listener.NONE);
            }

            @Override
            public void close() throws IOException {
                judge.close();
            }
        };
    }

    private synchronized void tell(GradeRow row, int width) {
        String sign = switch (row.status()) {
            case "passed" -> "@|green ✓|@";
            case "broken" -> "@|red ✗|@";
            default -> "?";
        };
        String said = row.status().equals("passed")
                ? "all of " + Format.count(row.tries(), "world")
                : (row.rule().isEmpty() ? "" : row.rule() + ": ") + row.reason();
        console.line("  " + sign + " " + Markup.escaped(row.submission())
                + " ".repeat(width - row.submission().length()) + "  " + row.partsPassed() + " of " + row.parts()
                + "  " + Markup.escaped(said));
    }

    private void summarize(List<GradeRow> rows, long nanos, Path to) {
        Map<String, Integer> counts = new HashMap<>();
        rows.forEach(row -> counts.merge(row.status(), 1, Integer::sum));
        console.line(String.format(
                Locale.ROOT,
                "%d passed, %d broken, %d not judged, in %s",
                counts.getOrDefault("passed", 0),
                counts.getOrDefault("broken", 0),
                counts.getOrDefault("not judged", 0),
                Format.duration(nanos)));
        console.line("  table  " + Markup.escaped(Shell.shown(to.resolve("grades.csv"))));
    }
}
