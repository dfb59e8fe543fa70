package dsc.concepts.foundations.coordination.lock;

import dsc.concepts.foundations.coordination.RegisterRules;
import dsc.concepts.foundations.coordination.Token;
import dsc.concepts.foundations.coordination.lock.Leases.Turn;
import dsc.concepts.foundations.coordination.lock.LockView.Happening;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Sometimes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What must be true of locks and registers at every moment, and what should happen to them now and then. */
final class LockRules {

    static final List<Sometimes<LockView>> SOMETIMES = Tally.conditions(Happening.class, LockView::happened, Set.of());

    private LockRules() {}

    static List<Invariant<LockView>> invariants() {
        List<Invariant<LockView>> all = new ArrayList<>(List.of(
                Invariant.monotonic(
                        "granted tokens ascend", view -> view.state().grants(), LockRules::granted),
                Invariant.of("no grant within a ttl of another", LockRules::tooSoon),
                Invariant.of("only its holder releases a lock", LockRules::releasedByAnother)));
        all.addAll(RegisterRules.invariants(view -> view.state().registers(), LockView::kept, LockView::fencing));
        return all;
    }

    private static Map<String, Token> granted(Grants grants) {
        Map<String, Token> granted = new TreeMap<>();
        grants.grants().forEach((lock, grant) -> granted.put(lock, grant.token()));
        return granted;
    }

    /** Unless the other one was released. */
    private static Optional<String> tooSoon(NodeId node, LockView before, LockView after) {
        return turn(
                        after,
                        turn -> turn.afterNanos()
                                .filter(nanos -> nanos < after.ttlNanos())
                                .isPresent())
                .map(turn -> node + " granted " + turn + " before a ttl of " + after.ttlNanos() + " ns was over");
    }

    private static Optional<String> releasedByAnother(NodeId node, LockView before, LockView after) {
        return turn(
                        after,
                        turn -> turn.releasedBy() != null && !turn.releasedBy().equals(turn.token()))
                .map(turn -> node + " freed a lock that another has: " + turn);
    }

    private static Optional<Map.Entry<String, Turn>> turn(LockView view, Predicate<Turn> wrong) {
        return view.turns().entrySet().stream()
                .filter(turn -> wrong.test(turn.getValue()))
                .findFirst();
    }
}
