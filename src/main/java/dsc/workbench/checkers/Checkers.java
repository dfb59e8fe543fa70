package dsc.workbench.checkers;

import java.util.List;
import java.util.stream.Stream;

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

    public static List<String> names() {
        return Stream.concat(
                        Models.names().stream(), Stream.of(SET_COUNTER, NO_LOST_ADD, CONVERGENCE, ACCOUNTS, ONE_WRITER))
                .toList();
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
                            "there is no model " + name + "; there are " + String.join(", ", names()));
                }
                yield Linearizability.of(Models.named(name));
            }
        };
    }
}
