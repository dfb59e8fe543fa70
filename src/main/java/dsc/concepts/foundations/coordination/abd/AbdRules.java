package dsc.concepts.foundations.coordination.abd;

import dsc.concepts.foundations.coordination.abd.Abd.Copy;
import dsc.concepts.foundations.coordination.abd.Abd.Stamp;
import dsc.concepts.foundations.coordination.abd.AbdView.Answer;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Sometimes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What must be true of the registers at every moment, and what should happen to them now and then. */
final class AbdRules {

    static final List<Sometimes<AbdView>> SOMETIMES = List.of(
            new Sometimes<>("a read was written back", (before, after) -> wasRead(before, after, true)),
            new Sometimes<>("a read did not need to be", (before, after) -> wasRead(before, after, false)),
            new Sometimes<>("two writes met", AbdRules::twoWritesMet),
            new Sometimes<>("an answer to an earlier life came", AbdRules::wasAnsweredLate).rare());

    private AbdRules() {}

    static List<Invariant<AbdView>> invariants() {
        return List.of(
                stampsOnlyRise(),
                oneValueAStamp(),
                Invariant.of("what was read is at a majority", AbdRules::readFromAMinority),
                whatNodesSaidTheyHave());
    }

    /** Over crashes as well: a copy is durable before it is counted. */
    private static Invariant<AbdView> stampsOnlyRise() {
        Map<NodeId, AbdView> last = new HashMap<>();
        return Invariant.of("a copy's stamp never falls", (node, before, after) -> {
            AbdView earlier = last.put(node, after);
            return earlier == null
                    ? Optional.empty()
                    : earlier.state().copies().entrySet().stream()
                            .filter(held -> held.getValue().isNewerThan(copy(after, held.getKey())))
                            .findFirst()
                            .map(held -> node + " had " + held + ", and has " + copy(after, held.getKey()));
        });
    }

    private static Invariant<AbdView> oneValueAStamp() {
        Map<Map.Entry<String, Stamp>, String> values = new HashMap<>();
        return Invariant.of(
                "one value a stamp",
                (node, before, after) -> changedKeys(before, after)
                        .filter(key -> {
                            Copy copy = copy(after, key);
                            String known = values.putIfAbsent(Map.entry(key, copy.stamp()), copy.value());
                            return known != null && !known.equals(copy.value());
                        })
                        .findFirst()
                        .map(key ->
                                node + " has " + copy(after, key) + " of " + key + ", a stamp that had another value"));
    }

    /** Else a later read could find an older one (Attiya et al. 1995, the second phase of a read). */
    private static Optional<String> readFromAMinority(NodeId node, AbdView before, AbdView after) {
        Answer read = after.read();
        return read == null || read.holders().stream().distinct().count() >= after.majority()
                ? Optional.empty()
                : Optional.of(node + " answered with " + read + ", which needs " + after.majority() + " nodes");
    }

    /** A node may be seen only after others acted on what it said; it must have it then, since stamps never fall. */
    private static Invariant<AbdView> whatNodesSaidTheyHave() {
        Map<NodeId, Map<String, Stamp>> said = new HashMap<>();
        return Invariant.of("nodes have what they said", (node, before, after) -> {
            Answer read = after.read();
            if (read != null && (before == null || !read.equals(before.read()))) {
                for (NodeId holder : read.holders()) {
                    said.computeIfAbsent(holder, unseen -> new HashMap<>())
                            .merge(read.key(), read.stamp(), (one, other) -> one.compareTo(other) > 0 ? one : other);
                }
            }
            return said.getOrDefault(node, Map.of()).entrySet().stream()
                    .filter(claim -> copy(after, claim.getKey()).stamp().compareTo(claim.getValue()) < 0)
                    .findFirst()
                    .map(claim -> node + " said that it has " + claim + ", and has " + copy(after, claim.getKey()));
        });
    }

    private static Stream<String> changedKeys(AbdView before, AbdView after) {
        return after.state().copies().keySet().stream()
                .filter(key -> before == null || !copy(before, key).equals(copy(after, key)));
    }

    private static Copy copy(AbdView view, String key) {
        return view.state().copy(key);
    }

    private static boolean wasRead(AbdView before, AbdView after, boolean writtenBack) {
        return before != null
                && !Objects.equals(before.read(), after.read())
                && after.read().writtenBack() == writtenBack;
    }

    /** One took the other's place, and had not seen it. */
    private static boolean twoWritesMet(AbdView before, AbdView after) {
        return changedKeys(before, after)
                .anyMatch(key -> copy(before, key).stamp().counter()
                        == copy(after, key).stamp().counter());
    }

    private static boolean wasAnsweredLate(AbdView before, AbdView after) {
        return after.lateAnswers() > before.lateAnswers();
    }
}
