package dsc.workbench.checkers.positions;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A place in the order of all updates: a whole number, or some that are compared from the left, such as the epoch and
 * the counter of a zxid.
 *
 * @param numbers one or more
 */
record Position(List<Long> numbers) implements Comparable<Position> {

    /** The position that is written as {@code value} in a history; empty if that is none. */
    static Optional<Position> of(Object value) {
        if (value instanceof Long number) {
            return Optional.of(new Position(List.of(number)));
        }
        return value instanceof List<?> list && !list.isEmpty() && list.stream().allMatch(Long.class::isInstance)
                ? Optional.of(new Position(list.stream().map(Long.class::cast).toList()))
                : Optional.empty();
    }

    /** A position that is the beginning of another is less than it. */
    @Override
    public int compareTo(Position other) {
        int shared = Math.min(numbers.size(), other.numbers.size());
        for (int at = 0; at < shared; at++) {
            int compared = Long.compare(numbers.get(at), other.numbers.get(at));
            if (compared != 0) {
                return compared;
            }
        }
        return Integer.compare(numbers.size(), other.numbers.size());
    }

    @Override
    public String toString() {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining("."));
    }
}
