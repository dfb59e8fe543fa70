package dsc.workbench.checkers.registers;

import dsc.workbench.checkers.Checker;
import dsc.workbench.checkers.Deadline;
import dsc.workbench.checkers.registers.WriteOrder.Step;
import dsc.workbench.history.Operation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The four session guarantees (D. Terry et al.: Session Guarantees for Weakly Consistent Replicated Data, PDIS 1994,
 * §3), each alone or all at once. A server is a set of writes, and what is seen under a key is the newest of them by
 * one order of all writes (WriteOrder, §2), or nil where there is none.
 *
 * <ul>
 *   <li><em>Read your writes</em>: where a session observes, the server has all that it has written.
 *   <li><em>Monotonic reads</em>: the server has all that the session has seen.
 *   <li><em>Monotonic writes</em>: a server that has a write has all that its session had written before, which is
 *       older.
 *   <li><em>Writes follow reads</em>: a server that has a write has all that its session had seen before, which is
 *       older.
 * </ul>
 *
 * <p>Takes register histories ({@code write}, {@code read}, {@code snapshot}, values unique under a key); a session is
 * a process. Decides exactly whether there are an order of the writes and a set of writes for each observation that
 * keep the guarantees and explain what was seen. The sets may be taken as small as the guarantees allow, so what they
 * demand of the order is known: {@link WriteOrder}. Takes time and memory in proportion to operations × keys, where a
 * snapshot counts once for each key.
 *
 * <p>All four at once are causal convergence ({@link CausalConvergence}; J. Brzeziński, C. Sobaniec, D. Wawrzyniak:
 * From Session Causality to Causal Consistency, PDP 2004): the writes that a server must have are those that are
 * causally before the observation.
 *
 * <p>Cannot see what no observation shows: a single {@code read} shows less of monotonic writes, and of writes that
 * follow reads, than a {@code snapshot}. What a client knew when it went on as another process is not promised.
 */
public final class SessionGuarantees extends RegisterChecker {

    /** A promise to each session. */
    public enum Guarantee {
        MONOTONIC_READS("Once a session has seen a write, each of its later results is that write or a newer one."),
        MONOTONIC_WRITES("Where a write is seen, what its session had written before is there too, and is older."),
        READ_YOUR_WRITES("Once a session has written, each of its later results is that write or a newer one."),
        WRITES_FOLLOW_READS("Where a write is seen, what its session had seen before is there too, and is older.");

        private final String rule;

        Guarantee(String rule) {
            this.rule = rule;
        }
    }

    public static final Checker MONOTONIC_READS = new SessionGuarantees(
            "monotonic-reads",
            "the same operations: what a process has seen under a key, it or something newer is what it sees later"
                    + " (Terry et al. 1994). Sees only what one process reads twice",
            EnumSet.of(Guarantee.MONOTONIC_READS));

    public static final Checker MONOTONIC_WRITES = new SessionGuarantees(
            "monotonic-writes",
            "the same operations: where a write is seen, all that its process wrote before it is there, and older"
                    + " (Terry et al. 1994). Snapshots show this across keys, single reads hardly",
            EnumSet.of(Guarantee.MONOTONIC_WRITES));

    public static final Checker READ_YOUR_WRITES = new SessionGuarantees(
            "read-your-writes",
            "the same operations: what a process has written under a key, it or something newer is what it sees later"
                    + " (Terry et al. 1994). Sees only what a process that wrote reads itself",
            EnumSet.of(Guarantee.READ_YOUR_WRITES));

    public static final Checker WRITES_FOLLOW_READS = new SessionGuarantees(
            "writes-follow-reads",
            "the same operations: where a write is seen, all that its process had seen before it is there, and older"
                    + " (Terry et al. 1994). Snapshots show this across keys, single reads hardly",
            EnumSet.of(Guarantee.WRITES_FOLLOW_READS));

    public static final Checker ALL = new SessionGuarantees(
            "sessions",
            "the same operations: the four above at once, by one order of all writes, which is as much as causal"
                    + " convergence, found in another way",
            EnumSet.allOf(Guarantee.class));

    private static final List<Checker> ALONE =
            List.of(MONOTONIC_READS, MONOTONIC_WRITES, READ_YOUR_WRITES, WRITES_FOLLOW_READS);

    private final Set<Guarantee> guarantees;

    /** The checker of some of the guarantees, one or more, by one order of all writes. */
    public static Checker of(Set<Guarantee> some) {
        if (some.size() == Guarantee.values().length) {
            return ALL;
        }
        List<Checker> chosen = EnumSet.copyOf(some).stream()
                .map(guarantee -> ALONE.get(guarantee.ordinal()))
                .toList();
        return chosen.size() == 1
                ? chosen.getFirst()
                : new SessionGuarantees(
                        chosen.stream().map(Checker::name).collect(Collectors.joining("+")),
                        "the same operations: these at once, by one order of all writes",
                        some);
    }

    private SessionGuarantees(String name, String sentence, Set<Guarantee> guarantees) {
        super(name, sentence);
        this.guarantees = guarantees;
    }

    @Override
    Decision decide(RegisterHistory history, Deadline deadline) {
        return new WriteOrder(history, guarantees).exists() ? Decision.KEPT : Decision.BROKEN;
    }

    @Override
    Explanation explain(RegisterHistory history) {
        List<Step> cycle = new WriteOrder(history, guarantees).cycle();
        Wording wording = new Wording(history);
        List<Operation> operations = new ArrayList<>();
        for (Step step : cycle) {
            for (int id : new int[] {step.older(), step.observation()}) {
                if (id != Access.NONE && id < history.accesses().size()) {
                    operations.add(history.access(id).operation());
                }
            }
        }
        return new Explanation(
                "no order of the writes explains what was seen: " + wording.contradiction(cycle),
                operations.stream().distinct().toList());
    }

    @Override
    String rule() {
        if (guarantees.size() == Guarantee.values().length) {
            return "Where a session observes, and where a write of it is seen, all that it had written and seen before"
                    + " is there too, and one order of all writes says which of two is newer.";
        }
        return guarantees.stream().map(guarantee -> guarantee.rule).collect(Collectors.joining(" "));
    }

    @Override
    String kept() {
        return "one order of the writes explains what every session saw";
    }
}
