package dsc.workbench.checkers;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which sums some of a collection of amounts can make. */
final class SubsetSums {

    /** More different sums than this are not looked at. */
    static final int SUMS_MAX = 1 << 20;

    enum Answer {
        YES,
        NO,
        /** There are more sums than are looked at. */
        NOT_DECIDED
    }

    private SubsetSums() {}

    /** Whether some of {@code amounts}, or all, or none, add up to {@code sum}. */
    static Answer makes(Collection<BigInteger> amounts, BigInteger sum) {
        // Great ones first: soon only few sums are near enough for the rest to reach.
        List<BigInteger> rest = new ArrayList<>(amounts);
        rest.sort((one, other) -> other.abs().compareTo(one.abs()));
        BigInteger below = rest.stream().map(BigInteger.ZERO::min).reduce(BigInteger.ZERO, BigInteger::add);
        BigInteger above = rest.stream().map(BigInteger.ZERO::max).reduce(BigInteger.ZERO, BigInteger::add);
        Set<BigInteger> open = Set.of(sum);
        for (BigInteger amount : rest) {
            below = below.subtract(amount.min(BigInteger.ZERO));
            above = above.subtract(amount.max(BigInteger.ZERO));
            Set<BigInteger> next = new HashSet<>();
            for (BigInteger left : open) {
                addIfReached(next, left, below, above);
                addIfReached(next, left.subtract(amount), below, above);
            }
            if (next.size() > SUMS_MAX) {
                return Answer.NOT_DECIDED;
            }
            open = next;
        }
        return open.contains(BigInteger.ZERO) ? Answer.YES : Answer.NO;
    }

    private static void addIfReached(Set<BigInteger> sums, BigInteger left, BigInteger below, BigInteger above) {
        if (left.compareTo(below) >= 0 && left.compareTo(above) <= 0) {
            sums.add(left);
        }
    }
}
