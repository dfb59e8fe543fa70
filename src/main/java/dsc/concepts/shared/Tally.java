package dsc.concepts.shared;

import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Sometimes;
import dsc.workbench.protocol.Words;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * How often things happened to an actor since it was started, for its sometimes-conditions. Each has the name of its
 * constant: {@code A_CALL_WAS_RETRIED} is "a call was retried".
 */
public final class Tally<E extends Enum<E>> {

    private final Map<E, Long> counts;

    public Tally(Class<E> type) {
        this.counts = new EnumMap<>(type);
    }

    public void add(E happening) {
        set(happening, counts.getOrDefault(happening, 0L) + 1);
    }

    /** For what is counted elsewhere. */
    public void set(E happening, long count) {
        counts.put(happening, count);
    }

    /** A copy; what never happened is absent. */
    public Map<E, Long> counts() {
        return Collections.unmodifiableMap(new EnumMap<>(counts));
    }

    /**
     * A condition for each constant: that its count has risen.
     *
     * @param counts what a node's view has of {@link #counts}
     * @param rare those that fifty worlds may do without
     */
    public static <V extends NodeView, E extends Enum<E>> List<Sometimes<V>> conditions(
            Class<E> type, Function<V, Map<E, Long>> counts, Set<E> rare) {
        return Arrays.stream(type.getEnumConstants())
                .map(happening -> new Sometimes<V>(
                        Words.inText(happening),
                        (before, after) -> counts.apply(after).getOrDefault(happening, 0L)
                                > counts.apply(before).getOrDefault(happening, 0L),
                        rare.contains(happening)))
                .toList();
    }
}
