package dsc.concepts.foundations.coordination.lock;

import dsc.concepts.foundations.coordination.Token;
import dsc.concepts.shared.SortedMaps;
import dsc.workbench.protocol.Wire;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;

/** What a node has promised of each lock. Immutable; what is here is durable before its holder is told. */
public record Grants(SortedMap<String, Grant> grants) implements Wire {

    static final Grants EMPTY = new Grants(Collections.emptySortedMap());

    /**
     * @param token the greatest that was granted
     * @param isHeld whether it was not released
     */
    public record Grant(Token token, boolean isHeld) implements Wire {
        static final Grant NONE = new Grant(Token.NONE, false);
    }

    Grant of(String lock) {
        return grants.getOrDefault(lock, Grant.NONE);
    }

    Grants with(String lock, Token token, boolean isHeld) {
        Grant before = of(lock);
        if (token.isBefore(before.token())) {
            throw new IllegalArgumentException(lock + " was granted to " + before.token() + " before " + token);
        }
        return new Grants(SortedMaps.with(grants, lock, new Grant(token, isHeld)));
    }

    /** What to say if {@code token} was granted for another lock; empty as far as this node knows. */
    Optional<String> otherLock(String lock, Token token) {
        return grants.entrySet().stream()
                .filter(other ->
                        !other.getKey().equals(lock) && other.getValue().token().equals(token))
                .findFirst()
                .map(other -> token + " is a token of the lock " + other.getKey() + ", not of " + lock);
    }

    static String heldBy(Token token, long leftMillis) {
        return String.format(
                Locale.ROOT, "held by %s with %s for another %.1f s", token.node(), token, leftMillis / 1e3);
    }
}
