package dsc.workbench.nodes;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Such files come from the launcher; a person who tries gets an answer all the same. */
class NodeMainTest {

    @TempDir
    private Path directory;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private static void refused(Path file, String... words) {
        assertThatThrownBy(() -> NodeMain.start(file))
                .isInstanceOf(LauncherException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void aNodeNeedsItsConfiguration() throws IOException {
        refused(directory.resolve("missing.conf"), "missing.conf");
        refused(file("empty.conf", ""), "empty.conf", "dsc.node");
        refused(file("malformed.conf", "dsc { node = ["), "malformed.conf");
        for (String stranger : List.of("dsc.no.Such", "java.lang.String", "dsc.workbench.protocol.Scenario")) {
            refused(file("stranger.conf", "dsc.node.scenario-class = " + stranger), stranger, "is not the class of");
        }
    }
}
