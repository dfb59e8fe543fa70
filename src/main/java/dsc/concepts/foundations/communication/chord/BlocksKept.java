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
 * held it always does, over crashes as well. A node that says it holds one does.
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
        for (Block block : confirmed.getOrDefault(node, Set.of())) {
            if (!now.hasNameOf(block) && !isHandedOver(node, block, before, after)) {
                return Optional.of(node + " has said that it holds " + block.name() + ", and does not");
            }
        }
        confirmed.remove(node);
        for (Block block : earlier == null || earlier == now ? List.<Block>of() : earlier.missingIn(now)) {
            if (!isHandedOver(node, block, before, after)) {
                return Optional.of(node + " held " + block.name() + ", and holds it no longer, though no node that is"
                        + " nearer to it has confirmed it");
            }
            handedOver.computeIfAbsent(node, first -> new HashSet<>()).add(block);
            Optional.ofNullable(after.forgotten().get(block.name())).ifPresent(other -> claim(other, block));
        }
        if (before != null && after.acknowledged() != before.acknowledged()) {
            after.acknowledged()
                    .block()
                    .ifPresent(block -> after.acknowledged().holders().forEach(holder -> claim(holder, block)));
        }
        return Optional.empty();
    }

    /** A node that has just started does not know which node confirmed what it forgot last. */
    private boolean isHandedOver(NodeId node, Block block, View before, View after) {
        NodeId other = after.forgotten().get(block.name());
        return other != null && isNearer(block, other, node)
                || before == null
                        && held.keySet().stream()
                                .anyMatch(nearer -> isNearer(block, nearer, node) && had(nearer, block));
    }

    private boolean had(NodeId node, Block block) {
        return held.get(node).hasNameOf(block)
                || handedOver.getOrDefault(node, Set.of()).contains(block);
    }

    private void claim(NodeId node, Block block) {
        if (!held.containsKey(node) || !had(node, block)) {
            confirmed.computeIfAbsent(node, first -> new LinkedHashSet<>()).add(block);
        }
    }

    private static boolean isNearer(Block block, NodeId one, NodeId than) {
        return Identifiers.distance(block.identifier(), Identifiers.of(one.value()))
                < Identifiers.distance(block.identifier(), Identifiers.of(than.value()));
    }
}
