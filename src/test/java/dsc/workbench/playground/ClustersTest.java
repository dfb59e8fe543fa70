package dsc.workbench.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClustersTest {

    /** More than any system gives out. */
    private static final long NO_PROCESS = 1L << 40;

    @TempDir
    private Path home;

    private ClusterRegistry registry;
    private Clusters clusters;

    @BeforeEach
    void open() {
        registry = new ClusterRegistry(home);
        clusters = new Clusters(registry, Optional.empty(), false, "raft");
    }

    private ClusterEntry up(String name) {
        return new ClusterEntry(name, "raft", home.resolve("runs").resolve(name), 1, NO_PROCESS, null, 0, "secret", "")
                .supervisedBy(ProcessHandle.current())
                .listeningOn(4_711);
    }

    private Clusters usually(String name) {
        return new Clusters(registry, Optional.of(name), false, "raft");
    }

    @Test
    void aNameThatWasChosenForAllCommandsIsTheOneThatIsMeant() {
        registry.enter(up("a"));
        registry.enter(up("b"));

        assertThat(usually("b").running(null)).isEqualTo(up("b"));
        assertThat(usually("b").running("a")).as("unless another is named").isEqualTo(up("a"));
        assertThat(usually("b").nameFor("raft")).isEqualTo("b");
        assertThat(clusters.nameFor("raft")).isEqualTo("raft");
        assertThatThrownBy(() -> usually("c").running(null))
                .hasMessage("there is no cluster \"c\" (DSC_NAME); did you mean a or b? up: a, b");
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNearestAndWhatIsUp() {
        registry.enter(up("raft"));
        registry.enter(up("lecture"));
        registry.enter(up("kept").stoppedButKept());

        assertThatThrownBy(() -> clusters.running("lectur"))
                .hasMessage(
                        "there is no cluster \"lectur\"; did you mean lecture? up: lecture, raft; down or died: kept");
        assertThatThrownBy(() -> clusters.running("xyzzy"))
                .hasMessage("there is no cluster \"xyzzy\"; up: lecture, raft; down or died: kept");
        assertThatThrownBy(() -> clusters.running(null))
                .hasMessage("up: lecture, raft; down or died: kept; say which with --name, or choose one for all"
                        + " commands: export DSC_NAME=lecture");
    }

    @Test
    void aHintNamesTheClusterUnlessItIsTheOneThatIsMeantAnyway() {
        registry.enter(up("raft"));
        assertThat(clusters.nameOption(up("raft"))).isEmpty();
        assertThat(usually("raft").nameOption(up("raft"))).isEmpty();
        assertThat(usually("two").nameOption(up("raft"))).isEqualTo(" --name raft");

        registry.enter(up("two"));
        assertThat(clusters.nameOption(up("two"))).isEqualTo(" --name two");
        assertThat(usually("two").nameOption(up("two"))).isEmpty();
        assertThat(clusters.nameOption(up("raft"))).as("of several").isEqualTo(" --name raft");
        assertThat(clusters.up(up("two"))).isEqualTo("./dsc up raft --name two");
        assertThat(usually("two").up(up("two"))).isEqualTo("./dsc up raft");
    }
}
