package dsc.workbench.grading;

/** Which worlds a submission is judged in. */
@FunctionalInterface
public interface Seeds {

    /** The seeds 1, 2, 3 and so on, which everybody knows. */
    Seeds OPEN = (exercise, number) -> number;

    /** @param number of the world, from 1 */
    long seed(String exercise, int number);
}
