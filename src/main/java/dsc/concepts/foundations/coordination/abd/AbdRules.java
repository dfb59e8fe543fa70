package dsc.concepts.foundations.coordination.abd;

import dsc.concepts.foundations.coordination.abd.Abd.Stamp;
import dsc.concepts.foundations.coordination.abd.Abd.View;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Sometimes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What must be true of the registers at every moment, and what should happen to them now and then. */
final class AbdRules {

    static final List<Sometimes<View>> SOMETIMES = List.of(
            new Sometimes<>("a read was written back", (before, after) -> wasRead(before, after, true)),
            new Sometimes<>("a read did not need to be", (before, after) -> wasRead(before, after, false)),
            new Sometimes<>("two writes met", AbdRules::twoWritesMet),
            new Sometimes<>("an operation was given up", (before, after) -> after.givenUp() > before.givenUp()),
            new Sometimes<>("a snapshot was taken", (before, after) -> after.snapshots() > before.snapshots()),
            new Sometimes<View>(
                            "an answer to an earlier life came",
                            (before, after) -> after.lateAnswers() > before.lateAnswers())
                    .rare());

    private AbdRules() {}

    /** Stamps stay over crashes as well, since a copy is durable before it is counted. */
    static List<Invariant<View>> invariants() {
        return List.of(
                Invariant.monotonic("a copy's stamp never falls", View::state, AbdRules::stamps),
                Invariant.agreement("one value a stamp", View::state, AbdRules::values),
                Invariant.of("what was read is at a majority", AbdRules::readFromAMinority),
                Invariant.reliance("nodes have what they said", AbdRules::reliedOn, view -> stamps(view.state())));
    }

    private static Map<String, Stamp> stamps(Abd.State state) {
        Map<String, Stamp> stamps = new TreeMap<>();
        state.copies().forEach((key, copy) -> stamps.put(key, copy.stamp()));
        return stamps;
    }

    /** By key and stamp. */
    private static Map<Map.Entry<String, Stamp>, String> values(Abd.State state) {
        Map<Map.Entry<String, Stamp>, String> values = new LinkedHashMap<>();
        state.copies().forEach((key, copy) -> values.put(Map.entry(key, copy.stamp()), copy.value()));
        return values;
    }

    /** Else a later read could find an older one (Attiya et al. 1995, the second phase of a read). */
    private static Optional<String> readFromAMinority(NodeId node, View before, View after) {
        View.Answer read = after.read();
        return read == null || read.holders().stream().distinct().count() >= after.majority()
                ? Optional.empty()
                : Optional.of(node + " answered with " + read + ", which needs " + after.majority() + " nodes");
    }

    /** Nobody has to have a copy of what was never written. */
    private static Map<NodeId, Map<String, Stamp>> reliedOn(View view) {
        View.Answer read = view.read();
        return read == null || read.stamp().counter() == 0
                ? Map.of()
                : read.holders().stream()
                        .distinct()
                        .collect(Collectors.toMap(holder -> holder, holder -> Map.of(read.key(), read.stamp())));
    }

    private static Stamp stamp(View view, String key) {
        return view.state().copy(key).stamp();
    }

    private static boolean wasRead(View before, View after, boolean writtenBack) {
        return !Objects.equals(before.read(), after.read()) && after.read().writtenBack() == writtenBack;
    }

    /** One took the other's place, and had not seen it. */
    private static boolean twoWritesMet(View before, View after) {
        return after.state().copies().keySet().stream()
                .anyMatch(key -> !stamp(before, key).equals(stamp(after, key))
                        && stamp(before, key).counter() == stamp(after, key).counter());
    }
}
