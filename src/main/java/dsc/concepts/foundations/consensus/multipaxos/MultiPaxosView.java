package dsc.concepts.foundations.consensus.multipaxos;

import dsc.concepts.foundations.consensus.Ballot;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * What a server shows of itself.
 *
 * @param title what it is: follower, candidate or leader
 * @param ballot at which it stands or leads; empty in a follower
 * @param known the leader that it believes in
 * @param executed the last index that it has executed
 * @param recent the commands that it has executed since its image, by index
 * @param counted the indexes that were found chosen last
 * @param waiting how many clients wait for it
 */
record MultiPaxosView(
        State state,
        String title,
        Optional<Ballot> ballot,
        Optional<NodeId> known,
        int majority,
        long executed,
        SortedMap<Long, Command> recent,
        List<Counted> counted,
        int waiting,
        Map<Happening, Long> happened)
        implements NodeView {

    enum Happening {
        A_NEW_LEADER_FILLED_A_HOLE,
        A_NEW_LEADER_PROPOSED_AGAIN_WHAT_ANOTHER_HAD_PROPOSED,
        A_CANDIDATE_TOOK_AN_IMAGE,
        A_LEADER_MET_A_LATER_ONE,
        AN_INDEX_WAS_CHOSEN_BEFORE_AN_EARLIER_ONE,
        A_COMMAND_WAS_CHOSEN_TWICE_AND_EXECUTED_ONCE,
        A_FOLLOWER_ASKED_FOR_WHAT_WAS_CHOSEN,
        A_PROMISE_CAME_IN_PARTS,
        AN_IMAGE_CAME_IN_PARTS,
        A_WINDOW_WAS_FULL,
        A_SESSION_WAS_FORGOTTEN,
        A_SNAPSHOT_WAS_TAKEN
    }

    /** @param voters those whose votes were counted */
    record Counted(long index, Ballot ballot, Set<NodeId> voters) {}

    MultiPaxosView {
        if (executed < state.image().lastIndex()
                || !recent.isEmpty()
                        && (recent.lastKey() != executed || recent.firstKey() + recent.size() != executed + 1)) {
            throw new IllegalArgumentException(
                    "executed up to " + executed + ", of which " + recent.keySet() + " since " + state.image());
        }
    }

    /** How many indexes have no vote here although a later one has, and are not executed. */
    private long holes() {
        return state.votes().isEmpty()
                ? 0
                : Math.max(0, state.votes().lastKey() - executed)
                        - state.votes().tailMap(executed + 1).size();
    }

    @Override
    public String role() {
        return title;
    }

    @Override
    public long term() {
        return state.promised().round();
    }

    @Override
    public String leader() {
        return known.map(NodeId::value).orElse(null);
    }

    @Override
    public Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("promised", state.promised().toString());
        details.put("executed", executed);
        details.put("holes", holes());
        details.put("imageIndex", state.image().lastIndex());
        details.put("votes", state.votes().size());
        details.put("waitingClients", waiting);
        return details;
    }
}
