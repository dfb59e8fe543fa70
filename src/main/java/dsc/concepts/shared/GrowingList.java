package dsc.concepts.shared;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * An immutable list that gives another one with an element more at its end, or some less at its beginning, in constant
 * time on average: as long as its end is the last of those that came of it, they share their elements. One thread makes
 * them; any may read them.
 */
public final class GrowingList<E> extends AbstractList<E> implements RandomAccess {

    private static final int CAPACITY_MIN = 8;

    /** Elements of several lists, and where the last of these ends. */
    private static final class Elements {
        private final Object[] all;
        private int end;

        private Elements(Object[] all, int end) {
            this.all = all;
            this.end = end;
        }
    }

    private final Elements elements;
    private final int start;
    private final int size;

    private GrowingList(Elements elements, int start, int size) {
        this.elements = elements;
        this.start = start;
        this.size = size;
    }

    private static <E> GrowingList<E> of(List<E> list) {
        if (list instanceof GrowingList<E> grown) {
            return grown;
        }
        return new GrowingList<>(new Elements(list.toArray(), list.size()), 0, list.size());
    }

    /** The list with {@code element} at its end; {@code list}, which is not changed, may be of any kind. */
    public static <E> List<E> plus(List<E> list, E element) {
        GrowingList<E> grown = of(list);
        int end = grown.start + grown.size;
        if (grown.elements.end != end || grown.elements.all.length == end) {
            Object[] all = Arrays.copyOf(list.toArray(), Math.max(CAPACITY_MIN, 2 * grown.size));
            grown = new GrowingList<>(new Elements(all, grown.size), 0, grown.size);
            end = grown.size;
        }
        grown.elements.all[end] = element;
        grown.elements.end = end + 1;
        return new GrowingList<>(grown.elements, grown.start, grown.size + 1);
    }

    /** The list without its first {@code count} elements, of which it has so many. */
    static <E> List<E> withoutFirst(List<E> list, int count) {
        GrowingList<E> grown = of(list);
        return count == grown.size
                ? List.of()
                : new GrowingList<>(grown.elements, grown.start + count, grown.size - count);
    }

    @Override
    @SuppressWarnings("unchecked")
    public E get(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("there is no element " + index + " of " + size);
        }
        return (E) elements.all[start + index];
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GrowingList<?> list && list.elements == elements
                ? list.start == start && list.size == size
                : super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
