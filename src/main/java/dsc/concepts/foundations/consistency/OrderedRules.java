package dsc.concepts.foundations.consistency;

import dsc.concepts.foundations.consistency.OrderedReplica.Reads;
import dsc.concepts.foundations.consistency.OrderedView.Happening;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.Answered;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Rules;
import dsc.workbench.protocol.Sometimes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What must be true of one log at every moment, and what should happen to it now and then. */
public final class OrderedRules {

    private static final Set<Happening> RARE =
            Set.of(Happening.THE_SEQUENCER_RESTARTED_WITH_ENTRIES_THAT_NO_OTHER_NODE_HAD);

    private OrderedRules() {}

    public static Rules<?> of(Reads reads) {
        return new Rules<>(OrderedView.class, OrderedRules::invariants, sometimes(reads));
    }

    private static List<Sometimes<OrderedView>> sometimes(Reads reads) {
        List<Sometimes<OrderedView>> all = Tally.conditions(Happening.class, OrderedView::happened, RARE);
        return Arrays.stream(Happening.values())
                .filter(happening -> happening.reads == null || happening.reads == reads)
                .map(happening -> all.get(happening.ordinal()))
                .toList();
    }

    private static List<Invariant<OrderedView>> invariants() {
        return List.of(
                logsAgree(),
                oneIndexAnOperation(),
                Invariant.monotonic("a log is never shorter", OrderedRules::ends),
                Invariant.reliance("nodes have what they said", OrderedRules::said, OrderedRules::ends),
                Invariant.durability("what is answered is in a journal"),
                notBelowTheContext());
    }

    /** Looks at an entry at its place, and says what is wrong with it; null if nothing is. */
    @FunctionalInterface
    private interface EntryCheck {
        String wrong(long index, Entry entry);
    }

    /** Every entry of every node is looked at once for each time that the node takes it. */
    private static Invariant<OrderedView> ofEntries(String name, EntryCheck check) {
        Map<NodeId, OrderedLog> last = new HashMap<>();
        return Invariant.of(name, (node, before, after) -> {
            OrderedLog log = after.log();
            OrderedLog earlier = last.put(node, log);
            if (earlier == log) {
                return Optional.empty();
            }
            boolean longer = earlier != null && before != null && earlier.end() <= log.end();
            for (long at = longer
                            ? Math.max(earlier.end(), log.base().index())
                            : log.base().index();
                    at < log.end();
                    at++) {
                String wrong = check.wrong(at, log.entries().get(at));
                if (wrong != null) {
                    return Optional.of(node + " has " + log.entries().get(at) + " at " + at + ", " + wrong);
                }
            }
            return Optional.empty();
        });
    }

    private static Invariant<OrderedView> logsAgree() {
        Map<Long, Entry> known = new HashMap<>();
        return ofEntries("logs agree as far as both reach", (index, entry) -> {
            Entry first = known.putIfAbsent(index, entry);
            return first == null || first.equals(entry) ? null : "where another has " + first;
        });
    }

    /** However often it was submitted. */
    private static Invariant<OrderedView> oneIndexAnOperation() {
        Map<Entry.Id, Long> known = new HashMap<>();
        return ofEntries("one index for an operation", (index, entry) -> {
            Long first = known.putIfAbsent(entry.id(), index);
            return first == null || first == index ? null : "and the same operation at " + first;
        });
    }

    private static Map<NodeId, Map<String, Long>> said(OrderedView view) {
        Map<NodeId, Map<String, Long>> said = new TreeMap<>();
        view.applied().forEach((node, index) -> said.put(node, Map.of("end", index)));
        return said;
    }

    private static Map<String, Long> ends(OrderedView view) {
        return Map.of("end", view.log().end());
    }

    /** A client that carries an index is not answered from less, and is given back no less. */
    private static Invariant<OrderedView> notBelowTheContext() {
        return new Invariant<>() {
            @Override
            public String name() {
                return "no answer is below the index that its request carried";
            }

            @Override
            public Optional<String> brokenBy(NodeId node, OrderedView before, OrderedView after) {
                return Optional.empty();
            }

            @Override
            public Optional<String> brokenBy(Answered answered) {
                String carried = answered.call().context();
                return carried != null
                                && answered.reply() instanceof Reply.Ok ok
                                && ok.context() != null
                                && Long.parseLong(ok.context()) < Long.parseLong(carried)
                        ? Optional.of(
                                answered.node() + " answered " + answered.call() + " from " + ok.context() + " entries")
                        : Optional.empty();
            }
        };
    }
}
