package dsc.concepts.foundations.communication.supervision;

import dsc.concepts.foundations.communication.supervision.Foreman.Happening;
import dsc.concepts.foundations.communication.supervision.Foreman.View;
import dsc.concepts.shared.Letters;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.Answered;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Sometimes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must be true of workers at every moment, and what should happen to them now and then. */
final class SupervisionRules {

    static final List<Sometimes<View>> SOMETIMES = Tally.conditions(Happening.class, View::happened, Set.of());

    private SupervisionRules() {}

    static List<Invariant<View>> invariants() {
        return List.of(
                Invariant.of("each letter is counted", SupervisionRules::uncounted),
                new FailedLetters(),
                Invariant.of("restarts in a row are limited", SupervisionRules::unlimited));
    }

    private static Optional<String> uncounted(NodeId node, View before, View after) {
        if (!after.options().strategy().isWhole()) {
            return Optional.empty();
        }
        return after.benches().entrySet().stream()
                .filter(bench -> !bench.getValue().ledger().isWhole())
                .findFirst()
                .map(bench -> "the worker of " + bench.getKey() + " on " + node + " has "
                        + bench.getValue().ledger().letters().size() + " letters, and counted "
                        + bench.getValue().ledger().count());
    }

    private static Optional<String> unlimited(NodeId node, View before, View after) {
        return after.benches().entrySet().stream()
                .filter(bench -> bench.getValue().restarts() > after.options().limit())
                .findFirst()
                .map(bench -> "the worker of " + bench.getKey() + " on " + node + " was restarted "
                        + bench.getValue().restarts() + " times in a row, and the limit is "
                        + after.options().limit());
    }

    /** Over the whole world: what is answered failed is not held at any moment, before or after. */
    private static final class FailedLetters implements Invariant<View> {
        private final Set<List<String>> failed = new HashSet<>();
        private final Set<List<String>> held = new HashSet<>();
        private final Map<NodeId, Map<String, Ledger>> last = new HashMap<>();

        @Override
        public String name() {
            return "a letter that is answered failed is not held";
        }

        @Override
        public Optional<String> brokenBy(NodeId node, View before, View after) {
            Map<String, Ledger> known = last.computeIfAbsent(node, first -> new HashMap<>());
            for (Map.Entry<String, Foreman.Bench> bench : after.benches().entrySet()) {
                Ledger ledger = bench.getValue().ledger();
                Ledger earlier = known.put(bench.getKey(), ledger);
                if (earlier == ledger) {
                    continue;
                }
                int from = earlier == null
                                || earlier.letters().size() > ledger.letters().size()
                        ? 0
                        : earlier.letters().size();
                for (String letter :
                        ledger.letters().subList(from, ledger.letters().size())) {
                    List<String> keyed = List.of(bench.getKey(), letter);
                    held.add(keyed);
                    if (failed.contains(keyed)) {
                        return Optional.of(
                                node + " holds " + letter + " under " + bench.getKey() + ", which was answered failed");
                    }
                }
            }
            return Optional.empty();
        }

        @Override
        public Optional<String> brokenBy(Answered answered) {
            if (!answered.call().function().equals(Letters.SEND) || !(answered.reply() instanceof Reply.Failed)) {
                return Optional.empty();
            }
            List<String> keyed = List.of(answered.call().key(), answered.call().text());
            failed.add(keyed);
            return held.contains(keyed)
                    ? Optional.of(answered.node() + " answers failed of " + keyed.getLast() + " under "
                            + keyed.getFirst() + ", which is held")
                    : Optional.empty();
        }
    }
}
