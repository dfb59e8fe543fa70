package dsc.workbench.grading;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that a worker is asked.
 *
 * @param number stands before each line of the answer; only this job was told it
 * @param concept the scenario's, for what is drawn
 * @param out the directory for what is drawn; empty if nothing is to be
 * @param sets classes in place of the product's, by names
 * @param checks in the order in which they are tried
 */
record Job(String number, String concept, String out, Map<String, ClassSet> sets, List<Check> checks) {

    /** The product, as it is. */
    static final String PRODUCT = "product";

    Job {
        sets = Map.copyOf(sets);
        checks = List.copyOf(checks);
    }

    /**
     * Classes that take the place of others.
     *
     * @param packages those that are loaded anew, with all below them
     * @param classes class files by the classes' binary names
     * @param files the simple names of the source files that a learner wrote
     */
    record ClassSet(Set<String> packages, Map<String, byte[]> classes, Set<String> files) {

        ClassSet {
            packages = Set.copyOf(packages);
            classes = Map.copyOf(classes);
            files = Set.copyOf(files);
        }
    }
}
