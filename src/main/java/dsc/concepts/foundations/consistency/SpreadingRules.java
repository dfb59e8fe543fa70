package dsc.concepts.foundations.consistency;

import dsc.concepts.foundations.consistency.SpreadingReplica.Order;
import dsc.concepts.foundations.consistency.SpreadingView.Happening;
import dsc.concepts.shared.Tally;
import dsc.concepts.shared.VersionVector;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Rules;
import dsc.workbench.protocol.Sometimes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must be true of spreading writes at every moment, and what should happen to them now and then. */
public final class SpreadingRules {

    private static final Set<Happening> RARE = Set.of();

    private SpreadingRules() {}

    public static Rules<?> of(Order order) {
        return new Rules<>(SpreadingView.class, () -> invariants(order), sometimes(order));
    }

    private static List<Sometimes<SpreadingView>> sometimes(Order order) {
        List<Sometimes<SpreadingView>> all = Tally.conditions(Happening.class, SpreadingView::happened, RARE);
        return Arrays.stream(Happening.values())
                .filter(happening -> happening.order == null || happening.order == order)
                .map(happening -> all.get(happening.ordinal()))
                .toList();
    }

    private static List<Invariant<SpreadingView>> invariants(Order order) {
        return List.of(
                oneWriteADot(),
                switch (order) {
                    case OF_DEPENDENCIES -> closedUnderDependencies();
                    case OF_LOGS -> closedUnderTheLogOfTheWriter();
                },
                stampsFollowDependencies(),
                Invariant.monotonic(
                        "what a node has seen never shrinks",
                        SpreadingView::log,
                        log -> log.seen().counters()),
                Invariant.durability("acknowledged writes are in a journal"));
    }

    /** Looks at a write and at what its node had before it, and says what is wrong; null if nothing is. */
    @FunctionalInterface
    private interface WriteCheck {
        String wrong(NodeId node, VersionVector before, StampedWrite write);
    }

    /** Every write of every node is looked at once for each time that the node takes it by itself. */
    private static Invariant<SpreadingView> ofWrites(String name, WriteCheck check) {
        Map<NodeId, SpreadingLog> last = new HashMap<>();
        return Invariant.of(name, (node, before, after) -> {
            SpreadingLog log = after.log();
            SpreadingLog earlier = last.put(node, log);
            if (earlier == log) {
                return Optional.empty();
            }
            boolean longer = earlier != null && before != null;
            Registers prefix = longer && earlier.writes().end() >= log.writes().first() ? earlier.now() : log.base();
            VersionVector had = prefix.seen();
            for (long at = prefix.count(); at < log.writes().end(); at++) {
                StampedWrite write = log.writes().get(at);
                String wrong = check.wrong(node, had, write);
                if (wrong != null) {
                    return Optional.of(node + " has " + write.dot() + ", " + wrong);
                }
                had = had.with(write.node(), write.dot().number());
            }
            return Optional.empty();
        });
    }

    private static Invariant<SpreadingView> oneWriteADot() {
        Map<Dot, StampedWrite> known = new HashMap<>();
        return ofWrites("one write a name", (node, before, write) -> {
            StampedWrite first = known.putIfAbsent(write.dot(), write);
            return first == null || first.equals(write) ? null : write + ", where another has " + first;
        });
    }

    private static Invariant<SpreadingView> closedUnderDependencies() {
        return ofWrites(
                "no write is shown without what it depends on",
                (node, before, write) -> before.includes(write.dependencies())
                        ? null
                        : "which depends on " + write.dependencies() + ", and had " + before);
    }

    /** What a node had when it accepted a write, another has before it takes that. */
    private static Invariant<SpreadingView> closedUnderTheLogOfTheWriter() {
        Map<Dot, VersionVector> accepted = new HashMap<>();
        Map<Dot, VersionVector> least = new HashMap<>();
        return ofWrites("no write is shown without what its node had", (node, before, write) -> {
            if (node.equals(write.node())) {
                accepted.put(write.dot(), before);
            } else {
                least.merge(write.dot(), before, SpreadingRules::meet);
            }
            VersionVector demanded = accepted.getOrDefault(write.dot(), VersionVector.NONE);
            VersionVector had = least.getOrDefault(write.dot(), demanded);
            return had.includes(demanded) ? null : "whose node had " + demanded + ", where one had " + had;
        });
    }

    /** The greatest that both include. */
    private static VersionVector meet(VersionVector one, VersionVector other) {
        VersionVector both = VersionVector.NONE;
        for (String node : one.counters().keySet()) {
            NodeId id = new NodeId(node);
            both = both.with(id, Math.min(one.of(id), other.of(id)));
        }
        return both;
    }

    /** Else a write could lose to one that its writer had seen. */
    private static Invariant<SpreadingView> stampsFollowDependencies() {
        Map<Dot, Long> counters = new HashMap<>();
        return ofWrites("a stamp is greater than those of what its write depends on", (node, before, write) -> {
            counters.put(write.dot(), write.counter());
            return write.dependencies().counters().entrySet().stream()
                    .filter(each -> each.getValue() > 0)
                    .map(each -> new Dot(new NodeId(each.getKey()), each.getValue()))
                    .filter(dot -> counters.getOrDefault(dot, 0L) >= write.counter())
                    .findFirst()
                    .map(dot -> "whose stamp is " + write.stamp() + ", and it depends on " + dot + " with "
                            + counters.get(dot))
                    .orElse(null);
        });
    }
}
