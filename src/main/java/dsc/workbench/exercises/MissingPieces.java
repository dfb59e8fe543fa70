package dsc.workbench.exercises;

import dsc.workbench.exercises.Exercise.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What an exercise lacks that its grader does not need, but a learner or its proof does. */
public final class MissingPieces {

    private static final List<String> HEADS =
            List.of("**Guarantee.**", "**Given.**", "**To do.**", "**How it is judged.**");
    private static final int HINTS_LEAST = 3;

    private final Exercise exercise;
    private final List<String> missing = new ArrayList<>();

    private MissingPieces(Exercise exercise) {
        this.exercise = exercise;
    }

    /** A sentence for each, beginning with the file; none if nothing is missing. */
    public static List<String> of(Exercise exercise) throws IOException {
        MissingPieces pieces = new MissingPieces(exercise);
        pieces.ofConf();
        pieces.ofPage();
        pieces.ofHints();
        exercise.trials().forEach((file, text) -> pieces.addTodos("trials/" + file, text));
        if (exercise.laidOut().isEmpty() && exercise.kind() != Kind.EXPOSE) {
            pieces.ofAttempts();
        }
        return List.copyOf(pieces.missing);
    }

    private void ofConf() {
        Stream<String> words = Stream.concat(
                Stream.of(exercise.title()),
                exercise.parts().stream()
                        .flatMap(part -> Stream.concat(
                                Stream.of(part.name()), part.stubs().stream().map(Stub::todo))));
        long left = words.filter(text -> text.startsWith(ExerciseDraft.TODO)).count();
        addTodos(ExerciseFile.NAME, left);
        for (Part part : exercise.parts()) {
            if (part.families().isEmpty() && part.trials().isEmpty()) {
                missing.add(ExerciseFile.NAME + ": part \"" + part.name() + "\" has neither worlds nor trials");
            }
        }
    }

    private void ofPage() throws IOException {
        Path page = exercise.page();
        if (!Files.isRegularFile(page)) {
            missing.add("README.md: there is none");
            return;
        }
        String text = Files.readString(page);
        String title = "# " + exercise.title();
        if (text.lines().noneMatch(title::equals)) {
            missing.add("README.md: its title is not \"" + title + "\"");
        }
        for (String head : HEADS) {
            if (!text.contains(head)) {
                missing.add("README.md: there is no " + head);
            }
        }
        int sections = PartedPage.of(exercise).sections();
        if (exercise.kind() == Kind.DISCOVER && sections < exercise.parts().size()) {
            missing.add("README.md: there is no section \"## "
                    + exercise.parts().get(sections).name() + "\", behind those of the parts before");
        }
        addTodos("README.md", text);
    }

    private void ofHints() throws IOException {
        Path file = exercise.directory().resolve("hints.md");
        String text = Files.isRegularFile(file) ? Files.readString(file) : "";
        long sections = text.lines().filter(line -> line.startsWith("## ")).count();
        if (sections < HINTS_LEAST) {
            missing.add("hints.md: it has " + sections + " sections \"## …\", and " + HINTS_LEAST + " are the least");
        }
        addTodos("hints.md", text);
    }

    private void addTodos(String file, String text) {
        addTodos(
                file,
                text.lines().filter(line -> line.contains(ExerciseDraft.TODO)).count());
    }

    private void addTodos(String file, long left) {
        if (left > 0) {
            missing.add(file + ": " + ExerciseDraft.TODO + " is to be replaced in " + left
                    + (left == 1 ? " place" : " places"));
        }
    }

    private void ofAttempts() {
        if (exercise.attempts().read().isEmpty()) {
            missing.add("attempts.conf: there is no attempt; one shows that what learners do first is found wrong");
        }
    }
}
