package dsc.workbench.protocol;

import java.time.Instant;

/** The time that a node sees. A protocol reads no other: the simulation's is virtual, and a fault may set it off. */
public interface Clock {

    /** Nanoseconds since some fixed moment; never goes back while the node lives. For measuring durations. */
    long monotonicNanos();

    /** The time of day by this node's clock, which may be wrong and may jump. */
    Instant now();

    /** The machine's clock. */
    static Clock system() {
        return new Clock() {
            @Override
            public long monotonicNanos() {
                return System.nanoTime();
            }

            @Override
            public Instant now() {
                return Instant.now();
            }
        };
    }
}
