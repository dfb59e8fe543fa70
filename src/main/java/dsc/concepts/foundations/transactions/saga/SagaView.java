package dsc.concepts.foundations.transactions.saga;

import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a node shows of itself.
 *
 * @param group all nodes: they say where an account is at home
 */
record SagaView(NodeId self, List<NodeId> group, SagaState state, Map<Happening, Long> happened) implements NodeView {

    enum Happening {
        A_DEPOSIT_WAS_REFUSED_AND_ITS_WITHDRAWAL_UNDONE,
        AN_UNDO_OVERTOOK_ITS_DO,
        A_RESTARTED_ORCHESTRATOR_WENT_ON,
        A_RESTARTED_ORCHESTRATOR_WENT_BACK,
        A_SNAPSHOT_SAW_HALF_OF_A_TRANSFER,
        A_STEP_WAS_GIVEN_UP,
        A_DO_CAME_AGAIN,
        AN_UNDO_CAME_AGAIN,
        A_DO_CAME_AFTER_THE_END,
        A_WITHDRAWAL_WAS_UNDONE_BEYOND_THE_LIMIT,
        AN_AUDIT_HAD_SEVERAL_PAGES,
        A_SNAPSHOT_OF_THE_STATE_WAS_TAKEN
    }

    /** Accounts, balances, and the sagas under way: what the pages show by {@code dsc status}. */
    @Override
    public Map<String, Object> details() {
        Map<String, Object> details = new TreeMap<>();
        details.put("accounts", state.accounts().balances());
        Map<String, String> sagas = new TreeMap<>();
        state.sagas()
                .forEach((saga, progress) -> sagas.put(
                        progress.change().reference(),
                        (progress.isForward() ? "step " : "undoing step ") + progress.step()));
        details.put("under-way", sagas);
        return details;
    }
}
