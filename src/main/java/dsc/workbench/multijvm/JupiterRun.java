package dsc.workbench.multijvm;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** One test method, run by JUnit's Jupiter in this JVM. */
final class JupiterRun implements TestExecutionListener {

    private final List<Outcome> outcomes = new ArrayList<>();

    private JupiterRun() {}

    static Outcome of(String method) {
        LauncherConfig config = LauncherConfig.builder()
                .enableTestEngineAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .addTestEngines(new JupiterTestEngine())
                .build();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(method))
                // A step belongs to the one thread that runs the test.
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                .build();
        JupiterRun run = new JupiterRun();
        LauncherFactory.create(config).execute(request, run);
        return run.outcome(method);
    }

    @Override
    public synchronized void executionSkipped(TestIdentifier test, String reason) {
        outcomes.add(new Outcome.Skipped(reason));
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        Optional<Throwable> thrown = result.getThrowable();
        switch (result.getStatus()) {
            case SUCCESSFUL -> {
                if (test.isTest()) {
                    outcomes.add(new Outcome.Passed());
                }
            }
            case ABORTED ->
                outcomes.add(
                        new Outcome.Aborted(thrown.map(Throwable::getMessage).orElse("")));
            case FAILED ->
                outcomes.add(thrown.<Outcome>map(Outcome.Failed::by)
                        .orElse(Outcome.Failed.because(test.getDisplayName() + " failed")));
        }
    }

    /** The worst of what came of the method and what surrounds it. */
    private synchronized Outcome outcome(String method) {
        return first(Outcome.Failed.class)
                .or(() -> first(Outcome.Aborted.class))
                .or(() -> first(Outcome.Passed.class))
                .or(() -> first(Outcome.Skipped.class))
                .orElse(Outcome.Failed.because("JUnit found no test " + method));
    }

    private Optional<Outcome> first(Class<? extends Outcome> kind) {
        return outcomes.stream().filter(kind::isInstance).findFirst();
    }
}
