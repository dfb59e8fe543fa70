package dsc.concepts.foundations.consistency;

import dsc.concepts.foundations.consistency.OrderedReplica.Ordered;
import dsc.concepts.foundations.consistency.OrderedReplica.PeerMessage;
import dsc.concepts.foundations.consistency.OrderedView.Happening;
import dsc.concepts.shared.Portion;
import dsc.concepts.shared.SortedMaps;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.NodeId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BiConsumer;

/**
 * What the node that gives operations their order does beside the others: it orders, and brings each node what it lacks
 * (Défago, Schiper, Urbán 2004, §4.1.1: a fixed sequencer). Belongs to that node's actor, which loses it in a crash;
 * the log alone is durable.
 */
final class Sequencer {

    private final List<NodeId> others;
    private final int messageChars;
    private final BiConsumer<NodeId, PeerMessage> network;
    private final Tally<Happening> tally;
    private final List<Entry> submitted = new ArrayList<>();

    /** How far each node has the log, as it said last. */
    private SortedMap<NodeId, Long> applied = Collections.emptySortedMap();

    /** Those that have not said yet, since this node started, how far they have it. */
    private final Set<NodeId> unheard = new HashSet<>();

    private long recoveredEnd;
    private long mostAtFirst;

    /** @param others all nodes but this one */
    Sequencer(List<NodeId> others, int messageChars, BiConsumer<NodeId, PeerMessage> network, Tally<Happening> tally) {
        this.others = others;
        this.messageChars = messageChars;
        this.network = network;
        this.tally = tally;
    }

    void begin(OrderedLog log) {
        submitted.clear();
        applied = Collections.emptySortedMap();
        unheard.clear();
        unheard.addAll(others);
        recoveredEnd = log.end();
        mostAtFirst = 0;
    }

    /** Keeps what was submitted until it is ordered; returns whether nothing waited for that. */
    boolean offer(List<Entry> entries) {
        boolean first = submitted.isEmpty();
        submitted.addAll(entries);
        return first && !submitted.isEmpty();
    }

    /** What came in the meantime and has no place in {@code log}, in the order in which it came. */
    List<Entry> takeSubmitted(OrderedLog log) {
        Map<NodeId, Image.Origin> origins = new HashMap<>(log.now().origins());
        List<Entry> fresh = new ArrayList<>();
        for (Entry entry : submitted) {
            NodeId node = entry.id().origin();
            Image.Origin origin = origins.getOrDefault(node, Image.Origin.UNHEARD);
            if (origin.isSettled(entry.id())) {
                tally.add(Happening.AN_OPERATION_WAS_SUBMITTED_AGAIN);
            } else {
                origins.put(node, origin.after(entry));
                fresh.add(entry);
            }
        }
        submitted.clear();
        return fresh;
    }

    /** Sends all nodes what was appended from {@code first} on, as far as it is kept. */
    void spread(OrderedLog log, long first) {
        for (long from = Math.max(first, log.base().index()); from < log.end(); ) {
            List<Entry> part = part(log, from);
            long end = from + part.size();
            Ordered message = new Ordered(from, part, end);
            others.forEach(other -> network.accept(other, message));
            from = end;
        }
    }

    private List<Entry> part(OrderedLog log, long from) {
        List<Entry> left = log.entries().read(from, Integer.MAX_VALUE);
        return Portion.of(left, messageChars, Entry::chars).taken();
    }

    /** Tells the nodes that may be behind how long the log is: who is asks for more. */
    void announce(OrderedLog log) {
        for (NodeId other : others) {
            if (applied.getOrDefault(other, -1L) < log.end()) {
                network.accept(other, new Ordered(log.end(), List.of(), log.end()));
            }
        }
    }

    /** Sends {@code node} the entries from {@code index} on, or the image if they are not kept any more. */
    void send(OrderedLog log, NodeId node, long index) {
        onApplied(node, index);
        if (index < log.base().index()) {
            sendPage(log, node, null);
        } else {
            network.accept(node, new Ordered(index, part(log, index), log.end()));
        }
    }

    /** Sends {@code node} the next page of the image, or the first one if there is another image by now. */
    void sendPage(OrderedLog log, NodeId node, long index, String after) {
        sendPage(log, node, index == log.base().index() ? after : null);
    }

    private void sendPage(OrderedLog log, NodeId node, String after) {
        tally.add(after == null ? Happening.AN_IMAGE_WAS_SENT : Happening.AN_IMAGE_HAD_SEVERAL_PAGES);
        network.accept(node, IncomingImage.page(log.base(), after, messageChars));
    }

    void onApplied(NodeId node, long index) {
        if (applied.getOrDefault(node, -1L) < index) {
            applied = SortedMaps.with(applied, node, index);
        }
        if (unheard.remove(node)) {
            mostAtFirst = Math.max(mostAtFirst, index);
            if (unheard.isEmpty() && mostAtFirst < recoveredEnd) {
                tally.add(Happening.THE_SEQUENCER_RESTARTED_WITH_ENTRIES_THAT_NO_OTHER_NODE_HAD);
            }
        }
    }

    /** How far each node has the log, as it said. */
    SortedMap<NodeId, Long> applied() {
        return applied;
    }
}
