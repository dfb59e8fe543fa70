package dsc.concepts.foundations.communication.requestresponse;

import dsc.concepts.shared.Portion;
import dsc.workbench.protocol.Settings;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The settings at {@code dsc.requestresponse}.
 *
 * @param semantics what a caller does that gets no answer, and what the home remembers
 * @param operationTimeout how long a caller waits in all; then the call's outcome is unknown
 * @param retryMin about how long it waits before it asks again for the first time; each wait is twice as long as the
 *     one before, within half of it and half of it more
 * @param retryMax the longest such wait, without what is drawn
 * @param attemptsMax how often it asks at most, 1 or more; once with {@link Semantics#MAYBE}
 * @param pageChars about how many characters of letters go into one message, 1 to 65,536
 * @param snapshotEvents events after which a snapshot is taken, 1 or more
 */
record Options(
        Semantics semantics,
        Duration operationTimeout,
        Duration retryMin,
        Duration retryMax,
        int attemptsMax,
        int pageChars,
        int snapshotEvents) {

    enum Semantics {
        /** It asks once. */
        MAYBE,
        /** It asks until it is answered. */
        AT_LEAST_ONCE,
        /** It asks until it is answered, and the home recognizes a call that it has executed. */
        AT_MOST_ONCE;

        boolean recognizesCalls() {
            return this == AT_MOST_ONCE;
        }
    }

    static Options from(Settings settings) {
        Semantics semantics = settings.choice("semantics", Semantics.class);
        int attemptsMax = settings.count("attempts-max");
        return new Options(
                semantics,
                settings.positive("operation-timeout"),
                settings.positive("retry-min"),
                settings.duration("retry-max").atLeast("retry-min"),
                semantics == Semantics.MAYBE ? 1 : attemptsMax,
                settings.count("page-chars", 1, Portion.CHARS_MAX),
                settings.count("snapshot-events"));
    }

    /** How long to wait for an answer to the request that {@code attempts} others came before. */
    Duration wait(int attempts, RandomGenerator random) {
        Duration wait = retryMin;
        for (int doubled = 0; doubled < attempts && wait.compareTo(retryMax) < 0; doubled++) {
            wait = wait.multipliedBy(2);
        }
        long nanos = Math.min(wait.toNanos(), retryMax.toNanos());
        return Duration.ofNanos((long) (nanos * (0.5 + random.nextDouble())));
    }
}
