package dsc.concepts.foundations.consensus.multipaxos;

import dsc.concepts.foundations.consensus.Ballot;
import dsc.workbench.protocol.NodeId;
import java.util.Optional;

/** What a server is at a moment. A crash makes it forget that, and all that only this role knows. */
sealed interface Role permits Role.Follower, Candidate, Leader {

    /** @param leader the node that it believes to lead; empty if it knows of none */
    record Follower(Optional<NodeId> leader) implements Role {
        static final Follower NEW = new Follower(Optional.empty());
    }

    /** The ballot at which it stands or leads; empty in a follower. */
    default Optional<Ballot> ballot() {
        return switch (this) {
            case Follower follower -> Optional.empty();
            case Candidate candidate -> Optional.of(candidate.standsAt());
            case Leader leader -> Optional.of(leader.leadsAt());
        };
    }

    /** The leader that the server {@code self} believes in. */
    default Optional<NodeId> leader(NodeId self) {
        return switch (this) {
            case Follower follower -> follower.leader();
            case Candidate candidate -> Optional.empty();
            case Leader leader -> Optional.of(self);
        };
    }

    /** As views show it. */
    default String title() {
        return switch (this) {
            case Follower follower -> "follower";
            case Candidate candidate -> "candidate";
            case Leader leader -> "leader";
        };
    }
}
