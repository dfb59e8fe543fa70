package dsc.concepts.patterns.replication.eventsourced;

import dsc.workbench.checkers.AcknowledgedEffects;
import dsc.workbench.checkers.Checker;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.history.Edn;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Operation.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether the name under each key in the end is one that a rename gave. Which of several wins is up to the register.
 * Operations: {@code rename}, whose argument is the name; {@code final-read}, whose result is a map with {@code name}.
 */
final class GivenNames implements Checker {

    static final String RENAME = "rename";

    /** What eventsourced promises: a set and a counter as elsewhere, and the name beside them. */
    static final Checker WITH_SET_AND_COUNTER = Checker.named(
            "set-counter-name",
            "the operations of set-counter, and rename: the same, and every name in the end is one that was given",
            AcknowledgedEffects.lossless().leavingOut(RENAME).and(new GivenNames())::check);

    private static final String FINAL_READ = "final-read";

    private GivenNames() {}

    @Override
    public String name() {
        return "given-names";
    }

    @Override
    public Verdict check(History history, Duration budget) {
        Map<String, List<Operation>> renames = new TreeMap<>();
        for (Operation operation : history.operations()) {
            if (operation.function().equals(RENAME) && operation.outcome() != Outcome.FAILED) {
                renames.computeIfAbsent(String.valueOf(operation.key()), unseen -> new ArrayList<>())
                        .add(operation);
            }
        }
        return history.operations().stream()
                .filter(read -> read.function().equals(FINAL_READ) && read.outcome() == Outcome.OK)
                .flatMap(read -> broken(read, renames.getOrDefault(String.valueOf(read.key()), List.of())).stream())
                .findFirst()
                .map(Verdict::invalid)
                .orElseGet(() -> Verdict.valid("every name was given"));
    }

    private static Optional<String> broken(Operation read, List<Operation> renames) {
        Object name = read.result() instanceof Map<?, ?> map ? map.get("name") : null;
        boolean known = name == null
                ? renames.stream().noneMatch(rename -> rename.outcome() == Outcome.OK)
                : renames.stream().anyMatch(rename -> Objects.equals(name, rename.argument()));
        return known
                ? Optional.empty()
                : Optional.of("the name under key " + read.key() + " is " + Edn.print(name)
                        + " in the end, and is none of those that were given");
    }

    /** What {@link AcknowledgedEffects#figures} counts, with the renames among the updates. */
    static Map<String, Long> figures(History history) {
        long renames = history.operations().stream()
                .filter(operation -> operation.function().equals(RENAME) && operation.outcome() == Outcome.OK)
                .count();
        Map<String, Long> figures =
                new LinkedHashMap<>(AcknowledgedEffects.figures(history.without(java.util.Set.of(RENAME))));
        figures.merge(AcknowledgedEffects.ACKNOWLEDGED, renames, Long::sum);
        return figures;
    }
}
