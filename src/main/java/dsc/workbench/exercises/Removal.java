package dsc.workbench.exercises;

/**
 * A method that a skeleton does not have.
 *
 * @param file relative to the scenario's package
 * @param method as in {@link Stub}
 */
public record Removal(String file, String method) {}
