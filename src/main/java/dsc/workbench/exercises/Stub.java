package dsc.workbench.exercises;

/**
 * A method that the learner writes.
 *
 * @param file relative to the scenario's package
 * @param method the method's name; {@code Nested.apply} or {@code apply(Vote, long)} if the name alone is ambiguous
 * @param todo what to write, an imperative sentence
 */
public record Stub(String file, String method, String todo) {}
