package dsc.concepts.foundations.coordination.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.history.Event;
import dsc.workbench.history.Recorder;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Guarantee;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Rules;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.Workload;
import dsc.workbench.simulation.Outcome;
import dsc.workbench.simulation.Simulation;
import dsc.workbench.simulation.worlds.Conditions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How far rumours get, beside what Demers et al. (1987, §1.4) derive: s = e^(-(k+1)(1-s)) of the nodes miss one. */
class ResidueTest {

    private static final int INTERVAL_MILLIS = 50;

    /** What one world shows. */
    private record Measured(double rounds, double toldANode, double residue) {}

    /** What nodes heard when, and what they told. */
    private static final class Watched extends Rewritten {
        private final Map<NodeId, NodeContext<Gossip.Message>> nodes = new HashMap<>();
        private final Map<NodeId, RumourSet> heard = new HashMap<>();
        private final Map<NodeId, Long> told = new HashMap<>();
        private final Map<Rumour.Id, List<Long>> times = new HashMap<>();

        @Override
        public Behavior<Gossip.Message> behavior(NodeContext<Gossip.Message> node) {
            nodes.put(node.self(), node);
            return super.behavior(node);
        }

        @Override
        public Rules<?> rules() {
            return new Rules<>(Gossip.View.class, () -> List.of(Invariant.of("watch", this::watch)), List.of());
        }

        private Optional<String> watch(NodeId node, Gossip.View before, Gossip.View after) {
            RumourSet earlier = heard.getOrDefault(node, RumourSet.EMPTY);
            heard.put(node, after.heard());
            told.put(node, after.told());
            long now = nodes.get(node).clock().monotonicNanos();
            for (Rumour rumour : after.heard().without(earlier)) {
                times.computeIfAbsent(rumour.id(), id -> new ArrayList<>()).add(now);
            }
            return Optional.empty();
        }

        private Measured measured() {
            int all = nodes.size();
            double rounds = times.values().stream()
                    .filter(each -> each.size() == all)
                    .mapToLong(each -> each.getLast() - each.getFirst())
                    .average()
                    .orElse(Double.NaN);
            double pushes = told.values().stream().mapToLong(count -> count).sum();
            double missed =
                    times.values().stream().mapToInt(each -> all - each.size()).sum();
            return new Measured(
                    rounds / 1e6 / INTERVAL_MILLIS, pushes / times.size() / all, missed / times.size() / all);
        }
    }

    /** A scenario that can be watched: the real one is final. */
    private abstract static class Rewritten implements Scenario<Gossip.Message> {
        private final GossipScenario gossip = new GossipScenario();

        @Override
        public String id() {
            return gossip.id();
        }

        @Override
        public String summary() {
            return gossip.summary();
        }

        @Override
        public Guarantee guarantee(Settings settings) {
            return gossip.guarantee(settings);
        }

        @Override
        public Set<FaultKind> tolerates(Settings settings) {
            return gossip.tolerates(settings);
        }

        @Override
        public Operations<Gossip.Message> operations() {
            return gossip.operations();
        }

        @Override
        public Workload workload(Settings settings) {
            return gossip.workload(settings);
        }

        @Override
        public Behavior<Gossip.Message> behavior(NodeContext<Gossip.Message> node) {
            return gossip.behavior(node);
        }

        @Override
        public Gossip.Message inspect(ActorRef<NodeView> replyTo) {
            return gossip.inspect(replyTo);
        }
    }

    private static Measured measure(int nodes, String spread, int interest, int seconds, long seed) {
        Watched watched = new Watched();
        Conditions quiet = Conditions.DEFAULT
                .edit()
                .nodes(nodes)
                .clocks(0, 0)
                .operationsPerSecond(20)
                .lengthMillis(seconds * 1_000L)
                .build();
        Outcome outcome = Simulation.of(watched)
                .in(quiet)
                .plain()
                .faults()
                .setting("dsc.gossip.spread", spread)
                .setting("dsc.gossip.loss-of-interest", interest)
                .setting("dsc.gossip.interval", INTERVAL_MILLIS + "ms")
                .setting("dsc.gossip.message-chars", 32_768)
                .replay(seed);
        assertThat(outcome.isInvalid()).as(outcome.verdict().reason()).isFalse();
        return watched.measured();
    }

    /** The share of nodes that miss a rumour, by the paper's equation; k is {@code interest}. */
    static double predicted(int interest) {
        double residue = 0.1;
        for (int step = 0; step < 1_000; step++) {
            residue = Math.exp(-(interest + 1) * (1 - residue));
        }
        return residue;
    }

    @Test
    void thePaperHasTheseNumbers() {
        assertThat(predicted(1)).isBetween(0.20, 0.21);
        assertThat(predicted(2)).isBetween(0.059, 0.061);
    }

    @Test
    void sixtyFourNodesHearARumourInAFewRounds() {
        Measured both = measure(64, "both", 2, 1, 1);

        assertThat(both.residue()).isZero();
        assertThat(both.rounds()).isBetween(6.0, 40.0);
    }

    /** Prints the table of the page. */
    @Tag("thorough")
    @Test
    void theTable() {
        System.out.println("nodes  spread        k  rounds until all  told a node  residue  predicted");
        for (int nodes : new int[] {8, 16, 32, 64}) {
            for (int interest : new int[] {1, 2, 3}) {
                row(nodes, "rumours", interest);
            }
            row(nodes, "anti-entropy", 1);
            row(nodes, "both", 2);
        }
    }

    private static void row(int nodes, String spread, int interest) {
        Measured measured = measure(nodes, spread, interest, 15, 1);
        System.out.println(String.format(
                Locale.ROOT,
                "%5d  %-12s  %d  %16s  %11.2f  %7.4f  %9.4f",
                nodes,
                spread,
                interest,
                Double.isNaN(measured.rounds()) ? "never" : String.format(Locale.ROOT, "%.1f", measured.rounds()),
                measured.toldANode(),
                measured.residue(),
                predicted(interest)));
        assertThat(measured.residue()).isLessThan(spread.equals("rumours") ? 2.5 * predicted(interest) : 1e-9);
    }

    @Test
    void figuresCountEachNode() {
        long[] nanos = {0};
        Recorder recorder = new Recorder(() -> nanos[0] += 1_000_000);
        for (String letter : List.of("a", "b")) {
            Event invoked = recorder.invoke(0, "send", "k", letter);
            recorder.complete(invoked, Event.Type.OK, List.of("n1", 0), null);
        }
        Map<String, List<String>> ends = Map.of("n1", List.of("a", "b"), "n2", List.of("a"), "n3", List.of());
        ends.forEach((node, letters) ->
                recorder.complete(recorder.invoke(1, "final-received", "k", node), Event.Type.OK, letters, null));

        assertThat(Residue.figures(recorder.history()))
                .containsEntry("rumours acknowledged", 2L)
                .containsEntry("rumours heard, at all nodes", 3L)
                .containsEntry("rumours missed, at all nodes", 3L);
    }
}
