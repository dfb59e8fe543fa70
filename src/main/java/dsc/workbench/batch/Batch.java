package dsc.workbench.batch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dsc.workbench.exercises.Exercise;
import dsc.workbench.exercises.Problem;
import dsc.workbench.exercises.Submission;
import dsc.workbench.grading.Finding;
import dsc.workbench.grading.Grade;
import dsc.workbench.grading.Seeds;
import dsc.workbench.processes.PrivateFiles;
import dsc.workbench.protocol.Words;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Judges hand-ins, several at a time, each once: what was judged under the same fingerprint before is kept, so that a
 * batch that was interrupted goes on where it was. Leaves {@code grades.csv}, {@code grades.json}, and for each hand-in
 * a directory with {@code grade.json}, {@code feedback.txt} and the world in which something was broken.
 */
public final class Batch {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String ROW = "grade.json";

    private final Exercise exercise;
    private final String context;
    private final Function<String, Seeds> seeds;
    private final Path out;
    private final BiFunction<Grade, Path, String> feedback;
    private volatile boolean stopped;

    /** Judges one after the other; for one thread. */
    public interface Judge extends AutoCloseable {

        /** @param out where a failing world is written and drawn */
        Grade grade(Submission submission, Seeds seeds, Path out) throws IOException, InterruptedException;

        @Override
        void close() throws IOException;

        /** Makes judges. */
        interface Maker {
            Judge make() throws IOException;
        }
    }

    /**
     * @param context tells apart what decides besides the files: the exercise's own files, the key, the program
     * @param seeds those of a hand-in, by its name
     * @param out where the files go
     * @param feedback what a learner is told of a grade whose files lie in a directory
     */
    public Batch(
            Exercise exercise,
            String context,
            Function<String, Seeds> seeds,
            Path out,
            BiFunction<Grade, Path, String> feedback) {
        this.exercise = exercise;
        this.context = context;
        this.seeds = seeds;
        this.out = out;
        this.feedback = feedback;
    }

    /** Lets nothing more be judged, and nothing be kept of what is being judged; called by another thread. */
    public void stop() {
        stopped = true;
    }

    /**
     * Judges all.
     *
     * @param jobs how many at a time
     * @param told each row as soon as it is there, by any thread; those that were kept come first
     * @return the rows in the order of {@code handIns}
     * @throws InterruptedException when it was stopped
     */
    public List<GradeRow> run(List<HandIn> handIns, int jobs, Judge.Maker judges, Consumer<GradeRow> told)
            throws IOException, InterruptedException {
        Files.createDirectories(out);
        Map<String, GradeRow> rows = new ConcurrentHashMap<>();
        Queue<HandIn> left = new ConcurrentLinkedQueue<>();
        for (HandIn handIn : handIns) {
            Optional<GradeRow> kept = kept(handIn);
            kept.ifPresent(row -> {
                rows.put(handIn.name(), row);
                told.accept(row);
            });
            if (kept.isEmpty()) {
                left.add(handIn);
            }
        }
        List<Thread> threads = new ArrayList<>();
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        for (int job = 0; job < Math.min(jobs, left.size()); job++) {
            threads.add(Thread.ofPlatform().name("grade-" + job).start(() -> {
                try (Judge judge = judges.make()) {
                    for (HandIn next = left.poll(); next != null && !stopped; next = left.poll()) {
                        GradeRow row = judged(next, judge);
                        rows.put(next.name(), row);
                        told.accept(row);
                    }
                } catch (IOException | InterruptedException | RuntimeException failure) {
                    failures.add(failure);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (stopped) {
            throw new InterruptedException();
        }
        if (!failures.isEmpty()) {
            throw new IOException(
                    "the batch was not finished: " + failures.peek().getMessage(), failures.peek());
        }
        List<GradeRow> all =
                handIns.stream().map(handIn -> rows.get(handIn.name())).toList();
        write(all);
        return all;
    }

    private Optional<GradeRow> kept(HandIn handIn) {
        try {
            GradeRow row =
                    JSON.readValue(out.resolve(handIn.name()).resolve(ROW).toFile(), GradeRow.class);
            return Optional.of(row).filter(old -> old.fingerprint().equals(fingerprint(handIn)));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private String fingerprint(HandIn handIn) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String all = context + "\0" + handIn.name() + "\0" + handIn.files() + "\0" + handIn.unusable();
            return HexFormat.of().formatHex(digest.digest(all.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private GradeRow judged(HandIn handIn, Judge judge) throws IOException, InterruptedException {
        Path directory = out.resolve(handIn.name());
        PrivateFiles.remove(directory);
        Files.createDirectories(directory);
        GradeRow row;
        String said;
        if (handIn.unusable().isPresent()) {
            row = unjudged(handIn, handIn.unusable().get());
            said = "not judged: " + handIn.unusable().get() + "\n";
        } else {
            try {
                Grade grade = judge.grade(
                        new Submission(handIn.name(), handIn.files()), seeds.apply(handIn.name()), directory);
                if (stopped) {
                    throw new InterruptedException();
                }
                row = row(handIn, grade);
                said = feedback.apply(grade, directory);
            } catch (IOException | RuntimeException failure) {
                row = unjudged(handIn, "the grader failed: " + failure);
                said = row.reason() + "\n";
            }
        }
        Files.writeString(directory.resolve("feedback.txt"), said);
        // The last file: without it, the hand-in is judged again.
        PrivateFiles.write(
                directory.resolve(ROW), (JSON.writeValueAsString(row) + "\n").getBytes(StandardCharsets.UTF_8));
        return row;
    }

    private GradeRow unjudged(HandIn handIn, String reason) {
        return new GradeRow(
                handIn.name(),
                "not judged",
                0,
                exercise.parts().size(),
                0,
                Words.inText(Finding.Kind.NOT_JUDGED),
                "",
                0,
                reason,
                0,
                handIn.ignored(),
                fingerprint(handIn));
    }

    private GradeRow row(HandIn handIn, Grade grade) {
        int parts = exercise.parts().size();
        Optional<Finding> finding = grade.finding();
        return new GradeRow(
                handIn.name(),
                grade.hasPassed() ? "passed" : grade.exitStatus() == 1 ? "broken" : "not judged",
                grade.partsPassed(parts),
                parts,
                grade.tried().stream().mapToInt(Grade.Tried::tries).sum(),
                finding.map(found -> Words.inText(found.kind())).orElse(""),
                finding.map(Finding::rule).orElse(""),
                finding.map(Finding::seed).orElse(0L),
                finding.map(found -> reason(grade, found)).orElse(""),
                grade.seconds(),
                handIn.ignored(),
                fingerprint(handIn));
    }

    private static String reason(Grade grade, Finding finding) {
        if (grade.problems().isEmpty()) {
            return finding.sentence();
        }
        Problem first = grade.problems().getFirst();
        return first.file() + (first.line() > 0 ? ":" + first.line() : "") + " " + finding.sentence();
    }

    private void write(List<GradeRow> rows) throws IOException {
        StringBuilder csv = new StringBuilder(GradeRow.HEAD + "\r\n");
        rows.forEach(row -> csv.append(row.csv()).append("\r\n"));
        PrivateFiles.write(out.resolve("grades.csv"), csv.toString().getBytes(StandardCharsets.UTF_8));
        PrivateFiles.write(
                out.resolve("grades.json"), (JSON.writeValueAsString(rows) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
