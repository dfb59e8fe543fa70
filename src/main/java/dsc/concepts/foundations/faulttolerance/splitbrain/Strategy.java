package dsc.concepts.foundations.faulttolerance.splitbrain;

import dsc.workbench.protocol.Words;

/** Decides which members survive when some are unreachable. */
enum Strategy {
    /** The side with more than half of the members survives; of two halves, the one with the lowest address. */
    KEEP_MAJORITY(true),
    /** A side with at least {@code quorum-size} members survives. */
    STATIC_QUORUM(true),
    /** The side of the oldest member survives, unless that is alone among three or more; then the others do. */
    KEEP_OLDEST(true),
    /** Nobody goes on. */
    DOWN_ALL(true),
    /** The side that gets a lease first survives; a minority asks for it later. */
    LEASE_MAJORITY(true),
    /** No resolver: everybody goes on, and nobody is ever given up. */
    NONE(false),
    /** No resolver: each node downs the members it cannot reach, so that both sides survive ({@link AutoDown}). */
    AUTO_DOWN(false);

    private final boolean resolver;

    Strategy(boolean resolver) {
        this.resolver = resolver;
    }

    /** Whether it is one of those of Pekko's split-brain resolver. */
    boolean isResolvers() {
        return resolver;
    }

    /** As written in the configuration, such as {@code keep-majority}. */
    @Override
    public String toString() {
        return Words.of(this);
    }
}
