package dsc.workbench.protocol;

import dsc.workbench.checkers.Checker;
import java.time.Duration;

/**
 * What a scenario promises.
 *
 * @param summary in a few words, such as {@code linearizable, exactly once}
 * @param sentence in a sentence, with its limits
 * @param model the name of the sequential model that its history is checked against, as {@code dsc check} takes it
 * @param safety decides whether a history keeps it
 * @param recoveryBound liveness: after the last fault has ended, an operation completes within this time
 */
public record Guarantee(String summary, String sentence, String model, Checker safety, Duration recoveryBound) {}
