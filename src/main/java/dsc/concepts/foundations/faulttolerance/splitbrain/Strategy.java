package dsc.concepts.foundations.faulttolerance.splitbrain;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Who decides, when members are missed, which of them go on. */
enum Strategy {
    /** Who sees more than half of the members goes on; of two halves, the one with the lowest address. */
    KEEP_MAJORITY("keep-majority", true),
    /** Who sees at least {@code quorum-size} members goes on. */
    STATIC_QUORUM("static-quorum", true),
    /** Who sees the oldest member goes on, unless that is alone among three or more; then the others do. */
    KEEP_OLDEST("keep-oldest", true),
    /** Nobody goes on. */
    DOWN_ALL("down-all", true),
    /** Who gets a lease first goes on; a minority asks for it later. */
    LEASE_MAJORITY("lease-majority", true),
    /** No resolver: everybody goes on, and nobody is ever given up. */
    NONE("none", false),
    /** No resolver: each gives up whom it misses, so that both sides go on ({@link AutoDown}). */
    AUTO_DOWN("auto-down", false);

    private final String word;
    private final boolean resolver;

    Strategy(String word, boolean resolver) {
        this.word = word;
        this.resolver = resolver;
    }

    /** Whether it is one of those of Pekko's split-brain resolver. */
    boolean isResolvers() {
        return resolver;
    }

    /** @throws IllegalArgumentException when there is none of that name; the message lists the names */
    static Strategy named(String word) {
        return Arrays.stream(values())
                .filter(strategy -> strategy.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no strategy \"" + word + "\"; known: "
                        + Arrays.stream(values()).map(Strategy::toString).collect(Collectors.joining(", "))));
    }

    @Override
    public String toString() {
        return word;
    }
}
