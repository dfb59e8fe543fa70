package dsc.concepts.foundations.consistency;

import dsc.concepts.shared.SortedMaps;
import dsc.concepts.shared.VersionVector;
import dsc.workbench.protocol.Wire;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a set of writes comes to, a value: under each key the one with the greatest stamp.
 *
 * @param seen which writes these are: of each node the first ones, so many
 * @param newest by key
 */
public record Registers(VersionVector seen, SortedMap<String, StampedWrite> newest) implements Wire {

    static final Registers EMPTY = new Registers(VersionVector.NONE, Collections.emptySortedMap());

    public Registers {
        for (StampedWrite write : newest.values()) {
            if (seen.of(write.node()) < write.dot().number()) {
                throw new IllegalArgumentException(write.dot() + " is not among the writes " + seen);
            }
        }
    }

    /** How many writes these are. */
    long count() {
        return seen.counters().values().stream().mapToLong(number -> number).sum();
    }

    /** The greatest counter of all stamps: a write gives way to a greater stamp alone. */
    long greatest() {
        return newest.values().stream().mapToLong(StampedWrite::counter).max().orElse(0);
    }

    Optional<StampedWrite> of(String key) {
        return Optional.ofNullable(newest.get(key));
    }

    /** All keys with their values. */
    Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        newest.forEach((key, write) -> values.put(key, write.put().value()));
        return values;
    }

    boolean has(Dot dot) {
        return seen.of(dot.node()) >= dot.number();
    }

    /** Whether {@code write} is the next of its node. */
    boolean isNext(StampedWrite write) {
        return seen.of(write.node()) + 1 == write.dot().number();
    }

    /** With one write more, the next of its node. */
    Registers after(StampedWrite write) {
        if (!isNext(write)) {
            throw new IllegalArgumentException(write.dot() + " does not follow on " + seen);
        }
        return new Registers(seen.with(write.node(), write.dot().number()), newer(newest, write));
    }

    private static SortedMap<String, StampedWrite> newer(SortedMap<String, StampedWrite> newest, StampedWrite write) {
        StampedWrite present = newest.get(write.key());
        return present != null && present.stamp().compareTo(write.stamp()) > 0
                ? newest
                : SortedMaps.with(newest, write.key(), write);
    }

    /** What both sets of writes together come to. */
    Registers with(Registers others) {
        SortedMap<String, StampedWrite> both = newest;
        for (StampedWrite write : others.newest.values()) {
            both = newer(both, write);
        }
        return new Registers(VersionVector.join(List.of(seen, others.seen)), both);
    }
}
