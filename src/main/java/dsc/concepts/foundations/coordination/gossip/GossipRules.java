package dsc.concepts.foundations.coordination.gossip;

import dsc.concepts.foundations.coordination.gossip.Gossip.Happening;
import dsc.concepts.foundations.coordination.gossip.Gossip.View;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Sometimes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must be true of rumours at every moment, and what should happen to them now and then. */
final class GossipRules {

    static final List<Sometimes<View>> SOMETIMES = Tally.conditions(Happening.class, View::happened, Set.of());

    private GossipRules() {}

    static List<Invariant<View>> invariants() {
        return List.of(
                heardStays(),
                oneLetterANumber(),
                Invariant.of(
                        "a digest claims no more than is held", (node, before, after) -> claimedTooMuch(node, after)),
                Invariant.durability("acknowledged rumours are in a journal"));
    }

    /** Over crashes as well, since what was heard is durable before it is told. */
    private static Invariant<View> heardStays() {
        Map<NodeId, RumourSet> last = new HashMap<>();
        return Invariant.of("what was heard stays", (node, before, after) -> {
            RumourSet earlier = last.put(node, after.heard());
            return earlier == null || earlier == after.heard()
                    ? Optional.empty()
                    : earlier.without(after.heard()).stream()
                            .findFirst()
                            .map(rumour -> node + " had heard " + rumour + ", and has not any more");
        });
    }

    private static Optional<String> claimedTooMuch(NodeId node, View view) {
        return lacked(view.heard(), view.claimed()).map(id -> node + " claims " + id + ", which it has not heard");
    }

    /** What {@code digest} claims and {@code heard} has not; of a gap its first. */
    private static Optional<Rumour.Id> lacked(RumourSet heard, Digest digest) {
        if (!heard.lacksSomeOf(digest)) {
            return Optional.empty();
        }
        return digest.origins().entrySet().stream()
                .map(each -> new Rumour.Id(each.getKey(), lacked(heard.of(each.getKey()), each.getValue())))
                .filter(id -> id.number() >= 0)
                .findFirst();
    }

    /** Its number, or -1 if there is none. */
    private static long lacked(RumourSet.OfOrigin heard, Digest.Entry claimed) {
        return heard.next() < claimed.next()
                ? heard.next()
                : claimed.beyond().stream()
                        .filter(number -> !heard.has(number))
                        .findFirst()
                        .orElse(-1L);
    }

    /** Whatever node has it: else two rumours would be one to those that compare. */
    private static Invariant<View> oneLetterANumber() {
        Map<Rumour.Id, Rumour.Letter> known = new HashMap<>();
        Map<NodeId, RumourSet> last = new HashMap<>();
        return Invariant.of("one letter a number", (node, before, after) -> {
            RumourSet earlier = last.put(node, after.heard());
            if (earlier == after.heard()) {
                return Optional.empty();
            }
            return after.heard().without(earlier == null ? RumourSet.EMPTY : earlier).stream()
                    .filter(rumour -> {
                        Rumour.Letter first = known.putIfAbsent(rumour.id(), rumour.letter());
                        return first != null && !first.equals(rumour.letter());
                    })
                    .findFirst()
                    .map(rumour -> node + " has heard " + rumour + ", which was " + known.get(rumour.id()));
        });
    }
}
