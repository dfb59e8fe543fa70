package dsc.concepts.foundations.consistency;

import dsc.concepts.foundations.consistency.OrderedReplica.Reads;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a node of an ordered store shows of itself.
 *
 * @param applied how far each node has the log, as it told this one, the sequencer
 */
record OrderedView(
        NodeId sequencer, boolean isSequencer, OrderedLog log, Map<NodeId, Long> applied, Map<Happening, Long> happened)
        implements NodeView {

    enum Happening {
        A_GAP_WAS_ASKED_FOR(null),
        AN_OPERATION_WAS_SUBMITTED_AGAIN(null),
        AN_OPERATION_WAS_GIVEN_UP(null),
        THE_SEQUENCER_RESTARTED_WITH_ENTRIES_THAT_NO_OTHER_NODE_HAD(null),
        AN_IMAGE_WAS_SENT(null),
        AN_IMAGE_HAD_SEVERAL_PAGES(null),
        A_SNAPSHOT_WAS_TAKEN(null),
        A_READ_SAW_A_WRITE_THAT_WAS_NOT_HERE_WHEN_IT_WAS_ASKED(Reads.ORDERED),
        A_READ_WAS_OLDER_THAN_A_WRITE_THAT_THIS_NODE_HAD_HEARD_OF(Reads.LOCAL),
        A_READ_WAITED_FOR_WHAT_ITS_CLIENT_HAD_SEEN(Reads.LOCAL),
        A_CLIENT_WAS_REFUSED_FOR_WHAT_IT_HAD_SEEN(Reads.LOCAL),
        A_READ_WAS_ANSWERED_WHILE_WRITES_WAITED_FOR_THE_SEQUENCER(Reads.LOCAL);

        /** With which it happens; null for both. */
        final Reads reads;

        Happening(Reads reads) {
            this.reads = reads;
        }
    }

    @Override
    public String role() {
        return isSequencer ? "leader" : "replica";
    }

    @Override
    public String leader() {
        return sequencer.value();
    }

    @Override
    public Map<String, Object> details() {
        return new TreeMap<>(
                Map.of("index", log.end(), "keys", log.now().values().size()));
    }
}
