package dsc.workbench.protocol;

import java.util.List;
import java.util.random.RandomGenerator;

/** What clients ask. The same generator state and keys give the same call: nothing else may be read. */
@FunctionalInterface
public interface Workload {

    Call next(RandomGenerator random, List<String> keys);
}
