package dsc.workbench.checkers;

import dsc.workbench.history.Edn;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Operation.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether each decision is made once: a register that keeps the first value that is proposed to it, and that is
 * linearizable (Herlihy, Wing 1990; a consensus object, Herlihy 1991).
 *
 * <p>Operations: {@code propose} of a value, whose result is the value that was decided; {@code learn}, whose result is
 * that value or nil; {@code decided}, also as {@code final-decided}, whose result is a list of decisions and their
 * values. The {@code :key} is the decision's name, except for the lists.
 *
 * <p>The sentence that is decided, for each decision: all who were told a value were told the same one; somebody
 * proposed it, in an operation that did not fail and began before anybody was told; and nobody was told nil who asked
 * after that. For such a register this is linearizability: the decision can be made at any moment after all who were
 * told nil asked and its value was proposed, and before the first who was told it knew. A proposal of unknown outcome
 * may have been the one. It takes time and memory in proportion to the history, but for sorting.
 *
 * <p>It is fooled by nothing that clients can tell apart; it says nothing of decisions that were never made.
 */
public final class Decisions implements Checker {

    public static final Checker CHECKER = new Decisions();

    public static final String PROPOSE = "propose";
    public static final String LEARN = "learn";
    public static final String DECIDED = "decided";
    public static final String FINAL_DECIDED = "final-decided";

    private static final List<String> FUNCTIONS = List.of(PROPOSE, LEARN, DECIDED, FINAL_DECIDED);

    /**
     * That somebody was told what was decided.
     *
     * @param value null for nothing yet
     */
    private record Told(Operation operation, String value) {}

    /** One decision. */
    private static final class Decision {
        private final List<Operation> proposals = new ArrayList<>();
        private final List<Told> told = new ArrayList<>();
    }

    private Decisions() {}

    @Override
    public String name() {
        return "decision";
    }

    @Override
    public String sentence() {
        return "propose, answered with the value that was decided, learn, answered with it or nil, and decided,"
            + " answered with a list of [decision value]: for each decision (:key) one value, which somebody proposed"
            + " before it was told, and no nil for those who ask after it was";
    }

    /** @throws ModelMismatchException when the history is none of decisions */
    @Override
    public Verdict check(History history, Duration budget) {
        Map<String, Decision> decisions = decisions(history);
        for (Map.Entry<String, Decision> each : decisions.entrySet()) {
            Optional<Verdict> broken = broken(each.getKey(), each.getValue());
            if (broken.isPresent()) {
                return broken.get();
            }
        }
        long made = decisions.values().stream()
                .filter(decision -> decision.told.stream().anyMatch(told -> told.value() != null))
                .count();
        return Verdict.valid(String.format(
                Locale.ROOT,
                "%s told, of %,d that were asked for; each has one value",
                Linearizability.count((int) made, "decision") + (made == 1 ? " was" : " were"),
                decisions.size()));
    }

    private static Optional<Verdict> broken(String name, Decision decision) {
        Optional<Told> first = decision.told.stream()
                .filter(told -> told.value() != null)
                .min(Comparator.comparingInt(told -> told.operation().end()));
        if (first.isEmpty()) {
            return Optional.empty();
        }
        Told known = first.get();
        Optional<Told> other = decision.told.stream()
                .filter(told -> told.value() != null && !told.value().equals(known.value()))
                .findFirst();
        if (other.isPresent()) {
            return Optional.of(invalid(
                    name,
                    known,
                    other.get(),
                    "two values were decided: " + known.value() + " and "
                            + other.get().value(),
                    "All who are told what was decided are told the same."));
        }
        Optional<Told> late = decision.told.stream()
                .filter(told -> told.value() == null
                        && told.operation().start() > known.operation().end())
                .findFirst();
        if (late.isPresent()) {
            return Optional.of(invalid(
                    name,
                    known,
                    late.get(),
                    "nothing was decided, says event " + late.get().operation().end() + ", although " + known.value()
                            + " had been told before",
                    "Once somebody was told what was decided, nobody who asks after that is told that nothing was."));
        }
        boolean isProposed = decision.proposals.stream()
                .anyMatch(proposal -> proposal.outcome() != Outcome.FAILED
                        && known.value().equals(proposal.argument())
                        && proposal.start() < known.operation().end());
        return isProposed
                ? Optional.empty()
                : Optional.of(Verdict.invalid("of " + name + " was told that " + known.value()
                        + " was decided (event " + known.operation().end()
                        + "), which nobody had proposed, unless it failed"));
    }

    private static Verdict invalid(String name, Told known, Told wrong, String reason, String rule) {
        return Verdict.invalid(
                "of " + name + " " + reason,
                new Verdict.Evidence(name, List.of(known.operation()), "", List.of(wrong.operation()), rule));
    }

    private static Map<String, Decision> decisions(History history) {
        Map<String, Decision> decisions = new TreeMap<>();
        for (Operation operation : history.operations()) {
            boolean ok = operation.outcome() == Outcome.OK;
            switch (operation.function()) {
                case PROPOSE -> {
                    Decision decision = decision(decisions, operation.key());
                    decision.proposals.add(operation);
                    if (ok) {
                        decision.told.add(new Told(operation, requireValue(operation, operation.result())));
                    }
                }
                case LEARN -> {
                    if (ok) {
                        decision(decisions, operation.key()).told.add(new Told(operation, valueOrNil(operation)));
                    }
                }
                case DECIDED, FINAL_DECIDED -> {
                    if (ok) {
                        addList(decisions, operation);
                    }
                }
                default ->
                    throw new ModelMismatchException(
                            operation.start(),
                            "event " + operation.start() + " is of the function " + operation.function()
                                    + "; a history of decisions has " + String.join(", ", FUNCTIONS));
            }
        }
        return decisions;
    }

    private static Decision decision(Map<String, Decision> decisions, Object name) {
        return decisions.computeIfAbsent(String.valueOf(name), none -> new Decision());
    }

    private static void addList(Map<String, Decision> decisions, Operation operation) {
        if (!(operation.result() instanceof List<?> list)) {
            throw mismatch(operation, operation.result(), "a list of decisions and their values");
        }
        for (Object each : list) {
            if (!(each instanceof List<?> pair) || pair.size() != 2) {
                throw mismatch(operation, each, "[decision value]");
            }
            decision(decisions, pair.getFirst()).told.add(new Told(operation, requireValue(operation, pair.getLast())));
        }
    }

    private static String valueOrNil(Operation operation) {
        return operation.result() == null ? null : requireValue(operation, operation.result());
    }

    private static String requireValue(Operation operation, Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw mismatch(operation, value, "the text that was decided");
    }

    private static ModelMismatchException mismatch(Operation operation, Object value, String wanted) {
        return new ModelMismatchException(
                operation.end(),
                "event " + operation.end() + " answers " + Edn.print(value) + ", which is not " + wanted);
    }
}
