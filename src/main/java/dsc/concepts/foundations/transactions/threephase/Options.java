package dsc.concepts.foundations.transactions.threephase;

import dsc.concepts.shared.Portion;
import dsc.workbench.protocol.Settings;
import java.time.Duration;

/**
 * The settings at {@code dsc.threephase}.
 *
 * @param termination how sites end a transaction whose coordinator they miss
 * @param voteTimeout how long a coordinator waits for all votes before it aborts
 * @param retryInterval how long a node waits for an answer before it sends its message again
 * @param electAfter how long a site in doubt hears nothing before it takes the coordinator's place, voteTimeout or
 *     more; at most as much again is drawn and added
 * @param lockTimeout how long a shared lock lasts without a decision; a snapshot that takes longer fails
 * @param operationTimeout how long a node waits for a home that it asks for a ledger
 * @param pageChars about how many characters of references go into one message, 1 to 65,536
 * @param snapshotEvents events after which a snapshot of the state is taken, 1 or more
 */
record Options(
        Termination termination,
        Duration voteTimeout,
        Duration retryInterval,
        Duration electAfter,
        Duration lockTimeout,
        Duration operationTimeout,
        int pageChars,
        int snapshotEvents) {

    enum Termination {
        /** By a majority of the sites (E3PC; Keidar and Dolev 1998). */
        QUORUM,
        /** By those that answer in time; the others are taken for dead (Bernstein and others 1987, §7.5). */
        TIMEOUTS
    }

    static Options from(Settings settings) {
        return new Options(
                settings.choice("termination", Termination.class),
                settings.positive("vote-timeout"),
                settings.positive("retry-interval"),
                settings.duration("elect-after").atLeast("vote-timeout"),
                settings.positive("lock-timeout"),
                settings.positive("operation-timeout"),
                settings.count("page-chars", 1, Portion.CHARS_MAX),
                settings.count("snapshot-events"));
    }

    boolean isByQuorum() {
        return termination == Termination.QUORUM;
    }
}
