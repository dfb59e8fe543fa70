package dsc.concepts.foundations.coordination.gossip;

import dsc.concepts.shared.Portion;
import dsc.concepts.shared.SortedMaps;
import dsc.concepts.shared.TopicLog;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Wire;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The rumours that a node has heard, a value; each is there once.
 *
 * @param origins by the node that was asked to tell them
 */
public record RumourSet(SortedMap<NodeId, OfOrigin> origins) implements Wire {

    static final RumourSet EMPTY = new RumourSet(Collections.emptySortedMap());

    /**
     * Those of one node.
     *
     * @param inOrder those without a gap, at the offsets that are their numbers
     * @param beyond those behind a gap, by number
     */
    public record OfOrigin(TopicLog<Rumour.Letter> inOrder, SortedMap<Long, Rumour.Letter> beyond) implements Wire {
        static final OfOrigin NONE = new OfOrigin(TopicLog.empty(), Collections.emptySortedMap());

        public OfOrigin {
            if (!beyond.isEmpty() && beyond.firstKey() <= inOrder.end()) {
                throw new IllegalArgumentException(beyond.firstKey() + " is behind no gap: " + inOrder.end());
            }
        }

        /** The number of the first that is missing. */
        long next() {
            return inOrder.end();
        }

        boolean has(long number) {
            return inOrder.has(number) || beyond.containsKey(number);
        }

        int count() {
            return inOrder.entries().size() + beyond.size();
        }

        private OfOrigin plus(long number, Rumour.Letter letter) {
            SortedMap<Long, Rumour.Letter> waiting = new TreeMap<>(beyond);
            TopicLog<Rumour.Letter> more = inOrder;
            waiting.put(number, letter);
            for (Rumour.Letter next; (next = waiting.remove(more.end())) != null; ) {
                more = more.append(next);
            }
            return new OfOrigin(more, Collections.unmodifiableSortedMap(waiting));
        }
    }

    OfOrigin of(NodeId origin) {
        return origins.getOrDefault(origin, OfOrigin.NONE);
    }

    boolean has(Rumour.Id id) {
        return of(id.origin()).has(id.number());
    }

    int count() {
        return origins.values().stream().mapToInt(OfOrigin::count).sum();
    }

    /** With {@code rumour}; what is there already changes nothing. */
    RumourSet plus(Rumour rumour) {
        Rumour.Id id = rumour.id();
        if (has(id)) {
            return this;
        }
        OfOrigin more = of(id.origin()).plus(id.number(), rumour.letter());
        return new RumourSet(SortedMaps.with(origins, id.origin(), more));
    }

    /** The letters of {@code key}, those of one origin by their numbers: the same for each node that has heard all. */
    List<String> letters(String key) {
        List<String> letters = new ArrayList<>();
        for (OfOrigin origin : origins.values()) {
            origin.inOrder().entries().forEach(letter -> addOf(key, letter, letters));
            origin.beyond().values().forEach(letter -> addOf(key, letter, letters));
        }
        return letters;
    }

    private static void addOf(String key, Rumour.Letter letter, List<String> letters) {
        if (letter.key().equals(key)) {
            letters.add(letter.text());
        }
    }

    /** The rumours that are here and not in {@code other}. */
    List<Rumour> without(RumourSet other) {
        List<Rumour> rest = new ArrayList<>();
        for (NodeId origin : origins.keySet()) {
            OfOrigin there = other.of(origin);
            after(
                            origin,
                            new Digest.Entry(
                                    there.next(), List.copyOf(there.beyond().keySet())))
                    .forEach(rest::add);
        }
        return rest;
    }

    /** Whether {@code digest} claims a rumour that is not here. */
    boolean lacksSomeOf(Digest digest) {
        return digest.origins().entrySet().stream().anyMatch(claimed -> {
            OfOrigin own = of(claimed.getKey());
            return claimed.getValue().next() > own.next()
                    || claimed.getValue().beyond().stream().anyMatch(number -> !own.has(number));
        });
    }

    /**
     * The rumours that {@code digest} does not claim, the oldest of each origin first.
     *
     * @param chars about how many characters of them at most, but one rumour at least
     */
    Portion<Rumour> unclaimed(Digest digest, int chars) {
        Portion<Rumour> fitting = new Portion<>(chars);
        for (NodeId origin : origins.keySet()) {
            for (Rumour rumour : after(origin, digest.of(origin))) {
                if (!fitting.add(rumour, rumour.chars())) {
                    return fitting;
                }
            }
        }
        return fitting;
    }

    /** Those of {@code origin} that are not claimed, by their numbers, each made when it is asked for. */
    private Iterable<Rumour> after(NodeId origin, Digest.Entry claimed) {
        OfOrigin own = of(origin);
        Stream<Rumour> inOrder = LongStream.range(claimed.next(), own.next())
                .filter(number -> !claimed.claims(number))
                .mapToObj(number -> rumour(origin, number, own.inOrder().get(number)));
        Stream<Rumour> beyond = own.beyond().entrySet().stream()
                .filter(each -> !claimed.claims(each.getKey()))
                .map(each -> rumour(origin, each.getKey(), each.getValue()));
        return Stream.concat(inOrder, beyond)::iterator;
    }

    private static Rumour rumour(NodeId origin, long number, Rumour.Letter letter) {
        return new Rumour(new Rumour.Id(origin, number), letter);
    }
}
