package dsc.workbench.multijvm;

import dsc.workbench.multijvm.nodes.Listed;
import dsc.workbench.multijvm.nodes.Message.Ended;
import dsc.workbench.multijvm.nodes.Message.Prepare;
import dsc.workbench.multijvm.nodes.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * One test, run by JUnit's Jupiter in this JVM; or all that there are below it, listed: then {@link NodeExtension}
 * keeps Jupiter from running them.
 */
final class JupiterRun implements TestExecutionListener {

    private static volatile boolean listing;

    private final Prepare plan;
    private final List<UniqueId> selected;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final Map<String, Listed> known = new LinkedHashMap<>();
    private final List<Listed> listed = new ArrayList<>();

    private JupiterRun(Prepare plan) {
        this.plan = plan;
        this.selected = plan.tests().stream().map(UniqueId::parse).toList();
    }

    static Ended of(Prepare plan) {
        LauncherConfig config = LauncherConfig.builder()
                .enableTestEngineAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .addTestEngines(new JupiterTestEngine())
                .build();
        JupiterRun run = new JupiterRun(plan);
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(run.selected.stream()
                        .map(DiscoverySelectors::selectUniqueId)
                        .toList())
                .configurationParameters(plan.jupiter())
                // A step belongs to the one thread that runs the test.
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                .build();
        listing = plan.listing();
        try {
            LauncherFactory.create(config).execute(request, run);
        } finally {
            listing = false;
        }
        return run.ended();
    }

    /** Tests are not to be run now, only to be found. */
    static boolean isListing() {
        return listing;
    }

    @Override
    public synchronized void dynamicTestRegistered(TestIdentifier test) {
        list(test);
    }

    @Override
    public synchronized void executionStarted(TestIdentifier test) {
        list(test);
    }

    @Override
    public synchronized void executionSkipped(TestIdentifier test, String reason) {
        list(test);
        if (known.containsKey(test.getUniqueId())) {
            known.get(test.getUniqueId()).skipped().add(reason);
        } else {
            outcomes.add(new Outcome.Skipped(reason));
        }
    }

    /** Only what Jupiter numbers: it found the rest before it ran anything. */
    private void list(TestIdentifier test) {
        boolean numbered = test.getUniqueIdObject().getSegments().stream().anyMatch(JupiterIds::isNumber);
        if (!plan.listing() || !numbered || known.containsKey(test.getUniqueId())) {
            return;
        }
        Listed entry = Listed.of(test);
        known.put(entry.id(), entry);
        test.getParentId().map(known::get).map(Listed::children).orElse(listed).add(entry);
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

    private synchronized Ended ended() {
        return new Ended(outcome(), listed);
    }

    /** The worst of what came of the test and what surrounds it. */
    private Outcome outcome() {
        return first(Outcome.Failed.class)
                .or(() -> first(Outcome.Aborted.class))
                .or(() -> listed.isEmpty() ? Optional.empty() : Optional.of(new Outcome.Passed()))
                .or(() -> first(Outcome.Passed.class))
                .or(() -> first(Outcome.Skipped.class))
                .orElse(
                        plan.listing()
                                ? new Outcome.Passed()
                                : Outcome.Failed.because("JUnit found no test " + selected));
    }

    private Optional<Outcome> first(Class<? extends Outcome> kind) {
        return outcomes.stream().filter(kind::isInstance).findFirst();
    }
}
