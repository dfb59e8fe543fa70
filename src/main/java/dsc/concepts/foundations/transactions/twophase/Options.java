package dsc.concepts.foundations.transactions.twophase;

import dsc.concepts.shared.Portion;
import dsc.workbench.protocol.Settings;
import java.time.Duration;

/**
 * The settings at {@code dsc.twophase}.
 *
 * @param termination which nodes a participant asks that is in doubt
 * @param presume what a coordinator writes of a transaction that is aborted
 * @param voteTimeout how long a coordinator waits for all votes before it aborts
 * @param retryInterval how long a coordinator waits for an answer before it sends its message again
 * @param askAfter how long a participant is in doubt before it asks, and asks again
 * @param lockTimeout how long a shared lock lasts without a decision; a snapshot that takes longer fails
 * @param operationTimeout how long a node waits for a home that it asks for a ledger
 * @param pageChars about how many characters of references go into one message, 1 to 65,536
 * @param snapshotEvents events after which a snapshot of the state is taken, 1 or more
 */
record Options(
        Termination termination,
        Presume presume,
        Duration voteTimeout,
        Duration retryInterval,
        Duration askAfter,
        Duration lockTimeout,
        Duration operationTimeout,
        int pageChars,
        int snapshotEvents) {

    enum Termination {
        /** The coordinator alone. */
        COORDINATOR,
        /** The other participants as well (Bernstein and others 1987, §7.4). */
        COOPERATIVE
    }

    enum Presume {
        /** Nothing: a transaction of which the coordinator has no record is aborted (Mohan and others 1986). */
        ABORT,
        /** That it is aborted, before it says so, and when all participants know. */
        NOTHING
    }

    static Options from(Settings settings) {
        return new Options(
                settings.choice("termination", Termination.class),
                settings.choice("presume", Presume.class),
                settings.positive("vote-timeout"),
                settings.positive("retry-interval"),
                settings.positive("ask-after"),
                settings.positive("lock-timeout"),
                settings.positive("operation-timeout"),
                settings.count("page-chars", 1, Portion.CHARS_MAX),
                settings.count("snapshot-events"));
    }
}
