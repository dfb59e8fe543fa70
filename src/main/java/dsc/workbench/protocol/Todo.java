package dsc.workbench.protocol;

/** Stands in an exercise for a method's body that is still to be written. */
public final class Todo extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private Todo(String what) {
        super(what);
    }

    /**
     * Is thrown by the method that is to be written: {@code throw Todo.write("grant or refuse the vote");}.
     *
     * @param what to write, an imperative sentence; the exception's message
     */
    public static Todo write(String what) {
        return new Todo(what);
    }
}
