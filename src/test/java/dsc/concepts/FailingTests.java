package dsc.concepts;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dsc.workbench.exercises.Breach;
import java.util.Optional;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs a test with the classes of a mutant. */
final class FailingTests {

    private FailingTests() {}

    /**
     * Runs the test that a mutant must break.
     *
     * @param product the scenario as it is, in whose package the test lies
     * @param classes the loader of the mutant's classes, and of the test's
     * @return the failure's message; empty when the test passes
     * @throws IllegalArgumentException when there is no such test
     */
    static Optional<String> failure(Class<?> product, Breach.OfTest test, ClassLoader classes) {
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        Launcher launcher = LauncherFactory.create(LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .build());
        launcher.execute(
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectMethod(load(product, test, classes), test.method()))
                        .build(),
                summary);
        if (summary.getSummary().getTestsFoundCount() != 1) {
            throw new IllegalArgumentException("there is not one test " + test);
        }
        return summary.getSummary().getFailures().stream()
                .map(TestExecutionSummary.Failure::getException)
                .map(Throwable::toString)
                .findFirst();
    }

    private static Class<?> load(Class<?> product, Breach.OfTest test, ClassLoader classes) {
        try {
            return classes.loadClass(product.getPackageName() + "." + test.type());
        } catch (ClassNotFoundException missing) {
            throw new IllegalArgumentException("there is no " + test, missing);
        }
    }
}
