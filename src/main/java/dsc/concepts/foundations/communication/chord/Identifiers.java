package dsc.concepts.foundations.communication.chord;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The circle of identifiers: 0 to 2^32 - 1, and 0 again after the last. "After" and "before" are meant clockwise,
 * towards greater ones.
 */
final class Identifiers {

    static final int BITS = 32;

    static final long LAST = (1L << BITS) - 1;

    private Identifiers() {}

    /** Where a node or a key stands: the first 32 bits of the SHA-256 of its name. */
    static long of(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getInt() & LAST;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** How far it is from one to the other, clockwise; 0 for the same. */
    static long distance(long from, long to) {
        return (to - from) & LAST;
    }

    static long plus(long identifier, long more) {
        return (identifier + more) & LAST;
    }

    /** Whether {@code identifier} comes after one and before another; if these are the same, whether it is another. */
    static boolean isBetween(long after, long identifier, long before) {
        return identifier != before && isWithin(after, identifier, before);
    }

    /** Whether {@code identifier} comes after one, up to another; if these are the same, anything does. */
    static boolean isWithin(long after, long identifier, long upTo) {
        return after == upTo || identifier != after && distance(after, identifier) <= distance(after, upTo);
    }
}
