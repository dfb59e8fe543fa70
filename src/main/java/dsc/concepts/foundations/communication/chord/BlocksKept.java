package dsc.concepts.foundations.communication.chord;

import dsc.concepts.foundations.communication.chord.Chord.View;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A block is held until a node that is nearer to its name has confirmed that it holds it: so the nearest node that ever
 * held it always does, over crashes as well.
 */
final class BlocksKept implements Invariant<View> {

    /** The blocks of each node as it was seen last. */
    private final Map<NodeId, Blocks> held = new HashMap<>();

    /** What nodes have confirmed to hold, and not handed over since. */
    private final Map<NodeId, Set<String>> confirmed = new HashMap<>();

    @Override
    public String name() {
        return "a block is held until a nearer node confirmed it";
    }

    @Override
    public Optional<String> brokenBy(NodeId node, View before, View after) {
        Blocks earlier = held.put(node, after.blocks());
        if (after.blocks() == earlier) {
            return Optional.empty();
        }
        after.forgotten().forEach((name, other) -> {
            if (after.blocks().find(name).isEmpty()) {
                confirmed.computeIfAbsent(node, first -> new HashSet<>()).remove(name);
            }
        });
        for (Block block :
                earlier == null ? java.util.List.<Block>of() : earlier.all().toList()) {
            NodeId other = after.forgotten().get(block.name());
            if (after.blocks().find(block.name()).isPresent()) {
                continue;
            }
            if (other == null || !isNearer(block, other, node)) {
                return Optional.of(node + " held " + block.name() + ", and holds it no longer, though "
                        + (other == null ? "nobody" : other + ", which is not nearer to it,") + " has confirmed it");
            }
            Blocks there = held.get(other);
            confirmed.computeIfAbsent(other, first -> new HashSet<>()).add(block.name());
            if (there == null) {
                return Optional.of(other + " has confirmed " + block.name() + " to " + node + ", and holds nothing");
            }
        }
        return confirmed.getOrDefault(node, Set.of()).stream()
                .filter(name -> after.blocks().find(name).isEmpty())
                .sorted()
                .findFirst()
                .map(name -> node + " has confirmed that it holds " + name + ", and does not");
    }

    private static boolean isNearer(Block block, NodeId one, NodeId than) {
        return Identifiers.distance(block.identifier(), Identifiers.of(one.value()))
                < Identifiers.distance(block.identifier(), Identifiers.of(than.value()));
    }
}
