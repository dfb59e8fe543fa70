package dsc.workbench.checkers.positions;

import dsc.workbench.checkers.ModelMismatchException;
import dsc.workbench.history.Edn;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Operation.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The operations of a history that may have taken effect, with their positions.
 *
 * @param known those that were answered, in the order in which they were asked for
 * @param unknown updates that may have taken effect, in the same order
 */
record PositionedHistory(List<Told> known, List<Told> unknown) {

    static final String READ = "read";
    static final String WRITE = "write";
    static final String CAS = "cas";

    /** @throws ModelMismatchException when a function, an argument or an answer is none of such a history */
    static PositionedHistory of(History history) {
        List<Operation> answered = history.operations().stream()
                .filter(operation -> operation.outcome() == Outcome.OK)
                .sorted(Comparator.comparingInt(Operation::end))
                .toList();
        List<Told> known = new ArrayList<>();
        List<Told> unknown = new ArrayList<>();
        Position greatest = null;
        int next = 0;
        for (Operation operation : history.operations()) {
            requireFunction(operation);
            for (; next < answered.size() && answered.get(next).end() < operation.start(); next++) {
                Position told = position(answered.get(next));
                greatest = greatest == null || told.compareTo(greatest) > 0 ? told : greatest;
            }
            if (operation.outcome() == Outcome.OK) {
                known.add(told(operation, position(operation), greatest));
            } else if (operation.outcome() == Outcome.UNKNOWN
                    && !operation.function().equals(READ)) {
                unknown.add(told(operation, null, greatest));
            }
        }
        return new PositionedHistory(List.copyOf(known), List.copyOf(unknown));
    }

    private static Told told(Operation operation, Position position, Position floor) {
        return switch (operation.function()) {
            case READ -> {
                Object value = value(operation);
                yield new Told(operation, position, value, value, floor);
            }
            case WRITE -> new Told(operation, position, null, operation.argument(), floor);
            default -> {
                if (!(operation.argument() instanceof List<?> pair) || pair.size() != 2) {
                    throw new ModelMismatchException(
                            operation.start(),
                            "event " + operation.start() + " has the argument " + Edn.print(operation.argument())
                                    + ", which is not [expected new]");
                }
                yield new Told(operation, position, pair.getFirst(), pair.getLast(), floor);
            }
        };
    }

    private static void requireFunction(Operation operation) {
        if (!List.of(READ, WRITE, CAS).contains(operation.function())) {
            throw new ModelMismatchException(
                    operation.start(),
                    "event " + operation.start() + " is of the function " + operation.function()
                            + "; a history with positions has read, write, cas");
        }
    }

    private static Object value(Operation operation) {
        return answer(operation).getFirst();
    }

    private static Position position(Operation operation) {
        Optional<Position> position = Position.of(answer(operation).getLast());
        return position.orElseThrow(() -> mismatch(operation));
    }

    private static List<?> answer(Operation operation) {
        if (operation.result() instanceof List<?> pair && pair.size() == 2) {
            return pair;
        }
        throw mismatch(operation);
    }

    private static ModelMismatchException mismatch(Operation operation) {
        return new ModelMismatchException(
                operation.end(),
                "event " + operation.end() + " answers " + Edn.print(operation.result())
                        + ", which is not [value position], where a position is a whole number or a list of some");
    }
}
