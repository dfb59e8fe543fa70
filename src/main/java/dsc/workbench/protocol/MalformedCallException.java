package dsc.workbench.protocol;

/** A call that is not one of a scenario's {@link Operations}; its message says in a line why not, and what would be. */
public final class MalformedCallException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    MalformedCallException(String message) {
        super(message);
    }
}
