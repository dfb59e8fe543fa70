package dsc.concepts.foundations.consensus.raft;

import dsc.workbench.protocol.Wire;

/** A log entry: the term in which a leader received {@code command}, and the command (§5.3). */
public record Entry(long term, Command command) implements Wire {
    public Entry {
        if (term < 1) {
            throw new IllegalArgumentException("an entry's term is 1 or more: " + term);
        }
    }
}
