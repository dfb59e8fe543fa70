package dsc.workbench.multijvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** No node outlives the JVM that JUnit runs in, however that ends: also none that is stopped at that moment. */
class OrphansIT {

    private static final int NODES = 2;
    private static final long TIMEOUT_SECONDS = 60;

    @TempDir
    private Path directory;

    /** The JVM that JUnit runs in: runs a test that does not end, in which one node is stopped. */
    static final class JUnitJvm {
        public static void main(String[] arguments) {
            LauncherConfig engine = LauncherConfig.builder()
                    .enableTestEngineAutoRegistration(false)
                    .addTestEngines(new MultiJvmEngine())
                    .build();
            LauncherFactory.create(engine)
                    .execute(LauncherDiscoveryRequestBuilder.request()
                            .selectors(selectClass(Failing.Endless.class))
                            .configurationParameter("multijvm.directory", arguments[0])
                            .build());
        }
    }

    @Test
    void allEndWhenItIsKilled() throws Exception {
        Process junit = start();
        List<ProcessHandle> children = awaitStoppedNode(junit);

        junit.destroyForcibly();

        await("the end of all", () -> children.stream().noneMatch(ProcessHandle::isAlive));
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        JUnitJvm.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("junit.log").toFile())
                .start();
    }

    /** Its nodes, and whatever else it started, once the test has come to where it stays. */
    private List<ProcessHandle> awaitStoppedNode(Process junit) throws Exception {
        Path sign = directory
                .resolve(new TestName(Failing.Endless.class.getName(), "staysHere").directory())
                .resolve(Path.of("shared", "stopped"));
        await("a stopped node", () -> Files.exists(sign));
        List<ProcessHandle> children = junit.descendants().toList();
        assertThat(children).hasSizeGreaterThanOrEqualTo(NODES).allMatch(ProcessHandle::isAlive);
        return children;
    }

    private void await(String what, BooleanSupplier condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as(
                            "waited in vain for %s; JUnit's JVM said: %s",
                            what, Files.readString(directory.resolve("junit.log")))
                    .isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
