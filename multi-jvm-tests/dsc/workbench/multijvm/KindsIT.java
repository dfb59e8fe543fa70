package dsc.workbench.multijvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** What Jupiter would run of a class, all its nodes run, and JUnit is told of each. */
@ResourceLock("test conductors of this JVM")
class KindsIT {

    @TempDir
    private Path directory;

    private final Map<String, String> seen = new TreeMap<>();
    private final Map<String, String> ids = new TreeMap<>();

    @Test
    void testsOfEachKindRunOnAllNodes() {
        run(selectClass(Kinds.All.class));
        assertThat(seen.entrySet())
                .allSatisfy(one -> assertThat(one.getValue())
                        .as(one.getKey())
                        .isEqualTo(one.getKey().startsWith("conditional") ? "ABORTED" : "SUCCESSFUL"));
        assertThat(seen.keySet())
                .containsExactlyInAnyOrder(
                        "ofAnInterface[n1]",
                        "ofAnInterface[n2]",
                        "ofASuperclass[n1]",
                        "ofASuperclass[n2]",
                        "overloaded(MultiJvm)[n1]",
                        "overloaded(MultiJvm)[n2]",
                        "overloaded(MultiJvm, TestInfo)[n1]",
                        "overloaded(MultiJvm, TestInfo)[n2]",
                        "parameterized[1][n1]",
                        "parameterized[1][n2]",
                        "parameterized[2][n1]",
                        "parameterized[2][n2]",
                        "repeated[1][n1]",
                        "repeated[1][n2]",
                        "repeated[2][n1]",
                        "repeated[2][n2]",
                        "factory[1][n1]",
                        "factory[1][n2]",
                        "factory[2][1][n1]",
                        "factory[2][1][n2]",
                        "conditional[n1]",
                        "conditional[n2]",
                        "Inner.nested[n1]",
                        "Inner.nested[n2]",
                        "OnThree.nested[n1]",
                        "OnThree.nested[n2]",
                        "OnThree.nested[n3]",
                        "NestedInBase.ofANestedClassOfASuperclass[n1]",
                        "NestedInBase.ofANestedClassOfASuperclass[n2]");
    }

    /** As Surefire does with those that fail. */
    @Test
    void anInvocationRunsAgainByTheIdOfOneOfItsNodes() {
        run(selectClass(Kinds.OfClasses.class));
        assertThat(seen.keySet())
                .containsExactlyInAnyOrder(
                        "method[1][n1]",
                        "method[1][n2]",
                        "method[2][n1]",
                        "method[2][n2]",
                        "parameterized[1][1][n1]",
                        "parameterized[1][1][n2]",
                        "parameterized[1][2][n1]",
                        "parameterized[1][2][n2]",
                        "parameterized[2][1][n1]",
                        "parameterized[2][1][n2]",
                        "parameterized[2][2][n1]",
                        "parameterized[2][2][n2]");
        assertThat(seen.values()).containsOnly("SUCCESSFUL");
        String id = ids.get("parameterized[2][1][n2]");
        seen.clear();
        run(selectUniqueId(id));
        assertThat(seen)
                .isEqualTo(Map.of("parameterized[2][1][n1]", "SUCCESSFUL", "parameterized[2][1][n2]", "SUCCESSFUL"));
    }

    private void run(DiscoverySelector selector) {
        LauncherConfig engine = LauncherConfig.builder()
                .enableTestEngineAutoRegistration(false)
                .addTestEngines(new MultiJvmEngine())
                .build();
        LauncherFactory.create(engine)
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selector)
                                .configurationParameter("multijvm.directory", directory.toString())
                                .build(),
                        new TestExecutionListener() {
                            @Override
                            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                                if (test.isTest()) {
                                    seen.put(
                                            test.getLegacyReportingName(),
                                            result.getStatus().toString());
                                    ids.put(test.getLegacyReportingName(), test.getUniqueId());
                                }
                            }
                        });
    }
}
