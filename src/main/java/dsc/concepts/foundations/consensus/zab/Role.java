package dsc.concepts.foundations.consensus.zab;

import dsc.concepts.foundations.consensus.zab.PeerMessage.Elected;
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

    /** Whether the server {@code self} follows {@code elected}, which says that it leads or is about to. */
    default boolean follows(Elected elected, NodeId self, State state) {
        return switch (this) {
            case Looking looking -> true;
            case Follower follower ->
                follower.leader().isEmpty()
                        || follower.leader().get().equals(elected.from())
                        || elected.epoch() > state.acceptedEpoch();
            case Prospect prospect -> yields(prospect.epoch(), elected, self, state);
            case Primary primary -> yields(primary.epoch(), elected, self, state);
        };
    }

    /** A leader yields to one of a greater epoch; one that has no epoch yet, to one that knows more. */
    private static boolean yields(long epoch, Elected elected, NodeId self, State state) {
        if (epoch != elected.epoch()) {
            return epoch < elected.epoch();
        }
        int compared = state.credentials().compareTo(elected.credentials());
        return compared < 0 || compared == 0 && self.compareTo(elected.from()) < 0;
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
