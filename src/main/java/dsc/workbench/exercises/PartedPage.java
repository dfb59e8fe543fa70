package dsc.workbench.exercises;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * The page of an exercise of kind {@code discover}: a section under the name of each part, in their order, which
 * learners see once the part before has passed. Pages of other kinds are shown as a whole.
 */
public final class PartedPage {

    private static final String HEAD = "## ";

    /** What comes before the first part, and then the parts that have a section. */
    private final List<String> pieces = new ArrayList<>();

    private PartedPage(List<Part> parts, String text) {
        StringBuilder piece = new StringBuilder();
        for (String line : text.lines().toList()) {
            boolean begins = pieces.size() < parts.size()
                    && line.equalsIgnoreCase(HEAD + parts.get(pieces.size()).name());
            if (begins) {
                pieces.add(piece.toString());
                piece.setLength(0);
            }
            piece.append(line).append("\n");
        }
        pieces.add(piece.toString());
    }

    /** @throws IOException when the page cannot be read */
    public static PartedPage of(Exercise exercise) throws IOException {
        boolean isParted = exercise.kind() == Exercise.Kind.DISCOVER;
        return new PartedPage(isParted ? exercise.parts() : List.of(), Files.readString(exercise.page()));
    }

    /** How many of its parts have a section, which is 0 where the page is shown as a whole. */
    int sections() {
        return pieces.size() - 1;
    }

    /**
     * The page of somebody who has come so far.
     *
     * @param reached how many parts are shown, 1 or more
     */
    public String text(int reached) {
        return String.join("", pieces.subList(0, Math.min(pieces.size(), reached + 1)))
                        .stripTrailing() + "\n";
    }

    /**
     * The sections of some parts, of those that have one.
     *
     * @param from counted from 0
     * @param to the first that is not shown
     */
    public List<String> sections(int from, int to) {
        return pieces.subList(Math.min(from + 1, pieces.size()), Math.min(to + 1, pieces.size())).stream()
                .map(section -> section.stripTrailing() + "\n")
                .toList();
    }
}
