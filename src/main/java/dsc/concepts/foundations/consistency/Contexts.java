package dsc.concepts.foundations.consistency;

import dsc.concepts.foundations.consistency.OrderedReplica.Reads;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an ordered store gives clients to carry from node to node: how many entries of the log they have seen. One
 * number for all keys, since sequential consistency is not local (Lamport 1979).
 */
final class Contexts {

    private static final Pattern INDEX = Pattern.compile("[0-9]{1,18}");

    private Contexts() {}

    static String of(long index) {
        return Long.toString(index);
    }

    /** How many entries a client with that context has seen; empty if the store gave no such context. */
    static Optional<Long> index(String context, Reads reads) {
        if (context == null) {
            return Optional.of(0L);
        }
        return reads == Reads.LOCAL && INDEX.matcher(context).matches()
                ? Optional.of(Long.parseLong(context))
                : Optional.empty();
    }

    /** Why a context is refused. */
    static String refusal(String context, Reads reads) {
        return "this store gave nobody the context \"" + context + "\"; "
                + (reads == Reads.LOCAL ? "its contexts are numbers of entries, such as 7" : "it gives none");
    }
}
