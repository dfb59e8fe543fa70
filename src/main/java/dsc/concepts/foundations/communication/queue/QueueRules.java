package dsc.concepts.foundations.communication.queue;

import dsc.concepts.foundations.communication.queue.Options.Delivery;
import dsc.concepts.foundations.communication.queue.Queue.Happening;
import dsc.concepts.foundations.communication.queue.Queue.View;
import dsc.concepts.shared.Links;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Sometimes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What must be true of channels at every moment, and what should happen to them now and then. */
final class QueueRules {

    static final List<Sometimes<View>> SOMETIMES = Tally.conditions(Happening.class, View::happened, Set.of());

    private QueueRules() {}

    static List<Invariant<View>> invariants() {
        return List.of(
                Invariant.reliance("what is confirmed is delivered", QueueRules::confirmed, QueueRules::delivered),
                Invariant.monotonic("no unconfirmed letter leaves an outbox", QueueRules::links, QueueRules::accepted),
                Invariant.monotonic("a home forgets no number", QueueRules::links, Links<Queue.Letter>::incoming),
                Invariant.of("delivered numbers have no gap", QueueRules::gap));
    }

    /** What this node takes each home to have of its letters. */
    private static Map<NodeId, Map<NodeId, Long>> confirmed(View view) {
        Map<NodeId, Map<NodeId, Long>> confirmed = new TreeMap<>();
        if (view.delivery().confirms()) {
            view.state().links().outgoing().forEach((home, link) -> {
                if (link.confirmed() > 0) {
                    confirmed.put(home, Map.of(view.self(), link.confirmed()));
                }
            });
        }
        return confirmed;
    }

    private static Map<NodeId, Long> delivered(View view) {
        return links(view).incoming();
    }

    private static Links<Queue.Letter> links(View view) {
        return view.state().links();
    }

    private static Map<NodeId, Long> accepted(Links<Queue.Letter> links) {
        return links.outgoing().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, link -> link.getValue().last()));
    }

    /** As many letters are here as their last numbers say; elsewhere than with exactly once, some may be missing. */
    private static Optional<String> gap(NodeId node, View before, View after) {
        if (after.delivery() != Delivery.EXACTLY_ONCE) {
            return Optional.empty();
        }
        long last =
                delivered(after).values().stream().mapToLong(number -> number).sum();
        long there = after.state().inboxes().counts().values().stream()
                .mapToLong(count -> count)
                .sum();
        return last == there
                ? Optional.empty()
                : Optional.of(node + " has delivered " + there + " letters, and the last numbers of its channels, "
                        + delivered(after) + ", make " + last);
    }
}
