package dsc.concepts.foundations.coordination.abd;

import dsc.concepts.foundations.coordination.abd.Abd.Stamp;
import dsc.concepts.foundations.coordination.abd.Abd.State;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import java.util.List;
import java.util.Map;

/**
 * What a node of {@link Abd} shows of itself.
 *
 * @param majority how many nodes are one
 * @param read the last answer to a read; null before the first
 * @param lateAnswers how many answers came to an earlier life of this node
 */
record AbdView(State state, int majority, Answer read, long lateAnswers) implements NodeView {

    /** @param holders the nodes that said, as messages came, that they have what a read was answered with */
    record Answer(String key, Stamp stamp, List<NodeId> holders, boolean writtenBack) {}

    @Override
    public String role() {
        return "replica";
    }

    @Override
    public Map<String, Object> details() {
        return Map.of("keys", state.copies().size(), "incarnation", state.incarnation());
    }
}
