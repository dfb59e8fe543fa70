package dsc.workbench.exercises;

/**
 * A replacement in one of the product's source files.
 *
 * @param file relative to the scenario's package: {@code Raft.java}; {@code ../Replica.java} is a file of its concept
 * @param before text that stands in the file exactly once
 * @param after the text in its place
 */
public record Edit(String file, String before, String after) {

    /** @throws IllegalArgumentException when {@code before} is not in {@code text} exactly once */
    String applyTo(String text) {
        int at = text.indexOf(before);
        if (at < 0 || text.indexOf(before, at + 1) >= 0) {
            throw new IllegalArgumentException(
                    (at < 0 ? "this does not stand in " : "this stands more than once in ") + file + ":\n" + before);
        }
        return text.replace(before, after);
    }
}
