package dsc.concepts;

import dsc.workbench.protocol.Scenario;
import java.util.List;
import java.util.Locale;

/**
 * One of the eighteen.
 *
 * @param id as written on the command line, such as {@code consensus}: the name of its package
 * @param part Foundations, Patterns or Infrastructure
 * @param name such as {@code Distributed consensus}
 * @param about what it is about, in a few words
 * @param page the path of its page in the repository, or null while it has none
 * @param scenarios its protocols, in the order to show
 */
public record Concept(String id, String part, String name, String about, String page, List<Scenario<?>> scenarios) {
    public Concept {
        scenarios = List.copyOf(scenarios);
    }

    /** Whether {@code word} means it: its id, or its name, however that is spelt. */
    public boolean isCalled(String word) {
        String letters = lettersOf(word);
        return letters.equals(id) || letters.equals(lettersOf(name));
    }

    private static String lettersOf(String word) {
        return word.replaceAll("[ _-]", "").toLowerCase(Locale.ROOT);
    }
}
