package dsc.cli.exercise;

import dsc.workbench.benchmarks.Table;
import dsc.workbench.exercises.Exercise;
import dsc.workbench.exercises.Exercise.Kind;
import dsc.workbench.exercises.Submission;
import dsc.workbench.grading.ExerciseProof;
import dsc.workbench.grading.ExerciseProof.Case;
import dsc.workbench.grading.ExerciseProof.Role;
import dsc.workbench.nodes.TemporaryDirectory;
import dsc.workbench.protocol.Figure;
import dsc.workbench.workbook.LaidExercise;
import dsc.workbench.workbook.Workbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes the time of {@code dsc exercise check} from a cold start: each time a process of its own, in a workbook of its
 * own, from its start to its end.
 */
final class ColdChecks {

    private static final int PASSED = 0;
    private static final int BROKEN = 1;
    private static final int NOT_JUDGED = 2;

    /** Stands behind a figure that misses its goal. */
    private static final String MISSED = " !";

    private final ExercisePlace place;
    private final int runs;
    private final Map<Figures, Map<String, Table.Cell>> cells = new LinkedHashMap<>();
    private final List<String> troubles = new ArrayList<>();
    private boolean missed;

    /** What is measured. */
    private enum Figures {
        FIRST_FEEDBACK("first feedback", 5),
        SKELETON_TOLD("skeleton told", 5),
        FULL_PASS("full pass", 15);

        private final String head;
        private final int goalSeconds;

        Figures(String head, int goalSeconds) {
            this.head = head;
            this.goalSeconds = goalSeconds;
        }

        /** Long passes are the nature of other kinds. */
        boolean isGoalOf(Exercise exercise) {
            return this != FULL_PASS || exercise.kind() == Kind.IMPLEMENT;
        }
    }

    /** @param runs how many times each */
    ColdChecks(ExercisePlace place, int runs) {
        this.place = place;
        this.runs = runs;
        for (Figures figure : Figures.values()) {
            cells.put(figure, new LinkedHashMap<>());
        }
    }

    /** Measures an exercise: {@code cases} are what is proven of it, in that order. */
    void measure(Exercise exercise, ExerciseProof proof, List<Case> cases) throws IOException, InterruptedException {
        Optional<Case> attempt =
                cases.stream().filter(one -> isAttempt(exercise, one)).findFirst();
        if (attempt.isPresent()) {
            measure(Figures.FIRST_FEEDBACK, exercise, proof.submission(attempt.get()), BROKEN);
        } else if (exercise.kind() == Kind.EXPOSE) {
            measure(Figures.FIRST_FEEDBACK, exercise, new Submission("", Map.of(Exercise.PLAN, "[]")), BROKEN);
        }
        for (Case one : cases) {
            if (one.role() == Role.SKELETON) {
                int status = exercise.stubs().isEmpty() ? BROKEN : NOT_JUDGED;
                measure(Figures.SKELETON_TOLD, exercise, proof.submission(one), status);
            } else if (one.role() == Role.REFERENCE) {
                measure(Figures.FULL_PASS, exercise, proof.submission(one), PASSED);
            }
        }
    }

    /** What learners write first is like an attempt; that of a skeleton which is one is told as the skeleton. */
    private static boolean isAttempt(Exercise exercise, Case one) {
        boolean isSkeleton = exercise.start().isPresent()
                && one.mutant().map(Object::toString).equals(exercise.start());
        return (one.role() == Role.ATTEMPT || one.role() == Role.MUTANT) && !isSkeleton;
    }

    private void measure(Figures figure, Exercise exercise, Submission submission, int status)
            throws IOException, InterruptedException {
        List<List<Figure>> rounds = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            rounds.add(List.of(Figure.micros(exercise.id(), seconds(figure, exercise, submission, status) * 1e6)));
        }
        Table.Cell cell =
                Table.Column.ofRounds(List.of(figure.head), rounds).cells().get(exercise.id());
        boolean misses = figure.isGoalOf(exercise) && cell.spread().median() > figure.goalSeconds * 1e6;
        missed |= misses;
        cells.get(figure)
                .put(exercise.id(), misses ? new Table.Cell(cell.text() + MISSED, cell.spread(), cell.unit()) : cell);
    }

    private double seconds(Figures figure, Exercise exercise, Submission submission, int status)
            throws IOException, InterruptedException {
        try (TemporaryDirectory directory = TemporaryDirectory.create("dsc-verify-")) {
            Workbook workbook = Workbook.create(directory.path().resolve("workbook"), place.home());
            LaidExercise laid = workbook.laid(exercise, place.scenario(exercise).getClass());
            laid.lay(workbook, place.submissions(exercise).skeleton(exercise), Instant.now());
            for (Map.Entry<String, String> file : submission.files().entrySet()) {
                Path source = laid.source(file.getKey());
                Files.createDirectories(source.getParent());
                Files.writeString(source, file.getValue());
            }
            long begun = System.nanoTime();
            int ended = place.launcher()
                    .run(List.of(
                            ExerciseCommand.NAME,
                            "check",
                            exercise.id(),
                            "--in",
                            workbook.directory().toString()));
            double seconds = (System.nanoTime() - begun) / 1e9;
            if (ended != status) {
                troubles.add(
                        exercise.id() + ", " + figure.head + ": check ended with status " + ended + ", not " + status);
            }
            return seconds;
        }
    }

    /** What did not end as it must; none if all did. */
    List<String> troubles() {
        return troubles.stream().distinct().toList();
    }

    /** Medians, in lines of at most {@code width} characters, and what their goals are. */
    List<String> lines(int width) {
        List<Table.Column> columns = new ArrayList<>();
        cells.forEach((figure, own) -> columns.add(new Table.Column(List.of(figure.head), own)));
        List<String> lines = new ArrayList<>(new Table(List.of("check, cold"), columns).lines(width));
        lines.add("");
        lines.add(runs == 1 ? "One run each, a new JVM." : "Medians of " + runs + " runs, each a new JVM.");
        lines.add("Goals: " + Figures.FIRST_FEEDBACK.goalSeconds + " s until what is wrong is told, "
                + Figures.FULL_PASS.goalSeconds + " s for a pass of kind implement");
        if (missed) {
            lines.add("!  misses its goal");
        }
        return lines;
    }
}
