package dsc.concepts.foundations.faulttolerance.splitbrain;

import dsc.workbench.protocol.Settings;

/** Who decides, when members are missed, which of them go on. */
enum Strategy {
    /** Who sees more than half of the members goes on; of two halves, the one with the lowest address. */
    KEEP_MAJORITY(true),
    /** Who sees at least {@code quorum-size} members goes on. */
    STATIC_QUORUM(true),
    /** Who sees the oldest member goes on, unless that is alone among three or more; then the others do. */
    KEEP_OLDEST(true),
    /** Nobody goes on. */
    DOWN_ALL(true),
    /** Who gets a lease first goes on; a minority asks for it later. */
    LEASE_MAJORITY(true),
    /** No resolver: everybody goes on, and nobody is ever given up. */
    NONE(false),
    /** No resolver: each gives up whom it misses, so that both sides go on ({@link AutoDown}). */
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
        return Settings.word(this);
    }
}
