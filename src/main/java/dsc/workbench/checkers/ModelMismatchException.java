package dsc.workbench.checkers;

/** A history that a model cannot be applied to. The message is one line, ready to show. */
public final class ModelMismatchException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final int event;

    /** @param event position among the history's events, from 0 */
    public ModelMismatchException(int event, String message) {
        super(message);
        this.event = event;
    }

    /** Position of the offending event among the history's, from 0. */
    public int event() {
        return event;
    }
}
