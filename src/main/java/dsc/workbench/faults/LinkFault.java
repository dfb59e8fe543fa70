package dsc.workbench.faults;

/**
 * What is wrong with the messages that one node sends to one peer.
 *
 * @param cut whether none arrives, the cluster's own, its heartbeats among them, included
 * @param lossPercent share of messages that are lost, 0 to 100
 * @param duplicatePercent share of messages that are sent twice, 0 to 100
 * @param delayMinMillis every message waits at least this long, in milliseconds
 * @param delayMaxMillis and at most this long; messages whose waits differ may overtake each other
 */
public record LinkFault(boolean cut, int lossPercent, int duplicatePercent, int delayMinMillis, int delayMaxMillis) {

    /** A link in order. */
    public static final LinkFault NONE = new LinkFault(false, 0, 0, 0, 0);

    private static final int DELAY_MILLIS_MAX = 60_000;

    public LinkFault {
        requirePercent("lossPercent", lossPercent);
        requirePercent("duplicatePercent", duplicatePercent);
        if (delayMinMillis < 0 || delayMaxMillis < delayMinMillis || delayMaxMillis > DELAY_MILLIS_MAX) {
            throw new IllegalArgumentException(
                    "a delay is a range within 0 to 60000 ms, not " + delayMinMillis + " to " + delayMaxMillis);
        }
    }

    private static void requirePercent(String name, int percent) {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException(name + " is 0 to 100, not " + percent);
        }
    }

    /** Nothing arrives in this direction; whether anything does in the other is the other link's affair. */
    public static LinkFault ofCut() {
        return new LinkFault(true, 0, 0, 0, 0);
    }

    public static LinkFault ofLoss(int percent) {
        return new LinkFault(false, percent, 0, 0, 0);
    }

    public static LinkFault ofDuplication(int percent) {
        return new LinkFault(false, 0, percent, 0, 0);
    }

    public static LinkFault ofDelay(int minMillis, int maxMillis) {
        return new LinkFault(false, 0, 0, minMillis, maxMillis);
    }

    /** The same, that many times as bad: more of what is lost or doubled, and longer delays. */
    public LinkFault times(int factor) {
        return new LinkFault(
                cut,
                Math.min(100, lossPercent * factor),
                Math.min(100, duplicatePercent * factor),
                Math.min(DELAY_MILLIS_MAX, delayMinMillis * factor),
                Math.min(DELAY_MILLIS_MAX, delayMaxMillis * factor));
    }

    /** Both at once: cut if either is, and the worse of the rest. */
    public LinkFault and(LinkFault other) {
        return new LinkFault(
                cut || other.cut,
                Math.max(lossPercent, other.lossPercent),
                Math.max(duplicatePercent, other.duplicatePercent),
                Math.max(delayMinMillis, other.delayMinMillis),
                Math.max(delayMaxMillis, other.delayMaxMillis));
    }
}
