package dsc.workbench.multijvm;

import java.io.Serializable;
import java.util.Arrays;
import org.opentest4j.AssertionFailedError;

/** What a test came to on one node. */
sealed interface Outcome extends Serializable {

    record Passed() implements Outcome {}

    /** JUnit did not run it. */
    record Skipped(String reason) implements Outcome {}

    /** It was given up: by an assumption, or because another node failed. */
    record Aborted(String reason) implements Outcome {}

    /**
     * @param type of the exception, its class's name
     * @param expected as the assertion had it, or null
     * @param cause or null
     */
    record Failed(String type, String message, String expected, String actual, StackTraceElement[] stack, Failed cause)
            implements Outcome {

        private static final int CAUSES_MAX = 10;

        static Failed by(Throwable thrown) {
            return by(thrown, CAUSES_MAX);
        }

        private static Failed by(Throwable thrown, int causes) {
            String expected = null;
            String actual = null;
            if (thrown instanceof AssertionFailedError assertion
                    && assertion.isExpectedDefined()
                    && assertion.isActualDefined()) {
                expected = assertion.getExpected().getStringRepresentation();
                actual = assertion.getActual().getStringRepresentation();
            }
            Throwable cause = thrown.getCause();
            return new Failed(
                    thrown.getClass().getName(),
                    thrown.getMessage(),
                    expected,
                    actual,
                    thrown.getStackTrace(),
                    cause == null || causes == 0 ? null : by(cause, causes - 1));
        }

        /** For a failure that has no place in the test. */
        static Failed because(String message) {
            return because(message, new StackTraceElement[0]);
        }

        /** For a failure that no exception of the test's own tells. */
        static Failed because(String message, StackTraceElement[] stack) {
            return new Failed(AssertionFailedError.class.getName(), message, null, null, stack, null);
        }

        Failed saying(String addition) {
            return new Failed(type, (message == null ? type : message) + addition, expected, actual, stack, cause);
        }

        /** As JUnit takes it, with the stack of the node's test. */
        Throwable asThrowable() {
            boolean assertion = type.endsWith("AssertionError")
                    || type.endsWith("AssertionFailedError")
                    || type.endsWith("MistakeException");
            String text = assertion ? message : type + (message == null ? "" : ": " + message);
            AssertionError error =
                    expected == null ? new AssertionError(text) : new AssertionFailedError(text, expected, actual);
            error.setStackTrace(Arrays.copyOf(stack, stack.length));
            if (cause != null) {
                error.initCause(cause.asThrowable());
            }
            return error;
        }
    }
}
