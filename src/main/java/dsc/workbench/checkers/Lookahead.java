package dsc.workbench.checkers;

/**
 * Follows a search and tells early that what is still to be ordered cannot be. It may keep quiet, but when it speaks it
 * must be right, also of any search that has ordered more calls of unknown outcome and is in the same state.
 *
 * @param <S> the model's state
 */
public interface Lookahead<S> {

    /**
     * Orders a call next.
     *
     * @param call its position in the list that the lookahead was made for
     * @param before the state before it
     * @param after the state after it
     * @return false if no order can begin like this; the call then counts as not ordered
     */
    boolean order(int call, S before, S after);

    /** Takes back the call that was ordered last. */
    void undo(int call);

    /** One that never speaks. */
    static <S> Lookahead<S> none() {
        return new Lookahead<>() {
            @Override
            public boolean order(int call, S before, S after) {
                return true;
            }

            @Override
            public void undo(int call) {}
        };
    }
}
