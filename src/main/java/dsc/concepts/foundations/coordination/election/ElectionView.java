package dsc.concepts.foundations.coordination.election;

import dsc.concepts.foundations.coordination.Tenure;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a node shows of itself.
 *
 * @param following the leader that it heard last, itself if it leads; null if it heard none
 * @param ballot the last vote for another that it gave since it was started; null before
 * @param kept what it acknowledged last of a register
 */
record ElectionView(
        NodeId self,
        Election.State state,
        Role standing,
        NodeId following,
        long leaseNanos,
        Ballot ballot,
        Optional<Tenure.Kept> kept,
        Map<Happening, Long> happened)
        implements NodeView {

    enum Role {
        FOLLOWER,
        CANDIDATE,
        LEADER
    }

    /**
     * @param heardNanos how long before it had heard a leader other than the candidate; empty if never
     * @param startedNanos how long before it was started; empty if it had promised nothing in an earlier life
     */
    record Ballot(long term, NodeId candidate, Optional<Long> heardNanos, Optional<Long> startedNanos) {}

    enum Happening {
        A_VOTE_WAS_SPLIT,
        A_LEADER_RESIGNED,
        AN_OLD_AND_A_NEW_LEADER_WERE_THERE_AT_ONCE,
        A_RESTARTED_NODE_HELD_ITS_VOTE_BACK,
        AN_ACT_WAS_REFUSED_BY_A_ROUND,
        A_SNAPSHOT_WAS_TAKEN
    }

    @Override
    public String role() {
        return standing.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public long term() {
        return state.term();
    }

    @Override
    public String leader() {
        return following == null ? null : following.value();
    }

    @Override
    public Map<String, Object> details() {
        return new TreeMap<>(Map.of("registers", state.registers().registers().size()));
    }
}
