package dsc.workbench.multijvm;

import dsc.workbench.multijvm.Descriptors.OfClass;
import dsc.workbench.multijvm.Descriptors.OfMethod;
import dsc.workbench.multijvm.Descriptors.OfNode;
import dsc.workbench.multijvm.Suite.MistakeException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Disabled;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;
import org.junit.platform.engine.support.discovery.EngineDiscoveryRequestResolver;
import org.opentest4j.TestAbortedException;

/**
 * Finds the classes that {@link MultiJvmTest} marks and runs their methods, each on several JVMs. A test engine beside
 * Jupiter, so that each node's outcome is a test of its own in every report; in the nodes' JVMs, Jupiter runs the
 * methods.
 */
public final class MultiJvmEngine implements TestEngine {

    static final String ID = "multi-jvm";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId uniqueId) {
        EngineDescriptor engine = new EngineDescriptor(uniqueId, "Multi-JVM");
        EngineDiscoveryRequestResolver.<EngineDescriptor>builder()
                .addClassContainerSelectorResolver(TestClasses::isOurs)
                .addSelectorResolver(new Discovery())
                .build()
                .resolve(request, engine);
        return engine;
    }

    @Override
    public void execute(ExecutionRequest request) {
        EngineExecutionListener listener = request.getEngineExecutionListener();
        TestDescriptor engine = request.getRootTestDescriptor();
        listener.executionStarted(engine);
        if (!engine.getChildren().isEmpty()) {
            Options options = Options.from(request.getConfigurationParameters());
            try (Execution execution = new Execution(options, listener)) {
                engine.getChildren().forEach(child -> execution.run((OfClass) child));
            }
        }
        listener.executionFinished(engine, TestExecutionResult.successful());
    }

    /** One execution of the engine, with JVMs that tests share. */
    private static final class Execution implements AutoCloseable {
        private final Options options;
        private final EngineExecutionListener listener;
        private final NodePool pool;
        private Optional<Conductor> conductor = Optional.empty();

        Execution(Options options, EngineExecutionListener listener) {
            this.options = options;
            this.listener = listener;
            this.pool = new NodePool(options.directory());
        }

        void run(OfClass testClass) {
            Optional<Disabled> disabled = AnnotationSupport.findAnnotation(testClass.type(), Disabled.class);
            if (disabled.isPresent()) {
                listener.executionSkipped(testClass, disabled.get().value());
                return;
            }
            listener.executionStarted(testClass);
            TestExecutionResult result = TestExecutionResult.successful();
            try {
                Suite suite = testClass.suite();
                Timings timings = new Timings();
                int started = pool.started();
                for (TestDescriptor method : testClass.getChildren()) {
                    run(suite, testClass, (OfMethod) method, timings);
                }
                System.out.println(testClass.getDisplayName() + ": "
                        + suite.roles().size() + " nodes, " + (pool.started() - started) + " JVMs started, " + timings);
            } catch (MistakeException | Conductor.ConductorException cannot) {
                result = TestExecutionResult.failed(cannot);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                result = TestExecutionResult.aborted(interrupted);
            }
            listener.executionFinished(testClass, result);
        }

        private void run(Suite suite, OfClass testClass, OfMethod method, Timings timings) throws InterruptedException {
            Optional<Disabled> disabled = AnnotationSupport.findAnnotation(method.method(), Disabled.class);
            if (disabled.isPresent()) {
                listener.executionSkipped(method, disabled.get().value());
                return;
            }
            listener.executionStarted(method);
            method.getChildren().forEach(listener::executionStarted);
            NodeDirectories directories = new NodeDirectories(
                    options.directory()
                            .resolve(testClass.type().getSimpleName())
                            .resolve(method.method().getName()),
                    options.keep());
            Map<String, Outcome> outcomes =
                    new TestRun(suite, method.test(), pool, this::conductor, options, directories, timings).execute();
            for (TestDescriptor child : method.getChildren()) {
                OfNode node = (OfNode) child;
                report(node, outcomes.get(node.role()));
            }
            listener.executionFinished(method, TestExecutionResult.successful());
        }

        private void report(OfNode node, Outcome outcome) {
            switch (outcome) {
                case Outcome.Passed passed -> listener.executionFinished(node, TestExecutionResult.successful());
                case Outcome.Skipped skipped ->
                    listener.executionFinished(
                            node, TestExecutionResult.aborted(new TestAbortedException(skipped.reason())));
                case Outcome.Aborted aborted ->
                    listener.executionFinished(
                            node, TestExecutionResult.aborted(new TestAbortedException(aborted.reason())));
                case Outcome.Failed failed ->
                    listener.executionFinished(node, TestExecutionResult.failed(failed.asThrowable()));
            }
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
}
