package dsc.workbench.multijvm;

import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.engine.UniqueId;

/**
 * What Jupiter does differently on a node. It tells of a failure, or of an assumption that does not hold, when that
 * happens: what it still runs after it, such as {@code @AfterEach}, may wait for nodes that wait elsewhere. And while
 * it is only to list tests, it runs none: not by a condition alone, since a user can deactivate these.
 */
final class NodeExtension
        implements ExecutionCondition,
                InvocationInterceptor,
                TestExecutionExceptionHandler,
                LifecycleMethodExecutionExceptionHandler {

    private static final ConditionEvaluationResult ENABLED = ConditionEvaluationResult.enabled(null);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return isOnlyListed(context) ? ConditionEvaluationResult.disabled("listed, not run") : ENABLED;
    }

    /** Not of a factory: what tests it has is known once it has run. */
    private static boolean isOnlyListed(ExtensionContext context) {
        String type = UniqueId.parse(context.getUniqueId()).getLastSegment().getType();
        return JupiterRun.isListing() && (type.equals(JupiterIds.METHOD) || type.equals(JupiterIds.INVOCATION));
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        proceedUnlessListed(invocation, context);
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        proceedUnlessListed(invocation, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        proceedUnlessListed(invocation, context);
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        proceedUnlessListed(invocation, context);
    }

    private static void proceedUnlessListed(Invocation<Void> invocation, ExtensionContext context) throws Throwable {
        if (isOnlyListed(context)) {
            invocation.skip();
        } else {
            invocation.proceed();
        }
    }

    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation, DynamicTestInvocationContext test, ExtensionContext context) throws Throwable {
        if (JupiterRun.isListing()) {
            invocation.skip();
            return;
        }
        try {
            invocation.proceed();
        } catch (Throwable thrown) {
            throw told(thrown);
        }
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        throw told(thrown);
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        throw told(thrown);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        throw told(thrown);
    }

    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        throw told(thrown);
    }

    @Override
    public void handleAfterAllMethodExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        throw told(thrown);
    }

    private static Throwable told(Throwable thrown) {
        NodeMain.over(thrown);
        return thrown;
    }
}
