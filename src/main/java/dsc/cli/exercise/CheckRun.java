package dsc.cli.exercise;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dsc.workbench.exercises.Exercise;
import dsc.workbench.exercises.Submission;
import dsc.workbench.grading.Effort;
import dsc.workbench.grading.Finding;
import dsc.workbench.grading.Grade;
import dsc.workbench.grading.Grader;
import dsc.workbench.grading.Seeds;
import dsc.workbench.processes.PrivateFiles;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.LiveLines;
import dsc.workbench.terminal.Markup;
import dsc.workbench.terminal.Shell;
import dsc.workbench.workbook.Hint;
import dsc.workbench.workbook.LaidExercise;
import dsc.workbench.workbook.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** Has what a learner wrote judged, tells what it came to, and notes that in the workbook. */
final class CheckRun {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private static final int UNKNOWN = 2;

    /** Exit statuses, each worse than those before. */
    private static final List<Integer> WORSE = List.of(0, UNKNOWN, 1);

    private final Console console;
    private final ChosenExercise.Begun begun;
    private final Judge judge;
    private volatile boolean interrupted;
    private Optional<Grade> last = Optional.empty();

    CheckRun(Console console, ChosenExercise.Begun begun, Judge judge) {
        this.console = console;
        this.begun = begun;
        this.judge = judge;
    }

    /** Ends it; called by another thread. */
    void interrupt() {
        interrupted = true;
        judge.interrupt();
    }

    boolean isInterrupted() {
        return interrupted;
    }

    /** The page of the world in which it was broken the last time. */
    Optional<Path> drawing() {
        return last.flatMap(Grade::finding)
                .map(finding -> finding.files().get("drawn"))
                .map(Path::of);
    }

    /** Judges, tells what is to be done next, and returns the exit status. */
    int run(Submission submission, Effort effort) throws IOException, InterruptedException {
        judge(submission, effort);
        return interrupted ? UNKNOWN : concluded(Map.of());
    }

    /** Judges, and tells what it came to, unless it is interrupted. */
    Optional<Grade> judge(Submission submission, Effort effort) throws IOException, InterruptedException {
        Exercise exercise = begun.exercise();
        LaidExercise laid = begun.laid();
        AtomicReference<String> now = new AtomicReference<>("compiling");
        LiveLines lines = new LiveLines(
                console, () -> List.of("@|faint " + exercise.id() + "  " + now.get() + "|@"), () -> exercise.id());
        if (console.interactive()) {
            lines.start();
        }
        Grade grade;
        try {
            grade = judge.grade(exercise, submission, Seeds.OPEN, effort, laid.out(), new Grader.Listener() {
                @Override
                public void trying(int part, String check, int number, int of) {
                    now.set(String.format(Locale.ROOT, "%s %,d of %,d", Markup.escaped(check), number, of));
                }
            });
        } finally {
            if (console.interactive()) {
                lines.stop();
            }
        }
        if (interrupted) {
            console.line(exercise.id() + "  interrupted, and not judged");
            return Optional.empty();
        }
        last = Optional.of(grade);
        tell(grade);
        Progress progress = begun.workbook().progress();
        progress.checked(exercise.id(), Instant.now(), grade.hasPassed() ? Optional.of(laid.hash()) : Optional.empty());
        int shown = progress.partsReached(exercise.id());
        int reached = reached(exercise, grade);
        List<String> sections = reached > shown ? laid.show(shown, reached) : List.of();
        if (reached > shown) {
            progress.partsReached(exercise.id(), reached);
        }
        progress.write();
        if (reached > shown) {
            tellParts(grade.partsPassed(exercise.parts().size()) < reached ? sections : List.of(), reached);
        }
        return last;
    }

    /**
     * Writes down what was found, tells what is to be done next, and returns the exit status.
     *
     * @param confirmed what real processes said of files that passed, by its name
     */
    int concluded(Map<String, Confirmation.Result> confirmed) throws IOException {
        Grade grade = last.orElseThrow();
        int status = Stream.concat(
                        Stream.of(grade.exitStatus()),
                        confirmed.values().stream().map(Confirmation.Result::status))
                .max(Comparator.comparing(WORSE::indexOf))
                .orElseThrow();
        Map<String, Object> body = body(grade, status);
        confirmed.forEach((name, result) -> body.put(name, result.body()));
        PrivateFiles.write(
                begun.laid().last(), (JSON.writeValueAsString(body) + "\n").getBytes(StandardCharsets.UTF_8));
        advise(status == 0, begun.workbook().progress());
        return status;
    }

    /** How many parts are shown: in an exercise to discover, one more than have passed. */
    private static int reached(Exercise exercise, Grade grade) {
        int parts = exercise.parts().size();
        return exercise.kind() == Exercise.Kind.DISCOVER ? Math.min(parts, grade.partsPassed(parts) + 1) : 1;
    }

    private void tellParts(List<String> sections, int reached) {
        int parts = begun.exercise().parts().size();
        String what = sections.isEmpty()
                ? "all parts are on the page now: "
                : "@|bold part " + reached + " of " + parts + "|@ begins, and is on the page now: ";
        console.line(
                "  page     " + what + Markup.escaped(Shell.shown(begun.laid().page())));
        for (String section : sections) {
            console.line("");
            MarkdownLines.of(section, console.columns()).forEach(console::plain);
        }
    }

    private void tell(Grade grade) throws IOException {
        new GradeText(console, begun.exercise(), begun.laid().directory()).tell(grade);
        for (Path other : begun.laid().others()) {
            console.line("  note     " + Markup.escaped(Shell.shown(other))
                    + " is not among the files to edit, and is not judged");
        }
        if (begun.laid().isOutdated(begun.skeleton())) {
            console.line("  note     the checkout has other files for this exercise now: ./dsc exercise update");
        }
    }

    private void advise(boolean passed, Progress progress) throws IOException {
        Exercise exercise = begun.exercise();
        if (passed) {
            if (!exercise.edit().isEmpty() && !exercise.isPacked()) {
                console.line("  compare  ./dsc exercise diff --solution");
            }
            ListExercisesCommand.next(begun.place().exercises(), progress)
                    .ifPresent(next -> console.line("  next     ./dsc exercise start " + next.id()));
        } else {
            int hints = Hint.of(exercise).size();
            if (hints > 0) {
                console.line("  hint     ./dsc exercise hint   @|faint "
                        + Math.min(progress.hintsSeen(exercise.id()), hints) + " of " + hints + " seen|@");
            }
        }
    }

    private Map<String, Object> body(Grade grade, int status) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("exercise", begun.exercise().id());
        body.put("status", status);
        body.put("parts", begun.exercise().parts().size());
        body.put("partsPassed", grade.partsPassed(begun.exercise().parts().size()));
        body.put("seconds", grade.seconds());
        grade.finding().ifPresent(finding -> body.put("finding", json(finding)));
        return body;
    }

    private static Map<String, Object> json(Finding finding) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("kind", finding.kind().toString());
        body.put("rule", finding.rule());
        body.put("sentence", finding.sentence());
        body.put("check", finding.check());
        body.put("seed", finding.seed());
        body.put("number", finding.number());
        body.put("of", finding.of());
        return body;
    }
}
