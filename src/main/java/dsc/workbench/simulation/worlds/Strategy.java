package dsc.workbench.simulation.worlds;

/**
 * How it is decided which of several things that may happen next does.
 *
 * @param kind how
 * @param changePoints for {@link Kind#PCT}: how often a priority changes in the course of a world, 0 to 20. A bug that
 *     needs {@code d} events in a certain order needs {@code d - 1} changes.
 */
public record Strategy(Kind kind, int changePoints) {

    /** The strategies. */
    public enum Kind {
        /** Everything that may happen next is equally likely, and every message takes a time of its own. */
        RANDOM,
        /**
         * Probabilistic concurrency testing (Burckhardt, Kothari, Musuvathi and Nagarakatte, ASPLOS 2010): each link
         * has a random priority, and the message on the link of the highest priority arrives first, however many others
         * overtake it; at a few random moments the link that is first falls behind.
         */
        PCT
    }

    public static final Strategy RANDOM = new Strategy(Kind.RANDOM, 0);

    public static final int CHANGE_POINTS_MAX = 20;

    public Strategy {
        if (changePoints < 0 || changePoints > CHANGE_POINTS_MAX) {
            throw new IllegalArgumentException("change points are 0 to " + CHANGE_POINTS_MAX + ", not " + changePoints);
        }
    }

    public static Strategy pct(int changePoints) {
        return new Strategy(Kind.PCT, changePoints);
    }
}
