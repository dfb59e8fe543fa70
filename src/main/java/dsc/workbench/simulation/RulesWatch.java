package dsc.workbench.simulation;

import dsc.workbench.protocol.Answered;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Rules;
import dsc.workbench.protocol.Sometimes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Holds one world's states against the rules of its scenario. */
final class RulesWatch<S extends NodeView> {

    /** What a state broke. */
    record Broken(String rule, String how) {}

    private final Class<S> type;
    private final List<Invariant<S>> invariants;
    private final List<Sometimes<S>> sometimes;
    private final long[] counts;

    RulesWatch(Rules<S> rules, ChosenRules chosen) {
        this.type = rules.state();
        this.invariants = chosen.of(rules);
        this.sometimes = rules.sometimes();
        this.counts = new long[sometimes.size()];
    }

    /** @param before null when the node has just started */
    Optional<Broken> onState(NodeId node, NodeView before, NodeView after) {
        S was = before == null ? null : type.cast(before);
        // Most steps change nothing that is seen: rules then find the same object, and need not compare its parts.
        S is = after.equals(before) ? was : type.cast(after);
        for (int index = 0; was != null && index < counts.length; index++) {
            if (sometimes.get(index).happened().test(was, is)) {
                counts[index]++;
            }
        }
        return broken(invariant -> invariant.brokenBy(node, was, is));
    }

    Optional<Broken> onAnswered(Answered answered) {
        return broken(invariant -> invariant.brokenBy(answered));
    }

    private Optional<Broken> broken(Function<Invariant<S>, Optional<String>> brokenBy) {
        for (Invariant<S> invariant : invariants) {
            Optional<String> how = brokenBy.apply(invariant);
            if (how.isPresent()) {
                return Optional.of(new Broken(invariant.name(), how.get()));
            }
        }
        return Optional.empty();
    }

    Map<String, Long> counts() {
        Map<String, Long> named = new LinkedHashMap<>();
        for (int index = 0; index < counts.length; index++) {
            named.put(sometimes.get(index).name(), counts[index]);
        }
        return named;
    }
}
