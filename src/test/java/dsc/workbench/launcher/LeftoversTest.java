package dsc.workbench.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.protocol.NodeId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is started as nodes are, and does nothing. */
class LeftoversTest {

    /** Its arguments are those of a node; it ends when its standard input does. */
    private static final List<String> IDLE = List.of("sh", "-c", "read line", "sh");

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
    void aNodeIsFoundByTheDirectoryItWasStartedFrom() {
        assertThat(Leftovers.of(directory)).extracting(ProcessHandle::pid).containsExactly(node.pid());
        assertThat(Leftovers.of(directory.resolve("another"))).isEmpty();
    }

    @Test
    void oneThatDoesNotEndByItselfIsEnded() throws Exception {
        assertThat(Leftovers.end(directory)).containsExactly(node.pid());
        assertThat(Leftovers.of(directory)).isEmpty();
    }
}
