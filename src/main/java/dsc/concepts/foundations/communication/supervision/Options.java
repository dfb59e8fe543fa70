package dsc.concepts.foundations.communication.supervision;

import dsc.concepts.shared.Portion;
import dsc.workbench.protocol.Settings;
import java.time.Duration;

/**
 * The settings at {@code dsc.supervision}.
 *
 * @param strategy what becomes of a worker that fails, and where it keeps its state
 * @param limit how often in a row a worker is restarted at most, 1 or more; the next failure stops it
 * @param window after so long without a failure, restarts are counted anew
 * @param backoffMin the wait before the first restart in a row; each is twice as long as the one before
 * @param backoffMax the longest such wait
 * @param givenUpFor for how long letters of a key whose worker was stopped are refused; then it is started again
 * @param waitingMax how many tasks of a worker may wait, 1 to {@value #WAITING_MAX}; further ones are refused
 * @param operationTimeout how long a node waits for the home of a key
 * @param pageChars about how many characters of letters go into one message, 1 to 65,536
 * @param snapshotEvents events of a worker after which a snapshot is taken, 1 or more
 */
record Options(
        Strategy strategy,
        int limit,
        Duration window,
        Duration backoffMin,
        Duration backoffMax,
        Duration givenUpFor,
        int waitingMax,
        Duration operationTimeout,
        int pageChars,
        int snapshotEvents) {

    /** Pekko's {@code restart-stash-capacity}: of what comes while a back-off lasts, it drops the rest. */
    static final int WAITING_MAX = 1_000;

    enum Strategy {
        /** It stops, as actors do that nobody supervises; state in memory. */
        STOP,
        /** It continues with the state that the failure left; state in memory. */
        RESUME,
        /** It begins anew; state in memory. */
        RESTART,
        /** It begins anew with what its journal has. */
        JOURNALED;

        /** Whether a failure leaves nothing half done. */
        boolean isWhole() {
            return this != RESUME;
        }
    }

    static Options from(Settings settings) {
        return new Options(
                settings.choice("strategy", Strategy.class),
                settings.count("limit"),
                settings.positive("window"),
                settings.positive("backoff-min"),
                settings.duration("backoff-max").atLeast("backoff-min"),
                settings.positive("given-up-for"),
                settings.count("waiting-max", 1, WAITING_MAX),
                settings.positive("operation-timeout"),
                settings.count("page-chars", 1, Portion.CHARS_MAX),
                settings.count("snapshot-events"));
    }
}
