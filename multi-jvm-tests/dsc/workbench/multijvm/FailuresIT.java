package dsc.workbench.multijvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** What a reader sees of a test that fails: on which node, why, and what the others were doing. */
@ResourceLock("test conductors of this JVM")
class FailuresIT {

    /** What JUnit is told of each test, by class, method and node. */
    private static final Map<String, String> SEEN = new TreeMap<>();

    @TempDir
    private static Path directory;

    /** All at once, since they can use the same JVMs. */
    @BeforeAll
    static void runAll() {
        LauncherConfig engine = LauncherConfig.builder()
                .enableTestEngineAutoRegistration(false)
                .addTestEngines(new MultiJvmEngine())
                .build();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(
                        selectClass(Failing.Tests.class),
                        selectClass(Failing.Hanging.class),
                        selectClass(Failing.OnePortForAll.class),
                        selectClass(Failing.Single.class),
                        selectClass(Failing.Unmarked.class),
                        selectClass(Failing.Empty.class),
                        selectClass(Failing.Invoked.class),
                        selectClass(Failing.Cleaned.class),
                        // Last: the others can use the same JVMs.
                        selectClass(Failing.NoSuchJvm.class))
                .configurationParameter("multijvm.directory", directory.toString())
                .build();
        LauncherFactory.create(engine).execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                String message =
                        result.getThrowable().map(Throwable::getMessage).orElse("");
                SEEN.put(name(test), result.getStatus() + " " + message);
            }
        });
    }

    private static String name(TestIdentifier test) {
        return test.getSource()
                        .filter(MethodSource.class::isInstance)
                        .map(source -> ((MethodSource) source).getJavaClass().getSimpleName() + ".")
                        .orElse("")
                + (test.isTest()
                        ? test.getLegacyReportingName()
                        : test.getDisplayName().replaceAll(".*\\$", ""));
    }

    @Test
    void anAssertionOnOneNode() {
        assertSeen(
                "Tests.anAssertionOnOneNode[n2]",
                "FAILED",
                "expected: 4",
                "but was: 3",
                "\n  on n2, at Failing.java:",
                "meanwhile n1 ",
                "meanwhile n3 ",
                "Output of n2, its last lines ("
                        + directory
                                .resolve(
                                        new TestName(Failing.Tests.class.getName(), "anAssertionOnOneNode").directory())
                                .resolve("n2/output.log")
                        + ")",
                "n2 looks at its members");
        assertSeen("Tests.anAssertionOnOneNode[n1]", "ABORTED", "n2 failed; at that time n1 ");
        assertSeen("Tests.anAssertionOnOneNode[n3]", "ABORTED", "n2 failed");
    }

    /** A test that fails is known to have failed before what follows it runs, which may wait for other nodes. */
    @Test
    void aFailureBeforeAStepInAfterEach() {
        assertSeen(
                "Cleaned.aFailureWithACause[n2]",
                "FAILED java.lang.IllegalStateException: no journal",
                "\n  on n2, at Failing.java:",
                "\n  caused by java.io.IOException: disk full at Failing.java:",
                "meanwhile n1 ");
        assertSeen("Cleaned.aFailureWithACause[n1]", "ABORTED", "n2 failed");
    }

    @Test
    void anAssumptionOnOneNode() {
        assertSeen("Cleaned.anAssumptionOnOneNode[n2]", "ABORTED Assumption failed: a disk of its own");
        assertSeen(
                "Cleaned.anAssumptionOnOneNode[n1]",
                "ABORTED n2 gave the test up (Assumption failed: a disk of its own)",
                "n1 waits at barrier \"after\"");
    }

    /** Each invocation is a test of its own, whose failure does not end the others. */
    @Test
    void anInvocationThatFails() {
        assertSeen("Invoked.aValueThatFails[1][n1]", "SUCCESSFUL");
        assertSeen("Invoked.aValueThatFails[1][n2]", "SUCCESSFUL");
        assertSeen("Invoked.aValueThatFails[2][n2]", "FAILED", "[the second value]", "on n2, at Failing.java:");
        assertSeen("Invoked.aValueThatFails[2][n1]", "ABORTED", "n2 failed");
        assertSeen("Invoked.aValueThatFails[3][n1]", "SUCCESSFUL");
        assertSeen("Invoked.aValueThatFails[3][n2]", "SUCCESSFUL");
        assertSeen(
                "Invoked.otherValuesOnOneNode[n2]",
                "FAILED n2 has other invocations of otherValuesOnOneNode(String) than n1: [[1] value=b], there [[1]"
                        + " value=a");
        assertSeenOnSome("Invoked.noValues", "FAILED", "at least one");
    }

    @Test
    void barriersThatNotAllEnter() {
        assertSeen(
                "Tests.aBarrierThatOneNodeDoesNotReach[n3]",
                "FAILED n3 did not come to barrier \"elected\" within 3 s (barrierSeconds), where n1, n2 wait;"
                        + " n3 awaits a message that nobody sends at Failing.java:",
                "meanwhile n1 waits at barrier \"elected\"",
                "meanwhile n2 waits at barrier \"elected\"");
        assertSeen("Tests.aBarrierThatOneNodeDoesNotReach[n1]", "ABORTED", "n3 failed");
        assertSeenOnSome(
                "Tests.aBarrierThatOneNodeNeverEnters",
                "FAILED n3 ended the test without entering barrier \"elected\", where n");
        assertSeen(
                "Tests.differentBarriers[n1]",
                "FAILED nodes wait at different steps",
                "n1 at barrier \"elected\", n2 at barrier \"Elected\"");
        assertSeen("Tests.aBarrierInsideRunOn[n1]", "FAILED barrier \"elected\" stands inside runOn");
    }

    @Test
    void nodesThatDieOrHang() {
        assertSeen("Tests.aCrash[n2]", "FAILED the JVM of n2 ended by itself, with exit status 9");
        assertSeen("Tests.aCrash[n1]", "ABORTED", "n2 failed");
        assertSeen(
                "Hanging.aHang[n2]",
                "FAILED n2 did not end the test within 3 s (timeoutSeconds); n2 is at Failing.java:");
        assertSeen("Hanging.aHang[n1]", "SUCCESSFUL");
    }

    /** Whichever node waited first. */
    @Test
    void aPartitionThatIsNeverHealed() {
        assertThat(SEEN.entrySet().stream()
                        .filter(seen -> seen.getKey().startsWith("Tests.aPartitionThatIsNeverHealed["))
                        .map(Map.Entry::getValue))
                .anySatisfy(text -> assertThat(text)
                        .contains("waited 2 s in vain for: all reachable again; it sees the members [")
                        .contains("n3 Up unreachable"));
    }

    @Test
    void nodesThatCannotStart() {
        assertThat(SEEN.get("OnePortForAll.cannotStart[n1]") + SEEN.get("OnePortForAll.cannotStart[n2]"))
                .contains("could not start its actor system: ")
                .contains("25520")
                .contains("leave that out: each node gets a port that is free");
        assertThat(SEEN.get("NoSuchJvm.cannotStart[n1]") + SEEN.get("NoSuchJvm.cannotStart[n2]"))
                .contains("ended while it was starting, with exit status 1")
                .contains("Unrecognized VM option 'NoSuchOption'");
    }

    @Test
    void mistakes() {
        assertSeenOnSome(
                "Tests.aRoleThatDoesNotExist", "FAILED there is no role \"n9\"; the roles of this test are n1, n2, n3");
        assertSeenOnSome("Tests.aPartitionThatLeavesANodeOut", "FAILED partition \"n1 | n2\" names n3 not at all");
        assertSeenOnSome("Tests.aRestartOfANodeThatRuns", "FAILED cannot restart n2: it is running; kill it");
        assertSeen("Single", "FAILED Single: 1 node needs no multi-JVM test");
        assertSeen("Empty", "FAILED Empty is a multi-JVM test in which JUnit finds no test");
        assertSeen("Unmarked", "FAILED Unmarked has tests that take a MultiJvm", "add @MultiJvmTest(nodes = 3)");
    }

    private static void assertSeen(String test, String... words) {
        assertThat(SEEN).containsKey(test);
        assertThat(SEEN.get(test)).as(test).contains(words);
    }

    /** All nodes make the same mistake: the one that is heard of first fails, and the others are told to stop. */
    private static void assertSeenOnSome(String test, String... words) {
        assertThat(SEEN.entrySet().stream()
                        .filter(seen -> seen.getKey().startsWith(test + "["))
                        .map(Map.Entry::getValue))
                .as(test)
                .anySatisfy(text -> assertThat(text).contains(words));
    }
}
