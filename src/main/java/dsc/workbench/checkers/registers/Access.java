package dsc.workbench.checkers.registers;

import dsc.workbench.history.Operation;

/**
 * An operation that takes part in a register history: a write of one key, or an observation of one or more at one
 * moment.
 *
 * @param id position among the accesses of its history, from 0
 * @param operation what was recorded
 * @param session number of its process among those of the history, from 0
 * @param place position among the accesses of its session, from 0
 * @param written number of the key that it writes, or {@link #NONE} for an observation
 * @param observed numbers of the keys that it observes, none twice; empty for a write
 * @param sources of each of these, the id of the write that it saw, or {@link #NONE} where it saw nil
 */
record Access(int id, Operation operation, int session, int place, int written, int[] observed, int[] sources) {

    static final int NONE = -1;

    boolean isWrite() {
        return written != NONE;
    }

    /** The write that it saw under a key, or {@link #NONE} for nil. */
    int source(int key) {
        for (int at = 0; at < observed.length; at++) {
            if (observed[at] == key) {
                return sources[at];
            }
        }
        throw new IllegalArgumentException(operation + " does not observe the key number " + key);
    }
}
