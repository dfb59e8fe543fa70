package dsc.concepts.shared;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * The first of some things, as many as fit into a message: so many characters, or one thing that alone has more.
 * Mutable, for one thread.
 */
public final class Portion<T> {

    /** The most characters of a message, which UTF-8 makes up to three times as many bytes: a frame has 256 KiB. */
    public static final int CHARS_MAX = 64 * 1024;

    private final List<T> taken = new ArrayList<>();
    private int left;
    private boolean isAll = true;

    /** @param chars how many characters fit into the message */
    public Portion(int chars) {
        this.left = chars;
    }

    /** As many of the first of {@code all} as fit. */
    public static <T> Portion<T> of(Iterable<T> all, int chars, ToIntFunction<T> length) {
        Portion<T> portion = new Portion<>(chars);
        for (T one : all) {
            if (!portion.add(one, length.applyAsInt(one))) {
                break;
            }
        }
        return portion;
    }

    /** Takes the next; returns whether it fits. Once one does not, none is to be added any more. */
    public boolean add(T one, int chars) {
        left -= chars;
        isAll = left >= 0 || taken.isEmpty();
        if (isAll) {
            taken.add(one);
        }
        return isAll;
    }

    /** Those that fit, in their order. */
    public List<T> taken() {
        return List.copyOf(taken);
    }

    /** Whether all did that were added. */
    public boolean isAll() {
        return isAll;
    }
}
