package dsc.workbench.client;

import dsc.workbench.protocol.Operations;
import java.time.Duration;
import java.util.List;

/**
 * Decides whether nodes have to be asked once more in the end of a run: until those that should answer alike do, and
 * until no answer that each node gives for itself has changed for a while.
 */
public final class FinalRounds {

    /** For how long a node's own answer has to stay as it is. */
    private static final long UNCHANGED_NANOS = Duration.ofSeconds(2).toNanos();

    private final Operations<?> operations;
    private List<Object> own;
    private long changedNanos;

    public FinalRounds(Operations<?> operations) {
        this.operations = operations;
    }

    /**
     * Whether this round was the last.
     *
     * @param nowNanos of a clock that is the same for every round
     */
    public boolean areOver(FinalReadResults answers, long nowNanos) {
        List<Object> now = answers.own(operations);
        if (!now.equals(own)) {
            own = now;
            changedNanos = nowNanos;
        }
        return answers.alike(operations) && (now.isEmpty() || nowNanos - changedNanos >= UNCHANGED_NANOS);
    }
}
