package dsc.workbench.grading;

import dsc.workbench.exercises.Breach;
import dsc.workbench.exercises.Edit;
import dsc.workbench.exercises.Exercise;
import dsc.workbench.exercises.Exercise.Kind;
import dsc.workbench.exercises.Mutant;
import dsc.workbench.exercises.Submission;
import dsc.workbench.exercises.Submissions;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Words;
import dsc.workbench.simulation.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Shows that exercises judge rightly: the reference passes; the skeleton is told what is not written yet; each naive
 * attempt, and each mutant that a learner could have written, fails by the rule that it names, in a small world.
 */
public final class ExerciseProof implements AutoCloseable {

    /** A few worlds of each family, and of those that are drawn. */
    private static final Effort QUICK = new Effort(5, 1, Duration.ofMinutes(2));

    /** What breaks, breaks in a family. */
    private static final Effort FAMILIES = new Effort(Integer.MAX_VALUE, 0, Duration.ofMinutes(2));

    private final Path home;
    private final Scenario<?> scenario;
    private final Submissions submissions;
    private final Grader grader;

    /** What a submission is to the exercise. */
    public enum Role {
        REFERENCE,
        SKELETON,
        ATTEMPT,
        MUTANT
    }

    /**
     * A submission that the checkout has itself, and what must come of it.
     *
     * @param mutant what is edited, for an attempt or a mutant
     */
    public record Case(Exercise exercise, Role role, Optional<Mutant> mutant) {

        @Override
        public String toString() {
            return exercise + ": " + mutant.map(Mutant::name).orElse(Words.of(role));
        }
    }

    /**
     * What came of it.
     *
     * @param trouble why that is not what must come of it; empty if it is
     */
    public record Result(Case proven, Grade grade, Optional<String> trouble) {}

    /**
     * For the exercises of one scenario: they share a compiler.
     *
     * @param home where {@code src/} and {@code conf/} lie
     */
    public ExerciseProof(Path home, Scenario<?> scenario) {
        this.home = home;
        this.scenario = scenario;
        this.submissions = new Submissions(home, scenario);
        this.grader = new Grader(home, scenario, "");
    }

    /** All that is to be proven of an exercise. */
    public static List<Case> cases(Path home, Exercise exercise) {
        List<Case> cases = new ArrayList<>(List.of(new Case(exercise, Role.REFERENCE, Optional.empty())));
        if (exercise.kind() == Kind.EXPOSE) {
            return cases;
        }
        cases.add(new Case(exercise, Role.SKELETON, Optional.empty()));
        exercise.attempts()
                .read()
                .forEach(attempt -> cases.add(new Case(exercise, Role.ATTEMPT, Optional.of(attempt))));
        if (exercise.kind() != Kind.SPECIFY) {
            exercise.mutants(home).stream()
                    .filter(mutant -> isWithinReach(exercise, mutant))
                    .forEach(mutant -> cases.add(new Case(exercise, Role.MUTANT, Optional.of(mutant))));
        }
        return cases;
    }

    private static boolean isWithinReach(Exercise exercise, Mutant mutant) {
        return mutant.breaks() instanceof Breach.OfRule
                && !exercise.unseen().contains(mutant.name())
                && mutant.edits().stream().map(Edit::file).allMatch(exercise.edit()::contains);
    }

    /** @param all whether the reference is run in all of its worlds, and not only in a few */
    public Result prove(Case proven, boolean all) throws IOException, InterruptedException {
        Exercise exercise = proven.exercise();
        // What must break does not break in each world.
        boolean mustBreak = exercise.kind() == Kind.EXPOSE || exercise.kind() == Kind.SPECIFY;
        return switch (proven.role()) {
            case REFERENCE -> {
                Grade grade = grade(exercise, submission(proven), all ? Effort.USUAL : mustBreak ? FAMILIES : QUICK);
                yield result(proven, grade, grade.hasPassed(), "passes");
            }
            case SKELETON -> {
                Grade grade = grade(exercise, submission(proven), FAMILIES);
                yield exercise.stubs().isEmpty()
                        ? result(
                                proven,
                                grade,
                                isBroken(grade) && grade.finding().orElseThrow().part() == 0,
                                "fails in the first part")
                        : result(proven, grade, isNotWritten(exercise, grade), "is told what is not written yet");
            }
            case ATTEMPT, MUTANT -> {
                Mutant mutant = proven.mutant().orElseThrow();
                Grade grade = grade(exercise, submission(proven), FAMILIES);
                yield result(proven, grade, breaks(exercise, grade, mutant.breaks()), "breaks " + mutant.breaks());
            }
        };
    }

    /** What is handed in. */
    public Submission submission(Case proven) throws IOException {
        Exercise exercise = proven.exercise();
        return switch (proven.role()) {
            case REFERENCE -> reference(exercise);
            case SKELETON -> submissions.skeleton(exercise);
            case ATTEMPT, MUTANT -> submissions.mutated(proven.mutant().orElseThrow(), exercise);
        };
    }

    private static Result result(Case proven, Grade grade, boolean isAsExpected, String expected) {
        if (isAsExpected) {
            return new Result(proven, grade, Optional.empty());
        }
        String came = grade.finding()
                .map(finding -> finding.kind() + " " + finding.rule() + " (" + finding.check() + "): "
                        + finding.sentence() + grade.problems())
                .orElse("it passes");
        return new Result(proven, grade, Optional.of("does not do what it must: \"" + expected + "\"; " + came));
    }

    private static boolean isBroken(Grade grade) {
        return grade.finding().filter(finding -> finding.kind().isBroken()).isPresent();
    }

    private static boolean isNotWritten(Exercise exercise, Grade grade) {
        return grade.finding()
                .filter(finding -> finding.kind() == Finding.Kind.NOT_WRITTEN
                        && exercise.stubs().stream()
                                .anyMatch(stub -> stub.todo().equals(finding.sentence())))
                .isPresent();
    }

    /** A rule that sees nothing fails because nothing is shown. */
    private static boolean breaks(Exercise exercise, Grade grade, Breach breach) {
        if (!(breach instanceof Breach.OfRule rule)) {
            return isBroken(grade);
        }
        return grade.finding()
                .filter(finding -> switch (finding.kind()) {
                    case FAILED -> rule.rule().equals(Outcome.ACTOR_STOPPED);
                    case NOT_SHOWN ->
                        exercise.parts().get(finding.part()).rule().equals(Optional.of(rule.rule()));
                    default -> finding.rule().equals(rule.rule());
                })
                .isPresent();
    }

    /** The product's own files; for what is to be exposed, the answer that the exercise keeps. */
    private Submission reference(Exercise exercise) throws IOException {
        if (exercise.kind() != Kind.EXPOSE) {
            return submissions.reference(exercise);
        }
        Map<String, String> answer = new TreeMap<>();
        try (Stream<Path> files = Files.list(exercise.directory().resolve(Exercise.ANSWER))) {
            for (Path file : files.toList()) {
                answer.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return new Submission("answer", answer);
    }

    private Grade grade(Exercise exercise, Submission submission, Effort effort)
            throws IOException, InterruptedException {
        return grader.grade(
                exercise,
                submission,
                Seeds.OPEN,
                effort,
                Optional.empty(),
                () -> new JobRunner.InThisJvm(home, scenario),
                Grader.Listener.NONE);
    }

    @Override
    public void close() throws IOException {
        grader.close();
    }
}
