package dsc.workbench.grading;

import dsc.workbench.exercises.Exercise;
import dsc.workbench.exercises.Family;
import dsc.workbench.exercises.Mutant;
import dsc.workbench.exercises.Part;
import dsc.workbench.exercises.Problem;
import dsc.workbench.exercises.Submission;
import dsc.workbench.exercises.SubmissionCompiler;
import dsc.workbench.exercises.Submissions;
import dsc.workbench.grading.Finding.Kind;
import dsc.workbench.protocol.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Judges submissions to exercises about one scenario. It compiles in this JVM, and runs what it compiled in another,
 * which it is given warm. For one thread at a time.
 */
public final class Grader implements AutoCloseable {

    private static final int NUMBER_BYTES = 16;

    private final Path home;
    private final Scenario<?> scenario;
    private final String concept;
    private final SubmissionCompiler compiler;
    private final Submissions submissions;
    private final SecureRandom random = new SecureRandom();

    /** Is told how judging goes on. */
    public interface Listener {

        /** Does nothing. */
        Listener NONE = new Listener() {};

        default void compiled(double seconds) {}

        /** @param of how many tries the check has */
        default void trying(int part, String check, int number, int of) {}

        default void tried(Grade.Tried tried) {}
    }

    /**
     * @param home where {@code src/main/java}, {@code src/exercises} and {@code conf/} lie
     * @param concept the scenario's, as people see it; may be empty
     */
    public Grader(Path home, Scenario<?> scenario, String concept) {
        this.home = home;
        this.scenario = scenario;
        this.concept = concept;
        this.compiler = new SubmissionCompiler(home);
        this.submissions = new Submissions(home, scenario);
    }

    /**
     * Judges a submission.
     *
     * @param runner asked for when there is a job; a worker is started by the caller, who closes it
     * @param out where a failing world is written and drawn; empty: nowhere
     */
    public Grade grade(
            Exercise exercise,
            Submission submission,
            Seeds seeds,
            Effort effort,
            Optional<Path> out,
            Supplier<? extends JobRunner> runner,
            Listener listener)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Map<String, Job.ClassSet> sets = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        Checks checks = new Checks(exercise, !scenario.deployment().isPlatform(), seeds, effort);
        List<Check> asked = new ArrayList<>();
        switch (exercise.kind()) {
            case IMPLEMENT, DISCOVER -> {
                compile(Checks.SUBMISSION, submission, submission, exercise.trials(), sets, problems);
                asked.addAll(checks.ofFiles());
            }
            case SPECIFY -> {
                compile(Checks.SUBMISSION, submission, submission, exercise.trials(), sets, problems);
                if (problems.isEmpty()) {
                    compileMutants(exercise, submission, sets, problems);
                }
                asked.addAll(checks.ofRule());
            }
            case EXPOSE -> {
                Path work = out.orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
                Exposure exposure = new Exposure(exercise, scenario, work);
                try {
                    Family family = exposure.family(submission);
                    compileMutants(exercise, new Submission("", Map.of()), sets, problems);
                    asked.addAll(checks.ofExposure(0, family));
                } catch (IllegalArgumentException unreadable) {
                    return new Grade(
                            Optional.of(Finding.of(Kind.NOT_JUDGED, unreadable.getMessage())),
                            List.of(),
                            List.of(),
                            0,
                            seconds(begun));
                }
            }
        }
        double compileSeconds = seconds(begun);
        if (!problems.isEmpty()) {
            Finding refused = Finding.of(Kind.REFUSED, problems.getFirst().sentence());
            return new Grade(Optional.of(refused), problems, List.of(), compileSeconds, seconds(begun));
        }
        listener.compiled(compileSeconds);
        Job job = new Job(
                number(),
                concept,
                out.map(path -> path.toAbsolutePath().toString()).orElse(""),
                sets,
                asked);
        Progress progress = new Progress(job, listener);
        Optional<Finding> finding = runner.get().run(job, effort.limit(), progress::on);
        if (finding.isEmpty()) {
            finding = progress.untested(exercise);
        }
        return new Grade(finding, List.of(), progress.tried, compileSeconds, seconds(begun));
    }

    private void compileMutants(
            Exercise exercise, Submission submission, Map<String, Job.ClassSet> sets, List<Problem> problems)
            throws IOException {
        for (Part part : exercise.parts()) {
            for (String name : part.mutants()) {
                Mutant mutant = exercise.mutant(home, name);
                compile(name, submissions.mutated(mutant, submission.files()), submission, Map.of(), sets, problems);
            }
        }
    }

    private void compile(
            String name,
            Submission compiled,
            Submission learners,
            Map<String, String> trusted,
            Map<String, Job.ClassSet> sets,
            List<Problem> problems)
            throws IOException {
        SubmissionCompiler.Compiled result = compiler.compile(scenario.getClass(), compiled, trusted);
        problems.addAll(result.problems());
        Set<String> files = new HashSet<>();
        learners.files()
                .keySet()
                .forEach(file -> files.add(Path.of(file).getFileName().toString()));
        sets.put(name, new Job.ClassSet(result.packages(), result.classes(), files));
    }

    private static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e9;
    }

    private String number() {
        byte[] bytes = new byte[NUMBER_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public void close() throws IOException {
        compiler.close();
    }

    /** What a worker has said so far. */
    private static final class Progress {

        private final Job job;
        private final Listener listener;
        private final List<Grade.Tried> tried = new ArrayList<>();
        private final Map<Integer, Set<String>> met = new HashMap<>();

        Progress(Job job, Listener listener) {
            this.job = job;
            this.listener = listener;
        }

        void on(Message message) {
            switch (message) {
                case Message.Trying trying -> {
                    Check check = job.checks().get(trying.check());
                    listener.trying(
                            check.part(),
                            check.name(),
                            trying.number(),
                            check.seeds().size());
                }
                case Message.Tried done -> {
                    Check check = job.checks().get(done.check());
                    Grade.Tried shown =
                            new Grade.Tried(check.part(), check.name(), check.unit(), done.tries(), done.shown());
                    tried.add(shown);
                    done.met().forEach((condition, times) -> {
                        if (times > 0) {
                            met.computeIfAbsent(check.part(), none -> new HashSet<>())
                                    .add(condition);
                        }
                    });
                    listener.tried(shown);
                }
                case Message.Found found -> throw new IllegalStateException("it is the last: " + found);
                case Message.Ended ended -> throw new IllegalStateException("it is the last: " + ended);
            }
        }

        /** What should have happened in a part's worlds, or in those that are drawn in the end, and did not. */
        private Optional<Finding> untested(Exercise exercise) {
            Set<String> inTheEnd = met.getOrDefault(exercise.parts().size(), Set.of());
            for (int number = 0; number < exercise.parts().size(); number++) {
                for (String needed : exercise.parts().get(number).needs()) {
                    boolean wasMet = met.getOrDefault(number, Set.of()).contains(needed) || inTheEnd.contains(needed);
                    if (!wasMet) {
                        return Optional.of(new Finding(
                                Kind.UNTESTED,
                                number,
                                exercise.parts().get(number).name(),
                                0,
                                0,
                                0,
                                "",
                                "nothing was tested: in none of its worlds " + needed,
                                List.of(),
                                Map.of(),
                                List.of()));
                    }
                }
            }
            return Optional.empty();
        }
    }
}
