package dsc.concepts.foundations.consensus.raft;

import dsc.workbench.protocol.NodeId;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a server is at the moment, and what only that role knows. Lost in a crash, on purpose. */
public sealed interface Role {

    /**
     * Accepts what a leader sends.
     *
     * @param leader the leader of the current term, once it was heard
     * @param heardNanos when it was heard last, by the node's monotonic clock
     */
    record Follower(Optional<NodeId> leader, long heardNanos) implements Role {}

    /** Asks whether it could win, before it disturbs anyone with a new term (PreVote; thesis, §9.6). */
    record PreCandidate(Set<NodeId> votes) implements Role {
        public PreCandidate {
            votes = Set.copyOf(votes);
        }

        PreCandidate with(NodeId voter) {
            return new PreCandidate(plus(votes, voter));
        }
    }

    /** Asks for votes in a term that it started (§5.2). */
    record Candidate(Set<NodeId> votes) implements Role {
        public Candidate {
            votes = Set.copyOf(votes);
        }

        Candidate with(NodeId voter) {
            return new Candidate(plus(votes, voter));
        }
    }

    /**
     * Serves clients and replicates its log.
     *
     * @param firstIndex the index of its no-op: once that is committed, so is everything before it (§8)
     * @param round the number of the last round of messages sent to all followers, for ReadIndex (thesis, §6.4)
     * @param progress what it knows of each follower, whether it counts or not
     * @param transfer the hand-over under way, if there is one
     * @param learner the server that catches up to be added, if there is one
     */
    record Leader(
            long firstIndex,
            long round,
            Map<NodeId, Progress> progress,
            Optional<Transfer> transfer,
            Optional<Learner> learner)
            implements Role {
        public Leader {
            // An ordered map: the order in which followers are served must not differ between two runs.
            progress = Collections.unmodifiableMap(new TreeMap<>(progress));
        }

        Leader with(NodeId follower, Progress now) {
            Map<NodeId, Progress> changed = new TreeMap<>(progress);
            changed.put(follower, now);
            return new Leader(firstIndex, round, changed, transfer, learner);
        }

        Leader without(NodeId follower) {
            Map<NodeId, Progress> changed = new TreeMap<>(progress);
            changed.remove(follower);
            return new Leader(firstIndex, round, changed, transfer, learner);
        }

        Leader withRound(long round) {
            return new Leader(firstIndex, round, progress, transfer, learner);
        }

        Leader withTransfer(Optional<Transfer> transfer) {
            return new Leader(firstIndex, round, progress, transfer, learner);
        }

        Leader withLearner(Optional<Learner> learner) {
            return new Leader(firstIndex, round, progress, transfer, learner);
        }
    }

    /**
     * Leadership on its way to {@code target} (thesis, §3.10).
     *
     * @param untilNanos when it is given up
     * @param ordered whether the target was told to start its election
     */
    record Transfer(NodeId target, long untilNanos, boolean ordered) {}

    /**
     * A server that gets the log and is not counted yet (thesis, §4.2.1).
     *
     * @param round the number of its round, from 1
     * @param targetIndex what it has once the round is over: where the log ended when the round began
     * @param roundNanos when that was, by the leader's monotonic clock
     */
    record Learner(NodeId server, int round, long targetIndex, long roundNanos) {}

    /** As shown to people: {@code leader}, {@code follower}, {@code candidate} or {@code pre-candidate}. */
    default String name() {
        return switch (this) {
            case Follower follower -> "follower";
            case PreCandidate preCandidate -> "pre-candidate";
            case Candidate candidate -> "candidate";
            case Leader leader -> "leader";
        };
    }

    private static Set<NodeId> plus(Set<NodeId> votes, NodeId voter) {
        Set<NodeId> more = new HashSet<>(votes);
        more.add(voter);
        return more;
    }
}
