package dsc.workbench.protocol;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** {@link Invariant#reliance}. */
final class Reliance<S extends NodeView, K, V extends Comparable<? super V>> implements Invariant<S> {

    private final String name;
    private final Function<S, Map<NodeId, Map<K, V>>> relied;
    private final Function<S, Map<K, V>> held;
    private final Map<NodeId, Map<K, V>> said = new HashMap<>();
    /** The nodes of which others have relied on more since they were looked at. */
    private final Set<NodeId> reliedOnSince = new HashSet<>();

    Reliance(String name, Function<S, Map<NodeId, Map<K, V>>> relied, Function<S, Map<K, V>> held) {
        this.name = name;
        this.relied = relied;
        this.held = held;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<String> brokenBy(NodeId node, S before, S after) {
        boolean changed = !after.equals(before);
        if (changed) {
            relied.apply(after).forEach(this::rely);
        }
        if (!reliedOnSince.remove(node) && !changed) {
            return Optional.empty();
        }
        Map<K, V> claims = said.getOrDefault(node, Map.of());
        Map<K, V> now = claims.isEmpty() ? Map.of() : held.apply(after);
        return claims.entrySet().stream()
                .filter(claim -> isLess(now.get(claim.getKey()), claim.getValue()))
                .findFirst()
                .map(claim -> node + " said that it has " + claim + ", and has " + now.get(claim.getKey()));
    }

    private void rely(NodeId other, Map<K, V> values) {
        Map<K, V> most = said.computeIfAbsent(other, first -> new HashMap<>());
        values.forEach((key, value) -> {
            if (isLess(most.get(key), value)) {
                most.put(key, value);
                reliedOnSince.add(other);
            }
        });
    }

    private static <V extends Comparable<? super V>> boolean isLess(V value, V than) {
        return value == null || value.compareTo(than) < 0;
    }
}
