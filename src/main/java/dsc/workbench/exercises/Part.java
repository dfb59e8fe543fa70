package dsc.workbench.exercises;

import java.util.List;
import java.util.Optional;

/**
 * One thing that an exercise asks for.
 *
 * @param name what is asked, in a few words, such as {@code one vote a term}
 * @param stubs the methods that the learner writes for it
 * @param families small worlds in which it is judged
 * @param trials classes in {@code trials/}, by their simple names, that judge what needs no world
 * @param needs sometimes-conditions that these worlds must meet: else nothing was tested
 * @param mutants for an exercise of kind {@code specify}, those that the learner's rule must tell from the reference;
 *     for {@code expose}, the one that is to be shown broken
 * @param rule the rule that must break in these mutants
 */
public record Part(
        String name,
        List<Stub> stubs,
        List<Family> families,
        List<String> trials,
        List<String> needs,
        List<String> mutants,
        Optional<String> rule) {

    public Part {
        stubs = List.copyOf(stubs);
        families = List.copyOf(families);
        trials = List.copyOf(trials);
        needs = List.copyOf(needs);
        mutants = List.copyOf(mutants);
        if (mutants.isEmpty() == rule.isPresent()) {
            throw new IllegalArgumentException("part \"" + name + "\": mutants and rule come together");
        }
    }
}
