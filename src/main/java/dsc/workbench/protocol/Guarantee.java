package dsc.workbench.protocol;

import dsc.workbench.checkers.Checker;
import java.time.Duration;

/**
 * What a scenario promises.
 *
 * @param summary in a few words, such as {@code linearizable, exactly once}
 * @param sentence in a sentence, with its limits
 * @param checker decides whether a history keeps it; {@code dsc check} takes its name
 * @param recoveryBound liveness: after the last fault has ended, an operation completes within this time
 */
public record Guarantee(String summary, String sentence, Checker checker, Duration recoveryBound) {}
