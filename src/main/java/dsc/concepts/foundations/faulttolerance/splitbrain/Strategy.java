package dsc.concepts.foundations.faulttolerance.splitbrain;

import dsc.workbench.protocol.Words;
import java.util.List;
import java.util.Set;

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

    /**
     * A cut as the members on one side of it see it.
     *
     * @param members all members, the one with the lowest address first
     * @param oldest the member that has been up for longest
     * @param side those that reach each other; the others are missed
     */
    record Cut(List<String> members, String oldest, Set<String> side) {

        Cut {
            members = List.copyOf(members);
            side = Set.copyOf(side);
            if (!members.contains(oldest) || side.isEmpty() || !members.containsAll(side)) {
                throw new IllegalArgumentException("of " + members + ", oldest " + oldest + ", no side can be " + side);
            }
        }

        boolean hasOldest() {
            return side.contains(oldest);
        }

        boolean hasLowestAddress() {
            return side.contains(members.getFirst());
        }
    }

    Strategy(boolean resolver) {
        this.resolver = resolver;
    }

    /**
     * Whether the side survives, if something is missed. It is what Pekko's resolver decides, in a form that can be
     * read. For {@link #LEASE_MAJORITY} it is whether the side asks for the lease without delay.
     *
     * @param quorumSize of {@link #STATIC_QUORUM}, 1 or more
     */
    boolean survives(Cut cut, int quorumSize) {
        return switch (this) {
            case KEEP_MAJORITY, LEASE_MAJORITY -> isMajority(cut);
            case STATIC_QUORUM -> isQuorum(cut, quorumSize);
            case KEEP_OLDEST -> isOldests(cut);
            case DOWN_ALL -> false;
            case NONE, AUTO_DOWN -> true;
        };
    }

    /** Both sides see the same members, so both know which of two halves it is. */
    private static boolean isMajority(Cut cut) {
        int twice = 2 * cut.side().size();
        int all = cut.members().size();
        return twice > all || twice == all && cut.hasLowestAddress();
    }

    /** A cluster that is large enough for two quorums stops: each side would take itself for the one. */
    private static boolean isQuorum(Cut cut, int quorumSize) {
        return cut.side().size() >= quorumSize && cut.members().size() < 2 * quorumSize;
    }

    /** Alone among three or more, the oldest gives way: the others are worth more. Of two, it stays. */
    private static boolean isOldests(Cut cut) {
        int all = cut.members().size();
        return cut.hasOldest() ? cut.side().size() > 1 || all == 2 : cut.side().size() == all - 1 && all > 2;
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
