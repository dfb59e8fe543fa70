package dsc.workbench.multijvm;

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
            try (Execution execution = new Execution(request)) {
                engine.getChildren().forEach(execution::run);
            }
        }
        listener.executionFinished(engine, TestExecutionResult.successful());
    }
}
