package dsc.workbench.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dsc.workbench.cluster.NodeExit;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.terminal.LauncherException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is started as nodes are, and does nothing. */
class NodeProcessTest {

    /** Its arguments are those of a node; it ends when its standard input does. */
    private static final List<String> IDLE = List.of("sh", "-c", "read line", "sh");

    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final NodeId N1 = new NodeId("n1");

    @TempDir
    private Path directory;

    private NodeProcess node;

    @BeforeEach
    void start() throws Exception {
        Path files = Files.createDirectories(directory.resolve("nodes").resolve("n1"));
        node = new NodeProcess(N1, files, IDLE, Map.of());
        node.start(files.resolve("node.conf"));
    }

    @AfterEach
    void end() {
        node.end();
    }

    @Test
    void isNotStartedTwice() throws Exception {
        long pid = node.pid();
        assertThatThrownBy(() -> node.start(directory.resolve("node.conf")))
                .isInstanceOf(LauncherException.class)
                .hasMessage("n1 runs already, with pid " + pid);
        assertThat(node.pid()).isEqualTo(pid);

        node.kill();
        node.start(directory.resolve("node.conf"));
        assertThat(node.pid()).isNotEqualTo(pid);
    }

    @Test
    void tellsWhetherItHadToBeKilled() throws Exception {
        assertThat(node.wasKilled()).as("while it runs").isFalse();
        node.kill();
        assertThat(node.wasKilled()).isTrue();

        NodeProcess obedient = new NodeProcess(N1, directory, List.of("true"), Map.of());
        obedient.start(directory.resolve("node.conf"));
        assertThat(obedient.awaitEnd(TIMEOUT)).isTrue();
        assertThat(obedient.wasKilled()).isFalse();
    }

    /** For a moment, a process that was just started has no command line yet. */
    private void awaitCommandLine() throws InterruptedException {
        awaitCommandLine(directory);
    }

    private void awaitCommandLine(Path directory) throws InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (OrphanedNodes.of(directory).isEmpty()) {
            assertThat(System.nanoTime()).as("a process that is found").isLessThan(deadline);
            Thread.sleep(10);
        }
    }

    @Test
    void isFoundByTheDirectoryItWasStartedFromWhoeverStartedIt() throws Exception {
        awaitCommandLine();
        assertThat(OrphanedNodes.of(directory)).extracting(ProcessHandle::pid).containsExactly(node.pid());
        assertThat(OrphanedNodes.of(directory.resolve("another"))).isEmpty();
    }

    /** Letters that are no ASCII, and that are a byte or several. */
    @Test
    void isFoundInADirectoryOfAnyName() throws Exception {
        String name = "häuser für 节点 \uD83D\uDC27";
        assumeTrue(Charset.forName(System.getProperty("sun.jnu.encoding"))
                .newEncoder()
                .canEncode(name));
        Path foreign = Files.createDirectories(directory.resolve(name).resolve("nodes/n2"));
        NodeProcess other = new NodeProcess(new NodeId("n2"), foreign, IDLE, Map.of());
        try {
            other.start(foreign.resolve("node.conf"));
            awaitCommandLine(directory.resolve(name));
            assertThat(OrphanedNodes.of(directory.resolve(name)))
                    .extracting(ProcessHandle::pid)
                    .containsExactly(other.pid());
        } finally {
            other.end();
        }
    }

    /** What a library unpacks for a node stays neither in the system's temporary directory nor in the node's own. */
    @Test
    void whatItLeavesInItsTemporaryDirectoryGoesWithIt() throws Exception {
        Path own = directory.resolve("nodes/n1/tmp");
        for (int start = 1; start <= 2; start++) {
            assertThat(own).isEmptyDirectory();
            Files.writeString(own.resolve("native.so"), "unpacked");
            node.kill();
            node.start(directory.resolve("node.conf"));
        }
        node.end();
        assertThat(own).doesNotExist();
    }

    @Test
    void isEndedByWhoFindsIt() throws Exception {
        awaitCommandLine();
        assertThat(OrphanedNodes.end(directory)).containsExactly(node.pid());
        assertThat(OrphanedNodes.of(directory)).isEmpty();
    }

    private String why(String script) throws Exception {
        NodeProcess other = new NodeProcess(N1, directory, List.of("sh", "-c", script, "sh"), Map.of());
        other.start(directory.resolve("node.conf"));
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (other.isAlive() && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        return other.unexpectedEnd().orElseThrow().why();
    }

    @Test
    void itsEndIsToldAsWhatItWas() throws Exception {
        assertThat(why("echo 'the node ends: the protocol failed: no'; exit 74"))
                .endsWith("status 74: the protocol failed: no");
        assertThat(why("exit 70")).as("not what one before said").endsWith("status 70: " + NodeExit.DOWNED.reason());
        assertThat(why("exit 76")).endsWith("status 76: " + NodeExit.TERMINATED.reason());
        assertThat(why("kill -9 $$")).endsWith("status 137: a signal (9) from outside ended it");
        assertThat(why("echo 'Terminating due to java.lang.OutOfMemoryError: Java heap space'; exit 3"))
                .contains("status 3: it ran out of memory (Terminating due to");
        assertThat(why("exit 0")).contains("status 0: see ").endsWith("node.log");
    }

    @Test
    void whatItSaidLastIsToldWithoutStackLines() throws Exception {
        Files.write(directory.resolve("nodes/n1/node.log"), List.of("trouble", "\tat a.B.c(B.java:1)", "\t... 3 more"));
        assertThat(node.lastWords()).isEqualTo("\n  trouble");
    }
}
