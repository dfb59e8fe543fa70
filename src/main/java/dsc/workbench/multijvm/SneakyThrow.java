package dsc.workbench.multijvm;

/** What a test may throw, it may throw from within what this package gives it, declared or not. */
final class SneakyThrow {

    private SneakyThrow() {}

    /** To be thrown: {@code throw Sneaky.thrown(it)}. */
    @SuppressWarnings("unchecked")
    static <T extends Throwable> AssertionError thrown(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
