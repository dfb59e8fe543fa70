package dsc.workbench.multijvm.nodes;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.opentest4j.AssertionFailedError;

/** What a test came to on one node. */
public sealed interface Outcome extends Serializable {

    public record Passed() implements Outcome {}

    /** JUnit did not run it. */
    public record Skipped(String reason) implements Outcome {}

    /** It was given up: by an assumption, or because another node failed. */
    public record Aborted(String reason) implements Outcome {}

    /**
     * @param type of the exception, its class's name
     * @param expected as the assertion had it, or null
     * @param cause or null
     * @param suppressed by it, such as what {@code @AfterEach} threw after the test had failed
     */
    public record Failed(
            String type,
            String message,
            String expected,
            String actual,
            StackTraceElement[] stack,
            Failed cause,
            List<Failed> suppressed)
            implements Outcome {

        /** Keeps the root cause of a longer chain, below as many of the causes above it. */
        private static final int CAUSES_MAX = 10;

        private static final int SUPPRESSED_MAX = 10;

        private static final Set<String> ASSERTIONS =
                Set.of("AssertionError", "AssertionFailedError", "MistakeException", "AssertJMultipleFailuresError");

        public static Failed by(Throwable thrown) {
            return by(thrown, CAUSES_MAX);
        }

        private static Failed by(Throwable thrown, int depth) {
            String expected = null;
            String actual = null;
            if (thrown instanceof AssertionFailedError assertion
                    && assertion.isExpectedDefined()
                    && assertion.isActualDefined()) {
                expected = assertion.getExpected().getStringRepresentation();
                actual = assertion.getActual().getStringRepresentation();
            }
            Throwable cause = depth == 1 ? root(thrown.getCause()) : thrown.getCause();
            return new Failed(
                    thrown.getClass().getName(),
                    thrown.getMessage(),
                    expected,
                    actual,
                    thrown.getStackTrace(),
                    cause == null || depth == 0 ? null : by(cause, depth - 1),
                    depth == 0
                            ? List.of()
                            : Arrays.stream(thrown.getSuppressed())
                                    .limit(SUPPRESSED_MAX)
                                    .map(suppressed -> by(suppressed, 0))
                                    .toList());
        }

        private static Throwable root(Throwable cause) {
            Throwable root = cause;
            // A chain can be a circle.
            for (int depth = 0; root != null && root.getCause() != null && depth < 1_000; depth++) {
                root = root.getCause();
            }
            return root;
        }

        /** For a failure that has no place in the test. */
        public static Failed because(String message) {
            return because(message, new StackTraceElement[0]);
        }

        /** For a failure that no exception of the test's own tells. */
        public static Failed because(String message, StackTraceElement[] stack) {
            return new Failed(AssertionFailedError.class.getName(), message, null, null, stack, null, List.of());
        }

        public Failed saying(String addition) {
            return new Failed(
                    type, (message == null ? type : message) + addition, expected, actual, stack, cause, suppressed);
        }

        /** The last of the causes; this, if it has none. */
        public Failed rootCause() {
            return cause == null ? this : cause.rootCause();
        }

        /** What was thrown, in one line or more. */
        public String text() {
            boolean assertion =
                    ASSERTIONS.contains(type.substring(1 + Math.max(type.lastIndexOf('.'), type.lastIndexOf('$'))));
            return assertion ? message : type + (message == null ? "" : ": " + message);
        }

        /** As JUnit takes it, with the stack of the node's test. */
        public Throwable asThrowable() {
            AssertionError error =
                    expected == null ? new AssertionError(text()) : new AssertionFailedError(text(), expected, actual);
            error.setStackTrace(Arrays.copyOf(stack, stack.length));
            if (cause != null) {
                error.initCause(cause.asThrowable());
            }
            suppressed.forEach(one -> error.addSuppressed(one.asThrowable()));
            return error;
        }
    }
}
