package dsc.concepts.foundations.transactions.saga;

import dsc.concepts.foundations.transactions.Change;
import dsc.workbench.protocol.Wire;
import java.util.List;

/**
 * How far a saga is, a value.
 *
 * @param steps in the order in which they are done; what undoes them goes the other way
 * @param step the number of the step that is being done or undone, from 1
 */
record Progress(List<Change> steps, Direction direction, int step) implements Wire {

    enum Direction {
        FORWARD,
        /** Once it goes back, it does so to its beginning (rule 5). */
        BACK
    }

    Progress {
        if (step < 1 || step > steps.size()) {
            throw new IllegalArgumentException("there is no step " + step + " of " + steps);
        }
    }

    static Progress begin(List<Change> steps) {
        return new Progress(steps, Direction.FORWARD, 1);
    }

    Progress forwardTo(int next) {
        return new Progress(steps, direction, next);
    }

    Progress backAt(int next) {
        return new Progress(steps, Direction.BACK, next);
    }

    Change change() {
        return steps.get(step - 1);
    }

    boolean isForward() {
        return direction == Direction.FORWARD;
    }

    boolean isDoing(int number) {
        return isForward() && step == number;
    }

    boolean isUndoing(int number) {
        return !isForward() && step == number;
    }

    /** Whether this step is the pivot: when it is done, the saga has succeeded, and it is never undone (rule 3). */
    boolean isAtPivot() {
        return step == steps.size();
    }
}
