package dsc.workbench.exercises;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a learner, a mutant, an attempt and the reference are to the grader: source files in place of the product's.
 *
 * @param name whose it is
 * @param files their texts by their paths relative to the scenario's package, in the order in which problems are
 *     listed: {@code Election.java}; {@code ../Replica.java} is a file of its concept
 */
public record Submission(String name, Map<String, String> files) {

    public Submission {
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }
}
