package dsc.workbench.grading;

import dsc.workbench.exercises.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What a submission came to.
 *
 * @param finding why it did not pass; empty if it did
 * @param problems what kept it from being run
 * @param tried what came out well, in the order in which it was tried
 * @param compileSeconds how long compiling took
 * @param seconds how long all took
 */
public record Grade(
        Optional<Finding> finding, List<Problem> problems, List<Tried> tried, double compileSeconds, double seconds) {

    /**
     * A check that came out well.
     *
     * @param part the number of the exercise's part, from 0; as many as there are parts for what is tried in the end
     * @param unit what one of its tries is called, such as {@code small world}
     * @param shown in how many of them what must break did
     */
    public record Tried(int part, String name, String unit, int tries, int shown) {}

    public Grade {
        problems = List.copyOf(problems);
        tried = List.copyOf(tried);
    }

    public boolean hasPassed() {
        return finding.isEmpty();
    }

    /** How many parts came out well: all before the one of the finding. */
    public int partsPassed(int parts) {
        return finding.map(found -> Math.clamp(found.part(), 0, parts)).orElse(parts);
    }

    /** 0 passed, 1 something is broken, 2 not judged. */
    public int exitStatus() {
        return finding.map(found -> found.kind().isBroken() ? 1 : 2).orElse(0);
    }
}
