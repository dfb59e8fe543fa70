package dsc.workbench.terminal;

/** Something stands in the way that a person can do something about; the message says what it is and what to do. */
public final class LauncherException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LauncherException(String message) {
        super(message);
    }
}
