package dsc.concepts.foundations.consensus;

import dsc.workbench.protocol.Wire;
import java.util.Arrays;

/**
 * The store after all of a log up to {@code lastIndex}, which takes its place.
 *
 * @param lastIndex the index of the last command, or another number that rises along the log; 0 for the empty store
 *     with which the log begins
 * @param data see {@link KeyValueStore#image()}
 */
public record Image(long lastIndex, byte[] data) implements Wire {

    public static final Image EMPTY = new Image(0, new byte[0]);

    public Image {
        if (lastIndex < 0 || lastIndex == 0 && data.length > 0) {
            throw new IllegalArgumentException("no image of " + data.length + " bytes ends at index " + lastIndex);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Image image && lastIndex == image.lastIndex && Arrays.equals(data, image.data);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(lastIndex) * 31 + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return "Image[lastIndex=" + lastIndex + ", " + data.length + " bytes]";
    }
}
