package dsc.concepts.foundations.communication.chord;

import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Wire;
import java.util.Optional;

/**
 * A place on the circle, and the node that is there.
 *
 * @param node empty for a place that only keeps a list as long as it should be (Zave 2017): nobody, who is dead
 */
public record Pointer(long identifier, Optional<NodeId> node) implements Wire {

    static Pointer to(NodeId node) {
        return new Pointer(Identifiers.of(node.value()), Optional.of(node));
    }

    static Pointer toNobody(long identifier) {
        return new Pointer(identifier, Optional.empty());
    }

    boolean isTo(NodeId other) {
        return node.isPresent() && node.get().equals(other);
    }

    @Override
    public String toString() {
        return node.map(NodeId::value).orElse("nobody at " + identifier);
    }
}
