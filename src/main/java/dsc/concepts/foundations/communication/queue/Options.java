package dsc.concepts.foundations.communication.queue;

import dsc.concepts.shared.Links.Arrival;
import dsc.concepts.shared.Portion;
import dsc.workbench.protocol.Settings;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The settings at {@code dsc.queue}.
 *
 * @param delivery what the sender does without a confirmation, and which letters the home takes
 * @param window how many letters of a channel may be on their way at a time, 1 or more
 * @param outboxMax how many letters of a channel may wait, 1 or more; then none is accepted
 * @param resendAfter about how long the sender waits for a confirmation before it sends all again that is in the window
 * @param batchChars about how many characters go into one message, 1 to 65,536
 * @param operationTimeout how long a node waits for a home that it asks what was received
 * @param snapshotEvents events after which a snapshot is taken, 1 or more
 */
record Options(
        Delivery delivery,
        int window,
        int outboxMax,
        Duration resendAfter,
        int batchChars,
        Duration operationTimeout,
        int snapshotEvents) {

    enum Delivery {
        /** Sent until confirmed; the home takes each number once. */
        EXACTLY_ONCE,
        /** Sent until confirmed; the home takes what comes again as well. */
        AT_LEAST_ONCE,
        /** Sent once; the home takes whatever number is greater than the last. */
        AT_MOST_ONCE;

        boolean confirms() {
            return this != AT_MOST_ONCE;
        }

        boolean takes(Arrival arrival) {
            return switch (arrival) {
                case NEXT -> true;
                case SEEN -> this == AT_LEAST_ONCE;
                case EARLY -> this == AT_MOST_ONCE;
            };
        }
    }

    static Options from(Settings settings) {
        return new Options(
                settings.choice("delivery", Delivery.class),
                settings.count("window"),
                settings.count("outbox-max"),
                settings.positive("resend-after"),
                settings.count("batch-chars", 1, Portion.CHARS_MAX),
                settings.positive("operation-timeout"),
                settings.count("snapshot-events"));
    }

    /** Within half of what is set and half of it more, so that senders do not all come at once. */
    Duration resendAfter(RandomGenerator random) {
        return Duration.ofNanos((long) (resendAfter.toNanos() * (0.5 + random.nextDouble())));
    }
}
