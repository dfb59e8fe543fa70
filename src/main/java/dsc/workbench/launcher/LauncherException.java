package dsc.workbench.launcher;

/** Something stands in the way that a person can do something about; the message says what it is and what to do. */
final class LauncherException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LauncherException(String message) {
        super(message);
    }
}
