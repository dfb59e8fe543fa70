package dsc.workbench.workbook;

import dsc.workbench.exercises.Exercise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Help with an exercise.
 *
 * @param title such as {@code Look at the voter's term}
 * @param text in Markdown
 * @param part the part of the exercise that it is about, from 1
 */
public record Hint(String title, String text, int part) {

    private static final String FILE = "hints.md";

    /**
     * From a nudge to nearly the solution: the sections of {@code hints.md}. One that is titled as a part of the
     * exercise begins the hints of that part.
     */
    public static List<Hint> of(Exercise exercise) throws IOException {
        Path file = exercise.directory().resolve(FILE);
        List<Hint> hints = new ArrayList<>();
        if (!Files.isRegularFile(file)) {
            return hints;
        }
        List<String> parts = exercise.parts().stream()
                .map(part -> part.name().toLowerCase(Locale.ROOT))
                .toList();
        String[] sections = ("\n" + Files.readString(file)).split("\n## ", -1);
        int part = 1;
        for (int index = 1; index < sections.length; index++) {
            String[] lines = sections[index].split("\n", 2);
            String title = lines[0].strip();
            part = Math.max(part, parts.indexOf(title.toLowerCase(Locale.ROOT)) + 1);
            hints.add(new Hint(title, lines.length == 1 ? "" : lines[1].strip(), part));
        }
        return hints;
    }

    /** Those that do not tell what a learner who has reached {@code part} is to find out later. */
    public static List<Hint> upTo(int part, Exercise exercise) throws IOException {
        return exercise.kind() == Exercise.Kind.DISCOVER
                ? of(exercise).stream().filter(hint -> hint.part() <= part).toList()
                : of(exercise);
    }
}
