package dsc.workbench.checkers;

import dsc.workbench.history.Operation;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a checker says of a history.
 *
 * @param reason one sentence
 * @param evidence what shows it, where the verdict is invalid
 */
public record Verdict(Status status, String reason, Optional<Evidence> evidence) {

    /** In the order of exit statuses; worse is later only between {@link #VALID} and the rest. */
    public enum Status {
        VALID(0),
        INVALID(1),
        UNKNOWN(2);

        private final int exitStatus;

        Status(int exitStatus) {
            this.exitStatus = exitStatus;
        }

        /** The status with which the command line exits. */
        public int exitStatus() {
            return exitStatus;
        }

        /** Invalid is worse than unknown, unknown worse than valid. */
        public Status worse(Status other) {
            if (this == INVALID || other == INVALID) {
                return INVALID;
            }
            return this == UNKNOWN || other == UNKNOWN ? UNKNOWN : VALID;
        }

        /** As printed: {@code valid}, {@code invalid} or {@code unknown}. */
        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * Why a history cannot be ordered, for one key; or, where a guarantee is no order, which operations break its rule.
     *
     * @param key the key, or null where the history has one register
     * @param ordered the longest prefix that was found, in an order that a single copy could have executed
     * @param state the value of the key after that prefix, as text
     * @param stuck the operations of which none can come next: each was running, or had to come before anything else
     * @param rule what must hold, in a sentence: {@code stuck} must not follow {@code ordered} by it; empty where the
     *     rule is that there is an order
     */
    public record Evidence(Object key, List<Operation> ordered, String state, List<Operation> stuck, String rule) {

        /** That no order explains what clients saw. */
        public Evidence(Object key, List<Operation> ordered, String state, List<Operation> stuck) {
            this(key, ordered, state, stuck, "");
        }

        public Evidence {
            ordered = List.copyOf(ordered);
            stuck = List.copyOf(stuck);
        }
    }

    public Verdict {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(evidence, "evidence");
    }

    public static Verdict valid(String reason) {
        return new Verdict(Status.VALID, reason, Optional.empty());
    }

    public static Verdict invalid(String reason, Evidence evidence) {
        return new Verdict(Status.INVALID, reason, Optional.of(evidence));
    }

    /** A violation that no set of operations shows, such as a promise to make progress that was not kept. */
    public static Verdict invalid(String reason) {
        return new Verdict(Status.INVALID, reason, Optional.empty());
    }

    public static Verdict unknown(String reason) {
        return new Verdict(Status.UNKNOWN, reason, Optional.empty());
    }
}
