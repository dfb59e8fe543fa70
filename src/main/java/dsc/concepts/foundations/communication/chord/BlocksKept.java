package dsc.concepts.foundations.communication.chord;

import dsc.concepts.foundations.communication.chord.Chord.View;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A block is held until a node that is nearer to its name has confirmed that it holds it: so the nearest node that ever
 * held it always does, over crashes as well. And who says that it holds one, does.
 */
final class BlocksKept implements Invariant<View> {

    /** The blocks of each node as it was seen last. */
    private final Map<NodeId, Blocks> held = new HashMap<>();

    /** What nodes have said that they hold, until they are seen with it. */
    private final Map<NodeId, Set<Block>> confirmed = new HashMap<>();

    /** What nodes have handed over. */
    private final Map<NodeId, Set<Block>> handedOver = new HashMap<>();

    @Override
    public String name() {
        return "a block is held until a nearer node confirmed it";
    }

    @Override
    public Optional<String> brokenBy(NodeId node, View before, View after) {
        Blocks now = after.blocks();
        Blocks earlier = held.put(node, now);
        Set<Block> claims = confirmed.remove(node);
        if (claims != null) {
            for (Block block : claims) {
                if (!now.hasNameOf(block) && !after.forgotten().containsKey(block.name())) {
                    return Optional.of(node + " has said that it holds " + block.name() + ", and does not");
                }
            }
        }
        for (Block block : earlier == null || earlier == now ? List.<Block>of() : earlier.missingIn(now)) {
            NodeId other = after.forgotten().get(block.name());
            if (other == null || !isNearer(block, other, node)) {
                return Optional.of(node + " held " + block.name() + ", and holds it no longer, though "
                        + (other == null ? "nobody" : other + ", which is not nearer to it,") + " has confirmed it");
            }
            handedOver.computeIfAbsent(node, first -> new HashSet<>()).add(block);
            claim(other, block);
        }
        if (before != null && after.acknowledged() != before.acknowledged()) {
            after.acknowledged()
                    .block()
                    .ifPresent(block -> after.acknowledged().holders().forEach(holder -> claim(holder, block)));
        }
        return Optional.empty();
    }

    private void claim(NodeId node, Block block) {
        if (!held.getOrDefault(node, Blocks.NONE).hasNameOf(block)
                && !handedOver.getOrDefault(node, Set.of()).contains(block)) {
            confirmed.computeIfAbsent(node, first -> new LinkedHashSet<>()).add(block);
        }
    }

    private static boolean isNearer(Block block, NodeId one, NodeId than) {
        return Identifiers.distance(block.identifier(), Identifiers.of(one.value()))
                < Identifiers.distance(block.identifier(), Identifiers.of(than.value()));
    }
}
