package dsc.concepts.shared;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * An immutable list that gives another one with an element more, in constant time on average: as long as it is the
 * longest of those that came of it, they share their elements. One thread makes them; any may read them.
 */
final class GrowingList<E> extends AbstractList<E> implements RandomAccess {

    private static final int CAPACITY_MIN = 8;

    /** Elements of several lists, and how many the longest of these has. */
    private static final class Elements {
        private final Object[] all;
        private int used;

        private Elements(Object[] all, int used) {
            this.all = all;
            this.used = used;
        }
    }

    private final Elements elements;
    private final int size;

    private GrowingList(Elements elements, int size) {
        this.elements = elements;
        this.size = size;
    }

    /** The list with {@code element} at its end; {@code list}, which is not changed, may be of any kind. */
    static <E> List<E> plus(List<E> list, E element) {
        int size = list.size();
        boolean shares =
                list instanceof GrowingList<E> grown && grown.elements.used == size && grown.elements.all.length > size;
        Elements elements = shares
                ? ((GrowingList<E>) list).elements
                : new Elements(Arrays.copyOf(list.toArray(), Math.max(CAPACITY_MIN, 2 * size)), size);
        elements.all[size] = element;
        elements.used = size + 1;
        return new GrowingList<>(elements, size + 1);
    }

    @Override
    @SuppressWarnings("unchecked")
    public E get(int index) {
        if (index >= size) {
            throw new IndexOutOfBoundsException("there is no element " + index + " of " + size);
        }
        return (E) elements.all[index];
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GrowingList<?> list && list.elements == elements
                ? list.size == size
                : super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
