package dsc.workbench.protocol;

import java.util.List;
import java.util.random.RandomGenerator;

/** What clients ask. The same generator state and keys give the same call: nothing else may be read. */
@FunctionalInterface
public interface Workload {

    /** What a call's function begins with in a history when it is one of {@link #closing}. */
    String FINAL = "final-";

    Call next(RandomGenerator random, List<String> keys);

    /**
     * What is asked of every node in the end, when faults are over and clients are done, again and again until all
     * nodes answer alike or the time in which they should is over ({@link Guarantee#recoveryBound}). What they answered
     * last is recorded: operations of the function {@value #FINAL} and the call's own, with its key, the node's id as
     * argument and the node's answer as result. None by default.
     */
    default List<Call> closing(List<String> keys) {
        return List.of();
    }
}
