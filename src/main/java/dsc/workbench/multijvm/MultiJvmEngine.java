package dsc.workbench.multijvm;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;

/**
 * Finds the classes that {@link MultiJvmTest} marks and runs their tests, each on several JVMs. A test engine beside
 * Jupiter, so that each node's outcome is a test of its own in every report. Jupiter finds the tests, in this JVM, and
 * runs them, in the nodes'.
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
        Discovery.discover(request, engine);
        return engine;
    }

    @Override
    public void execute(ExecutionRequest request) {
        EngineExecutionListener listener = request.getEngineExecutionListener();
        TestDescriptor engine = request.getRootTestDescriptor();
        listener.executionStarted(engine);
        if (!engine.getChildren().isEmpty()) {
            // The conductor logs here.
            NodeLogging.configure();
            runAll(request);
        }
        listener.executionFinished(engine, TestExecutionResult.successful());
    }

    /** One class after the other, on as many threads as the options allow: whichever is free takes the next. */
    private static void runAll(ExecutionRequest request) {
        Options options = Options.from(request.getConfigurationParameters());
        Queue<TestDescriptor> classes =
                new ConcurrentLinkedQueue<>(request.getRootTestDescriptor().getChildren());
        int threads = options.debugged().isPresent() ? 1 : Math.min(options.classes(), classes.size());
        try (ExecutorService others = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("multi-jvm-", 2).factory())) {
            for (int thread = 2; thread <= threads; thread++) {
                others.execute(() -> run(request, classes));
            }
            run(request, classes);
        }
    }

    private static void run(ExecutionRequest request, Queue<TestDescriptor> classes) {
        try (Execution execution = new Execution(request)) {
            for (TestDescriptor next = classes.poll(); next != null; next = classes.poll()) {
                execution.run(next);
            }
        }
    }
}
