package dsc.workbench.multijvm;

import dsc.workbench.multijvm.Descriptors.OfContainer;
import dsc.workbench.multijvm.Descriptors.OfNode;
import dsc.workbench.multijvm.Descriptors.OfTemplate;
import dsc.workbench.multijvm.Descriptors.OfTest;
import dsc.workbench.multijvm.nodes.Listed;
import dsc.workbench.multijvm.nodes.NodeDirectories;
import dsc.workbench.multijvm.nodes.Outcome;
import java.lang.reflect.AnnotatedElement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.opentest4j.TestAbortedException;

/** One execution of the engine: runs what was found, with JVMs that all its tests share, and tells JUnit of it. */
final class Execution implements AutoCloseable {

    /** By these a user can say that what is {@link Disabled} runs: that is for the nodes to decide then. */
    private static final String DEACTIVATED_CONDITIONS = "junit.jupiter.conditions.deactivate";

    /** How tests run side by side is decided here: a node has one at a time. */
    private static final String PARALLEL = "junit.jupiter.execution.parallel.";

    private final Options options;
    private final EngineExecutionListener listener;
    private final Map<String, String> jupiter = new LinkedHashMap<>();
    private final NodePool pool;
    private Optional<Conductor> conductor = Optional.empty();

    Execution(ExecutionRequest request) {
        this.options = Options.from(request.getConfigurationParameters());
        this.listener = request.getEngineExecutionListener();
        for (String key : request.getConfigurationParameters().keySet()) {
            if (key.startsWith("junit.") && !key.startsWith(PARALLEL)) {
                request.getConfigurationParameters().get(key).ifPresent(value -> jupiter.put(key, value));
            }
        }
        this.pool = new NodePool(options.directory());
    }

    /** Runs a class, and says where its time went. */
    void run(TestDescriptor outermost) {
        Timings timings = new Timings();
        int started = pool.started();
        run(outermost, timings);
        if (timings.isSpent()) {
            System.out.println(outermost.getDisplayName() + ": " + timings.nodes() + " nodes, "
                    + (pool.started() - started) + " JVMs started, " + timings);
        }
    }

    /** Returns whether all went well. */
    private boolean run(TestDescriptor test, Timings timings) {
        Optional<String> disabled = disabled(test);
        if (disabled.isPresent()) {
            listener.executionSkipped(test, disabled.get());
            return true;
        }
        listener.executionStarted(test);
        TestExecutionResult result = TestExecutionResult.successful();
        boolean well = true;
        try {
            switch (test) {
                case OfTest one -> well = runOnNodes(one, timings);
                case OfTemplate template -> well = runInvocations(template, timings);
                default -> well = runChildren(test, timings);
            }
        } catch (Suite.MistakeException | Conductor.ConductorException cannot) {
            result = TestExecutionResult.failed(cannot);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            result = TestExecutionResult.aborted(interrupted);
        }
        listener.executionFinished(test, result);
        return well && result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
    }

    private Optional<String> disabled(TestDescriptor test) {
        if (jupiter.containsKey(DEACTIVATED_CONDITIONS) || isInvocation(test)) {
            return Optional.empty();
        }
        return test.getSource()
                .<AnnotatedElement>map(source -> switch (source) {
                    case ClassSource type -> type.getJavaClass();
                    case MethodSource method -> method.getJavaMethod();
                    default -> null;
                })
                .flatMap(element -> AnnotationSupport.findAnnotation(element, Disabled.class))
                .map(Disabled::value);
    }

    /** Jupiter has found it not to be disabled. */
    private static boolean isInvocation(TestDescriptor test) {
        return test.getUniqueId().getSegments().stream().anyMatch(JupiterIds::isNumber);
    }

    private boolean runChildren(TestDescriptor container, Timings timings) throws InterruptedException {
        if (container instanceof OfContainer ours && ours.mistake().isPresent()) {
            throw ours.mistake().get();
        }
        boolean well = true;
        for (TestDescriptor child : container.getChildren()) {
            well &= run(child, timings);
        }
        return well;
    }

    private boolean runOnNodes(OfTest test, Timings timings) throws InterruptedException {
        test.nodes().forEach(listener::executionStarted);
        TestPlan plan = TestPlan.running(test.suite(), test.testClass(), test.jupiters(), jupiter);
        Map<String, Outcome> outcomes = prepared(plan, test.name(), timings).execute();
        test.nodes().forEach(node -> report(node, outcomes.get(node.role())));
        return outcomes.values().stream().noneMatch(Outcome.Failed.class::isInstance);
    }

    private TestRun prepared(TestPlan plan, TestName name, Timings timings) {
        NodeDirectories directories =
                new NodeDirectories(options.directory().resolve(name.directory()), options.keep());
        timings.nodes(plan.suite().roles().size());
        return new TestRun(plan, pool, this::conductor, options, directories, timings);
    }

    /** Has the nodes list the invocations, and runs each as a test of its own. */
    private boolean runInvocations(OfTemplate template, Timings timings) throws InterruptedException {
        if (template.mistake().isPresent()) {
            throw template.mistake().get();
        }
        TestPlan plan = TestPlan.listing(template.suite(), template.testClass(), template.selected(), jupiter);
        TestRun listing = prepared(plan, template.name(), timings);
        Map<String, Outcome> outcomes = new LinkedHashMap<>(listing.execute());
        Invocations invocations = new Invocations(template);
        if (outcomes.values().stream().allMatch(Outcome.Passed.class::isInstance)) {
            invocations.disagreement(listing.listed()).ifPresent(outcomes::putAll);
        }
        if (!outcomes.values().stream().allMatch(Outcome.Passed.class::isInstance)) {
            for (OfNode node : invocations.nodes()) {
                listener.dynamicTestRegistered(node);
                listener.executionStarted(node);
                report(node, outcomes.get(node.role()));
            }
            return outcomes.values().stream().noneMatch(Outcome.Failed.class::isInstance);
        }
        List<Listed> listed = listing.listed().get(template.suite().roles().getFirst());
        return runListed(invocations, listed, template, template, timings);
    }

    private boolean runListed(
            Invocations invocations, List<Listed> listed, OfTemplate template, TestDescriptor parent, Timings timings)
            throws InterruptedException {
        int failures = 0;
        for (Listed one : listed) {
            Optional<TestDescriptor> descriptor = invocations.add(one, parent);
            if (descriptor.isEmpty()) {
                continue;
            }
            register(descriptor.get());
            if (!one.skipped().isEmpty() && !one.isTest()) {
                listener.executionSkipped(descriptor.get(), one.skipped().getFirst());
            } else if (failures >= failuresMax(template)) {
                listener.executionSkipped(descriptor.get(), failures + " repetitions failed: failureThreshold");
            } else if (descriptor.get() instanceof OfTest test) {
                failures += run(test, timings) ? 0 : 1;
            } else {
                listener.executionStarted(descriptor.get());
                failures += runListed(invocations, one.children(), template, descriptor.get(), timings) ? 0 : 1;
                listener.executionFinished(descriptor.get(), TestExecutionResult.successful());
            }
        }
        return failures == 0;
    }

    private void register(TestDescriptor test) {
        listener.dynamicTestRegistered(test);
        test.getChildren().forEach(listener::dynamicTestRegistered);
    }

    private static int failuresMax(OfTemplate template) {
        return template.method()
                .flatMap(method -> AnnotationSupport.findAnnotation(method.getJavaMethod(), RepeatedTest.class))
                .map(RepeatedTest::failureThreshold)
                .orElse(Integer.MAX_VALUE);
    }

    private void report(OfNode node, Outcome outcome) {
        listener.executionFinished(
                node,
                switch (outcome) {
                    case Outcome.Passed passed -> TestExecutionResult.successful();
                    case Outcome.Skipped skipped -> aborted(skipped.reason());
                    case Outcome.Aborted aborted -> aborted(aborted.reason());
                    case Outcome.Failed failed -> TestExecutionResult.failed(failed.asThrowable());
                });
    }

    private static TestExecutionResult aborted(String reason) {
        return TestExecutionResult.aborted(new TestAbortedException(reason));
    }

    private Conductor conductor() throws InterruptedException {
        if (conductor.filter(Conductor::isUsable).isEmpty()) {
            conductor.ifPresent(Conductor::close);
            conductor = Optional.of(Conductor.start());
        }
        return conductor.get();
    }

    @Override
    public void close() {
        pool.close();
        conductor.ifPresent(Conductor::close);
    }
}
