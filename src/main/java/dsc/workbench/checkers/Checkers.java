package dsc.workbench.checkers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The checkers that any protocol may use, by name: the sequential {@link Models}, and guarantees that are not about one
 * copy of the data. A checker that belongs to one protocol stands beside it.
 */
public final class Checkers {

    private static final List<Checker> ALL = Stream.concat(
                    Models.all().stream().<Checker>map(Linearizability::of),
                    Stream.of(
                            AcknowledgedEffects.lossless(),
                            AcknowledgedEffects.addsKept(),
                            AcknowledgedEffects.converging(),
                            Ledgers.CHECKER,
                            OneWriter.CHECKER))
            .toList();

    private Checkers() {}

    /** The names, in the order in which they are explained. */
    public static List<String> names() {
        return ALL.stream().map(Checker::name).toList();
    }

    /** What a history of each may contain and has to keep, in a sentence or two, by name. */
    public static Map<String, String> summaries() {
        Map<String, String> summaries = new LinkedHashMap<>(Models.summaries());
        summaries.put(
                AcknowledgedEffects.lossless().name(),
                "add, remove, increment on replicas, for each :key, and what all of them hold in the end (final-read):"
                        + " all the same, no acknowledged update lost");
        summaries.put(
                AcknowledgedEffects.addsKept().name(),
                "the same operations: all the same in the end, no added element lost");
        summaries.put(
                AcknowledgedEffects.converging().name(),
                "the same operations: all the same in the end; updates that were lost are counted");
        summaries.put(
                Ledgers.CHECKER.name(),
                "deposit, withdraw and read, for each :key, and its ledger as read in the end (final-audit): nothing"
                        + " acknowledged lost, nothing twice, no balance negative");
        summaries.put(
                OneWriter.CHECKER.name(),
                "write, answered with the :node that wrote and its :incarnation: once a write of a later incarnation"
                        + " was acknowledged, none of an earlier one is");
        return summaries;
    }

    /**
     * @throws IllegalArgumentException when there is none of that name; the message is one line that lists the names
     */
    public static Checker named(String name) {
        return ALL.stream()
                .filter(checker -> checker.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no model " + name + "; known: " + String.join(", ", names())));
    }
}
