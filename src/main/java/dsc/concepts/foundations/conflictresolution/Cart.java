package dsc.concepts.foundations.conflictresolution;

import dsc.workbench.protocol.Wire;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a client reads, changes and writes back as a whole: a shopping cart (DeCandia et al., <i>Dynamo</i>, SOSP 2007,
 * §4.4).
 *
 * @param elements what is in it, in order, without doubles
 * @param count a number beside it
 */
public record Cart(List<String> elements, long count) implements Wire {

    public static final Cart EMPTY = new Cart(List.of(), 0);

    public Cart {
        elements = List.copyOf(elements);
    }

    Cart with(String element) {
        return new Cart(List.copyOf(new TreeSet<>(union(elements, List.of(element)))), count);
    }

    Cart without(String element) {
        return new Cart(elements.stream().filter(own -> !own.equals(element)).toList(), count);
    }

    Cart plus(long amount) {
        return new Cart(elements, count + amount);
    }

    /**
     * What a client can make of two carts that did not know of each other: all elements of both, and the greater count.
     * What one of them removed comes back if the other still had it, and of two increments the smaller is lost: the
     * carts alone do not tell what was done to them.
     */
    Cart merge(Cart other) {
        return new Cart(List.copyOf(new TreeSet<>(union(elements, other.elements))), Math.max(count, other.count));
    }

    private static List<String> union(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }
}
