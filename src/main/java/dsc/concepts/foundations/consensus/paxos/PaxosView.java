package dsc.concepts.foundations.consensus.paxos;

import dsc.concepts.foundations.consensus.Ballot;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a node shows of itself.
 *
 * @param chosen what it found chosen last; null before the first
 * @param open how many proposals are under way
 */
record PaxosView(PaxosState state, int majority, Chosen chosen, int open, Map<Happening, Long> happened)
        implements NodeView {

    enum Happening {
        A_PROPOSER_TOOK_OVER_THE_VALUE_OF_ANOTHER,
        A_MAJORITY_HAD_ACCEPTED_TWO_VALUES,
        RIVALS_STOPPED_A_PROPOSER_THREE_TIMES,
        A_VALUE_WAS_CHOSEN_AND_NOBODY_HAD_LEARNED_IT,
        AN_ACCEPTOR_STARTED_AGAIN_BETWEEN_THE_PHASES,
        NOTHING_WAS_DECIDED_YET,
        A_PROPOSAL_WAS_GIVEN_UP,
        A_SNAPSHOT_WAS_TAKEN
    }

    /** @param voters those whose votes were counted */
    record Chosen(String decision, Ballot ballot, Set<NodeId> voters) {}

    @Override
    public Map<String, Object> details() {
        return new TreeMap<>(Map.of("decided", state.decided().size(), "open", open, "round", state.round()));
    }
}
