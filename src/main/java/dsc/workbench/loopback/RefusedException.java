package dsc.workbench.loopback;

/** A request that is answered with an error before anything is done; its connection is closed then. */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    RefusedException(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    Answer answer() {
        return Answer.error(status, getMessage());
    }
}
