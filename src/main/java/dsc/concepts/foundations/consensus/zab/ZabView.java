package dsc.concepts.foundations.consensus.zab;

import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a server shows of itself.
 *
 * @param title what it is: follower, looking, prospect or leader
 * @param known the leader that it follows
 * @param delivered the last change that was delivered
 * @param broadcast what a primary has to show; empty in others
 * @param waiting how many clients wait for it
 */
record ZabView(
        State state,
        String title,
        NodeId self,
        Optional<NodeId> known,
        Zxid delivered,
        Optional<Broadcast> broadcast,
        int waiting,
        Map<Happening, Long> happened)
        implements NodeView {

    enum Happening {
        A_FOLLOWER_WAS_CUT_OFF_BEHIND_WHAT_IT_HAD,
        A_LEADER_TOOK_OVER_A_LONGER_HISTORY,
        A_CHANGE_OF_AN_EARLIER_EPOCH_WAS_COMMITTED_BY_SYNCHRONIZATION,
        A_SERVER_STARTED_AGAIN_BETWEEN_HISTORY_AND_EPOCH,
        A_READ_WAS_REFUSED_FOR_ITS_ZXID,
        A_LEADER_MET_A_LATER_EPOCH,
        A_PROPOSAL_CAME_BEFORE_AN_EARLIER_ONE,
        A_FOLLOWER_WAS_SENT_AGAIN_WHAT_IT_LACKED,
        A_HISTORY_CAME_IN_PARTS,
        AN_IMAGE_CAME_IN_PARTS,
        A_COMMAND_WAS_ASKED_TWICE_AND_DONE_ONCE,
        A_WINDOW_WAS_FULL,
        A_SESSION_WAS_FORGOTTEN,
        A_SNAPSHOT_WAS_TAKEN
    }

    /** @param voters those that have all up to {@code zxid}, by what they acknowledged */
    record Counted(Zxid zxid, Set<NodeId> voters) {
        Counted {
            voters = Set.copyOf(voters);
        }
    }

    /** @param initialEnd the end of the history with which the epoch began */
    record Broadcast(long epoch, Zxid initialEnd, Counted counted) {}

    @Override
    public String role() {
        return title;
    }

    @Override
    public long term() {
        return state.currentEpoch();
    }

    @Override
    public String leader() {
        return known.map(NodeId::value).orElse(null);
    }

    @Override
    public Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("acceptedEpoch", state.acceptedEpoch());
        details.put("currentEpoch", state.currentEpoch());
        details.put("last", state.last().toString());
        details.put("delivered", delivered.toString());
        details.put("imageEnd", state.imageEnd().toString());
        details.put("waitingClients", waiting);
        return details;
    }
}
