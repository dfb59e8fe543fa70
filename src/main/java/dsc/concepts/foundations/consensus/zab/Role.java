package dsc.concepts.foundations.consensus.zab;

import dsc.workbench.protocol.NodeId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What a server is at a moment. A crash makes it forget that, and all that only this role knows. */
sealed interface Role permits Role.Follower, Role.Looking, Prospect, Primary {

    /** @param leader the node that it follows; empty if it knows of none */
    record Follower(Optional<NodeId> leader) implements Role {
        static final Follower NEW = new Follower(Optional.empty());
    }

    /** It asks for support. */
    record Looking(long attempt, Set<NodeId> supporters) implements Role {
        static Looking begin(long attempt) {
            return new Looking(attempt, new HashSet<>());
        }
    }

    /** The leader that the server {@code self} follows. */
    default Optional<NodeId> leader(NodeId self) {
        return switch (this) {
            case Follower follower -> follower.leader();
            case Looking looking -> Optional.empty();
            case Prospect prospect -> Optional.of(self);
            case Primary primary -> Optional.of(self);
        };
    }

    /** As views show it. */
    default String title() {
        return switch (this) {
            case Follower follower -> "follower";
            case Looking looking -> "looking";
            case Prospect prospect -> "prospect";
            case Primary primary -> "leader";
        };
    }
}
