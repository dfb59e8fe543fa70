package dsc.concepts.foundations.communication.chord;

import dsc.concepts.shared.Homes;
import dsc.workbench.protocol.Wire;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The blocks that a node holds, a value. What is added or taken out copies a small part only.
 *
 * @param parts the blocks by the first eight bits of their identifiers; in each part, by identifier and name
 */
public record Blocks(SortedMap<Integer, List<Block>> parts) implements Wire {

    private static final int PART_BITS = 8;
    private static final Comparator<Block> ORDER =
            Comparator.comparingLong(Block::identifier).thenComparing(Block::name);

    public static final Blocks NONE = new Blocks(Collections.emptySortedMap());

    private static int part(long identifier) {
        return (int) (identifier >>> (Identifiers.BITS - PART_BITS));
    }

    /** These and {@code more}; one whose name is there stays as it is. */
    Blocks plus(Collection<Block> more) {
        SortedMap<Integer, List<Block>> all = new TreeMap<>(parts);
        for (Block block : more) {
            List<Block> part = all.getOrDefault(part(block.identifier()), List.of());
            if (find(part, block.name()).isEmpty()) {
                all.put(
                        part(block.identifier()),
                        Stream.concat(part.stream(), Stream.of(block))
                                .sorted(ORDER)
                                .toList());
            }
        }
        return new Blocks(Collections.unmodifiableSortedMap(all));
    }

    Blocks minus(Collection<String> names) {
        SortedMap<Integer, List<Block>> all = new TreeMap<>(parts);
        for (String name : names) {
            all.computeIfPresent(part(Identifiers.of(name)), (number, part) -> {
                List<Block> left = part.stream()
                        .filter(block -> !block.name().equals(name))
                        .toList();
                return left.isEmpty() ? null : left;
            });
        }
        return new Blocks(Collections.unmodifiableSortedMap(all));
    }

    Optional<Block> find(String name) {
        return find(parts.getOrDefault(part(Identifiers.of(name)), List.of()), name);
    }

    /** Whether there is a block of that name, perhaps with another text. */
    boolean hasNameOf(Block block) {
        return find(parts.getOrDefault(part(block.identifier()), List.of()), block.name())
                .isPresent();
    }

    /** Those of which {@code others} has no block of that name. */
    List<Block> missingIn(Blocks others) {
        List<Block> missing = new ArrayList<>();
        parts.forEach((number, part) -> {
            if (others.parts.get(number) != part) {
                part.stream().filter(block -> !others.hasNameOf(block)).forEach(missing::add);
            }
        });
        return missing;
    }

    private static Optional<Block> find(List<Block> part, String name) {
        return part.stream().filter(block -> block.name().equals(name)).findFirst();
    }

    int count() {
        return parts.values().stream().mapToInt(List::size).sum();
    }

    /** All, by identifier. */
    Stream<Block> all() {
        return parts.values().stream().flatMap(List::stream);
    }

    Map<String, String> texts() {
        return all().collect(Collectors.toMap(Block::name, Block::text, (one, other) -> one, TreeMap::new));
    }

    /** Those from one identifier up to another, both included, clockwise. */
    List<Block> within(long first, long last) {
        List<Block> found = new ArrayList<>();
        if (first <= last) {
            collect(first, last, found);
        } else {
            collect(first, Identifiers.LAST, found);
            collect(0, last, found);
        }
        return found;
    }

    private void collect(long first, long last, List<Block> found) {
        parts.subMap(part(first), part(last) + 1)
                .values()
                .forEach(part -> part.stream()
                        .filter(block -> block.identifier() >= first && block.identifier() <= last)
                        .forEach(found::add));
    }

    /** The first at or after {@code identifier}, clockwise. */
    Optional<Block> firstFrom(long identifier) {
        return parts.tailMap(part(identifier)).values().stream()
                .flatMap(List::stream)
                .filter(block -> block.identifier() >= identifier)
                .findFirst()
                .or(() -> all().findFirst());
    }

    /** The same for the same names, and hardly ever for others. */
    static long digest(List<Block> blocks) {
        return blocks.stream().mapToLong(block -> Homes.hash(block.name())).sum();
    }
}
