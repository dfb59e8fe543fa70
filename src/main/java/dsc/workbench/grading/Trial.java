package dsc.workbench.grading;

import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Judges what needs no world: laws that a data type keeps, decisions that a strategy takes. It lies in the exercise's
 * directory {@code trials/}, in the package of the scenario, is compiled together with the submission, and has a
 * constructor without parameters.
 */
public interface Trial {

    /** What must be so, such as {@code merging twice changes nothing}. */
    String name();

    /** What is wrong in a case that {@code random} draws, in a sentence; empty if nothing is. */
    Optional<String> brokenBy(SplittableRandom random);
}
