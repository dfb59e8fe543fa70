package dsc.workbench.checkers.positions;

import dsc.workbench.history.Operation;

/**
 * An operation with what it means for a key.
 *
 * @param position that it was answered; null if its outcome is unknown
 * @param found what it found under its key: the result of a read, what a compare-and-set expected; null is nothing, and
 *     a write finds whatever there is
 * @param left what it left under its key; of a read, what it found
 * @param floor the greatest position that anybody had been told before it began; null if none had
 */
record Told(Operation operation, Position position, Object found, Object left, Position floor) {

    boolean isRead() {
        return operation.function().equals(PositionedHistory.READ);
    }

    /** Whether {@code found} is a demand on what was there before. */
    boolean demands() {
        return !operation.function().equals(PositionedHistory.WRITE);
    }

    /** Whether it may stand at or below {@code limit}, as far as what had been told before it began allows. */
    boolean fitsBelow(Position limit) {
        return floor == null || floor.compareTo(limit) < 0;
    }
}
