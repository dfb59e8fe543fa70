package dsc.concepts;

import dsc.workbench.protocol.Scenario;
import java.util.List;

/**
 * One of the eighteen.
 *
 * @param part Foundations, Patterns or Infrastructure
 * @param name such as {@code Distributed consensus}
 * @param about what it is about, in a few words
 * @param page the path of its page in the repository, or null while it has none
 * @param scenarios its protocols, in the order to show
 */
public record Concept(String part, String name, String about, String page, List<Scenario<?>> scenarios) {
    public Concept {
        scenarios = List.copyOf(scenarios);
    }
}
