package dsc.workbench.checkers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What histories can be checked against, by name: the sequential {@link Models}, and what is no model of one copy. */
public final class Checkers {

    /** See {@link AcknowledgedEffects}. */
    public static final String SET_COUNTER = "set-counter";

    /** The same, of a protocol that may lose updates: replicas become equal, and what was lost is counted. */
    public static final String CONVERGENCE = "convergence";

    /** The same, of a protocol that keeps every added element, and may lose removals and increments. */
    public static final String NO_LOST_ADD = "no-lost-add";

    /** See {@link Ledgers}. */
    public static final String ACCOUNTS = "accounts";

    /** See {@link OneWriter}. */
    public static final String ONE_WRITER = "one-writer";

    private Checkers() {}

    /** The names, in the order in which they are explained. */
    public static List<String> names() {
        return List.copyOf(summaries().keySet());
    }

    /** What a history of each may contain and has to keep, in a sentence or two, by name. */
    public static Map<String, String> summaries() {
        Map<String, String> summaries = new LinkedHashMap<>(Models.summaries());
        summaries.put(
                SET_COUNTER,
                "add, remove, increment on replicas, for each :key, and what all of them hold in the end (final-read):"
                        + " all the same, no acknowledged update lost");
        summaries.put(NO_LOST_ADD, "the same operations: all the same in the end, no added element lost");
        summaries.put(CONVERGENCE, "the same operations: all the same in the end; updates that were lost are counted");
        summaries.put(
                ACCOUNTS,
                "deposit, withdraw and read, for each :key, and its ledger as read in the end (final-audit): nothing"
                        + " acknowledged lost, nothing twice, no balance negative");
        summaries.put(
                ONE_WRITER,
                "write, answered with the :node that wrote and its :incarnation: once a write of a later incarnation"
                        + " was acknowledged, none of an earlier one is");
        return summaries;
    }

    /**
     * @throws IllegalArgumentException when there is none of that name; the message is one line that lists the names
     */
    public static Checker named(String name) {
        return switch (name) {
            case SET_COUNTER -> AcknowledgedEffects.lossless();
            case NO_LOST_ADD -> AcknowledgedEffects.promising(AcknowledgedEffects.Promise.NO_ADD_LOST);
            case CONVERGENCE -> AcknowledgedEffects.converging();
            case ACCOUNTS -> Ledgers.CHECKER;
            case ONE_WRITER -> OneWriter.CHECKER;
            default -> {
                if (!names().contains(name)) {
                    throw new IllegalArgumentException(
                            "there is no model " + name + "; known: " + String.join(", ", names()));
                }
                yield Linearizability.of(Models.named(name));
            }
        };
    }
}
