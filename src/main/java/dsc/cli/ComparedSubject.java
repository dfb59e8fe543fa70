package dsc.cli;

import dsc.cli.arguments.ArgumentChecks;
import dsc.concepts.Catalog;
import dsc.concepts.Concept;
import dsc.workbench.protocol.Comparison;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Suggestions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ParameterException;

/**
 * What is compared: the protocols of a concept, or one protocol in several settings.
 *
 * @param title the name of the concept, or the id of the protocol
 * @param scenarios one or more
 */
record ComparedSubject(String id, String title, List<Scenario<?>> scenarios) {

    /** Each concept of which a protocol is compared. */
    static List<ComparedSubject> all() {
        return Catalog.concepts().stream()
                .map(ComparedSubject::of)
                .filter(subject -> !subject.scenarios().isEmpty())
                .toList();
    }

    private static ComparedSubject of(Concept concept) {
        return new ComparedSubject(
                concept.id(),
                concept.name(),
                concept.scenarios().stream()
                        .filter(scenario -> !scenario.comparison().isLeftOut())
                        .toList());
    }

    /** The concept or the protocol that {@code word} means. */
    static ComparedSubject find(String word, ArgumentChecks usage) {
        Optional<Scenario<?>> one = Catalog.scenario(word.toLowerCase(Locale.ROOT));
        if (one.isPresent()) {
            return new ComparedSubject(one.get().id(), one.get().id(), List.of(one.get()));
        }
        Concept concept = Catalog.concept(word).orElseThrow(() -> unknown(word, usage));
        if (concept.scenarios().isEmpty()) {
            throw usage.wrong("\"" + concept.id() + "\" has no protocol yet, so there is nothing to compare");
        }
        ComparedSubject subject = of(concept);
        if (subject.scenarios().isEmpty()) {
            throw usage.wrong("no protocol of \"" + concept.id() + "\" is compared with others; name one of them: "
                    + String.join(
                            ", ", concept.scenarios().stream().map(Scenario::id).toList()));
        }
        return subject;
    }

    private static ParameterException unknown(String word, ArgumentChecks usage) {
        List<String> ids = Catalog.concepts().stream()
                .filter(concept -> !concept.scenarios().isEmpty())
                .map(Concept::id)
                .toList();
        List<String> near = Suggestions.to(
                word,
                Stream.concat(ids.stream(), Catalog.scenarios().stream().map(Scenario::id))
                        .toList());
        return usage.wrong("there is no concept \"" + word + "\""
                + (near.isEmpty() ? "." : "; did you mean " + String.join(" or ", near) + "?")
                + " With protocols there are: " + String.join(", ", ids));
    }

    /** The columns of {@code scenario}: as it is, if it is compared with no other. */
    static Comparison comparison(Scenario<?> scenario) {
        return scenario.comparison().isLeftOut() ? Comparison.asItIs(scenario.id()) : scenario.comparison();
    }

    /** The same without the protocols that cannot be simulated. */
    ComparedSubject simulated() {
        return new ComparedSubject(
                id,
                title,
                scenarios.stream()
                        .filter(scenario -> !scenario.deployment().isPlatform())
                        .toList());
    }

    /** What to say of a table of one column, which was asked for, but not expected; empty for several protocols. */
    Optional<String> remark() {
        if (scenarios.size() != 1) {
            return Optional.empty();
        }
        String only = scenarios.getFirst().id();
        int columns = comparison(scenarios.getFirst()).columns().size();
        return Optional.of((id.equals(only) ? "" : id + " has one protocol so far, " + only + ". ")
                + (columns == 1
                        ? "Nothing stands beside " + only + ": these are its own figures."
                        : "What is compared are " + columns + " settings of " + only + "."));
    }
}
