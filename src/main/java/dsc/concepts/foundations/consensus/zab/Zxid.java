package dsc.concepts.foundations.consensus.zab;

import dsc.workbench.protocol.Wire;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the order of all changes: those of an epoch are numbered from 1 by its primary.
 *
 * @param epoch 1 or more, below 2^31; 0 is before any
 * @param counter 1 or more, below 2^32; 0 is before any
 */
public record Zxid(long epoch, long counter) implements Wire, Comparable<Zxid> {

    /** Before any change. */
    static final Zxid NONE = new Zxid(0, 0);

    private static final int COUNTER_BITS = 32;
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})\\.([0-9]{1,9})");
    private static final Comparator<Zxid> ORDER =
            Comparator.comparingLong(Zxid::epoch).thenComparing(Zxid::counter);

    /** The zxid in one number, as ZooKeeper writes it. */
    static Zxid of(long packed) {
        return new Zxid(packed >>> COUNTER_BITS, packed & (1L << COUNTER_BITS) - 1);
    }

    /** As one number, in the same order: the epoch in the upper half. */
    long packed() {
        return epoch << COUNTER_BITS | counter;
    }

    /** What a client with that context has seen; empty if no server gave such a context. */
    static Optional<Zxid> ofContext(String context) {
        if (context == null) {
            return Optional.of(NONE);
        }
        Matcher matcher = TEXT.matcher(context);
        return matcher.matches()
                ? Optional.of(new Zxid(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    /** As histories have it. */
    List<Long> numbers() {
        return List.of(epoch, counter);
    }

    Zxid next() {
        return new Zxid(epoch, counter + 1);
    }

    /**
     * Whether a change may be here right after one at {@code before}: the next of its epoch, or the first of a later.
     */
    boolean follows(Zxid before) {
        return epoch == before.epoch ? counter == before.counter + 1 : epoch > before.epoch && counter == 1;
    }

    boolean isAfter(Zxid other) {
        return compareTo(other) > 0;
    }

    static Zxid greater(Zxid one, Zxid other) {
        return one.isAfter(other) ? one : other;
    }

    static Zxid lesser(Zxid one, Zxid other) {
        return one.isAfter(other) ? other : one;
    }

    @Override
    public int compareTo(Zxid other) {
        return ORDER.compare(this, other);
    }

    /** As contexts have it, such as {@code 2.17}. */
    @Override
    public String toString() {
        return epoch + "." + counter;
    }
}
