package dsc.concepts;

import dsc.workbench.protocol.Scenario;
import java.util.List;
import java.util.Locale;

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

    /**
     * As written on the command line, such as {@code conflictresolution}: the name without blanks, in small letters.
     */
    public String id() {
        return name.replace(" ", "").toLowerCase(Locale.ROOT);
    }
}
