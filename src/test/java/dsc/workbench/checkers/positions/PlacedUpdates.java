package dsc.workbench.checkers.positions;

import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Operation.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * What {@link Positions} decides, word for word: it tries every way to place the updates of unknown outcome between the
 * positions that were told, which are whole numbers here. For small histories.
 */
final class PlacedUpdates {

    private record Placed(Operation operation, double position) {
        boolean isUpdate() {
            return !operation.function().equals("read");
        }
    }

    private final boolean linearizable;
    private final List<Placed> told = new ArrayList<>();
    private final List<Operation> unknown = new ArrayList<>();
    private final List<Double> places = new ArrayList<>();

    private PlacedUpdates(History history, boolean linearizable) {
        this.linearizable = linearizable;
        TreeSet<Long> positions = new TreeSet<>();
        for (Operation operation : history.operations()) {
            if (operation.outcome() == Outcome.OK) {
                long position = (Long) ((List<?>) operation.result()).getLast();
                positions.add(position);
                told.add(new Placed(operation, position));
            } else if (operation.outcome() == Outcome.UNKNOWN
                    && !operation.function().equals("read")) {
                unknown.add(operation);
            }
        }
        positions.forEach(position -> places.add(position - 0.5));
    }

    static boolean keeps(History history, boolean linearizable) {
        PlacedUpdates updates = new PlacedUpdates(history, linearizable);
        return updates.explains(new ArrayList<>(updates.told), 0);
    }

    /** Places the unknown updates from number {@code at} on in all ways, in all orders within one gap. */
    private boolean explains(List<Placed> placed, int at) {
        if (at == unknown.size()) {
            return isKept(placed);
        }
        if (explains(placed, at + 1)) {
            return true;
        }
        for (double gap : places) {
            for (double shift : new double[] {0, 0.1 / (at + 1), -0.1 / (at + 1)}) {
                placed.add(new Placed(unknown.get(at), gap + shift));
                boolean explained = explains(placed, at + 1);
                placed.removeLast();
                if (explained) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isKept(List<Placed> placed) {
        for (Placed one : placed) {
            for (Placed other : told) {
                boolean before = other.operation().end() < one.operation().start();
                boolean rises = one.isUpdate() ? one.position() > other.position() : one.position() >= other.position();
                boolean mustRise = one.isUpdate()
                        || linearizable
                        || one.operation().process() == other.operation().process();
                if (before && mustRise && !rises) {
                    return false;
                }
                if (one != other && one.isUpdate() && other.isUpdate() && one.position() == other.position()) {
                    return false;
                }
            }
        }
        return told.stream().allMatch(one -> isExplained(one, placed));
    }

    private static boolean isExplained(Placed one, List<Placed> placed) {
        Operation operation = one.operation();
        Object there = placed.stream()
                .filter(other -> other != one
                        && other.isUpdate()
                        && Objects.equals(other.operation().key(), operation.key())
                        && (one.isUpdate() ? other.position() < one.position() : other.position() <= one.position()))
                .max(Comparator.comparingDouble(Placed::position))
                .map(other -> left(other.operation()))
                .orElse(null);
        return switch (operation.function()) {
            case "read" -> Objects.equals(there, ((List<?>) operation.result()).getFirst());
            case "cas" -> Objects.equals(there, ((List<?>) operation.argument()).getFirst());
            default -> true;
        };
    }

    private static Object left(Operation update) {
        return update.argument() instanceof List<?> pair ? pair.getLast() : update.argument();
    }
}
