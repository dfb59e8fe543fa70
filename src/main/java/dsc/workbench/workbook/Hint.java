package dsc.workbench.workbook;

import dsc.workbench.exercises.Exercise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Help with an exercise.
 *
 * @param title such as {@code Look at the voter's term}
 * @param text in Markdown
 */
public record Hint(String title, String text) {

    private static final String FILE = "hints.md";

    /** From a nudge to nearly the solution: the sections of {@code hints.md}. */
    public static List<Hint> of(Exercise exercise) throws IOException {
        Path file = exercise.directory().resolve(FILE);
        List<Hint> hints = new ArrayList<>();
        if (Files.isRegularFile(file)) {
            String[] sections = ("\n" + Files.readString(file)).split("\n## ", -1);
            for (int index = 1; index < sections.length; index++) {
                String[] parts = sections[index].split("\n", 2);
                hints.add(new Hint(parts[0].strip(), parts.length == 1 ? "" : parts[1].strip()));
            }
        }
        return hints;
    }
}
