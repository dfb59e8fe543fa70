package dsc.workbench.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterRegistryTest {

    /** More than any system gives out. */
    private static final long NO_PROCESS = 1L << 40;

    @TempDir
    private Path home;

    private ClusterRegistry registry;
    private Clusters clusters;

    @BeforeEach
    void open() {
        registry = new ClusterRegistry(home);
        clusters = new Clusters(registry, java.util.Optional.empty(), false, "raft");
    }

    private ClusterEntry dead(String name) {
        return new ClusterEntry(name, "raft", home.resolve("runs").resolve(name), 1, NO_PROCESS, null, 0, "secret", "");
    }

    private ClusterEntry up(String name) {
        return dead(name).supervisedBy(ProcessHandle.current()).listeningOn(4_711);
    }

    @Test
    void aNameIsTakenOnce() {
        assertThat(registry.enter(up("raft"))).isTrue();
        assertThat(registry.enter(up("raft"))).isFalse();
        registry.remove("raft");
        assertThat(registry.enter(up("raft"))).isTrue();
    }

    @Test
    void whatWasEnteredIsFoundAgainByItsOwnerAlone() throws IOException {
        registry.enter(up("raft"));
        registry.update(up("raft").failed("no port"));
        assertThat(registry.find("raft")).contains(up("raft").failed("no port"));
        assertThat(Files.getPosixFilePermissions(home.resolve("runs/clusters/raft.json")))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    /** As the supervisor does, and the command that started it. */
    @Test
    void twoMayUpdateAnEntryAtOnce() {
        IntStream.range(0, 1_000)
                .parallel()
                .forEach(failure -> registry.update(up("raft").failed(Integer.toString(failure))));
        assertThat(registry.all()).hasSize(1);
        assertThat(home.resolve("runs/clusters")).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void theOnlyOneThatIsUpNeedsNoName() {
        registry.enter(dead("dead"));
        registry.enter(up("raft"));
        assertThat(clusters.running(null)).isEqualTo(up("raft"));
    }

    @Test
    void amongSeveralOneIsNamed() {
        registry.enter(up("a"));
        registry.enter(up("b"));
        assertThat(clusters.running("b")).isEqualTo(up("b"));
        assertThatThrownBy(() -> clusters.running(null))
                .hasMessage("up: a, b; say which with --name, or choose one for all commands: export DSC_NAME=a");
        assertThatThrownBy(() -> clusters.running("c"))
                .hasMessage("there is no cluster \"c\"; did you mean a or b? up: a, b");
    }

    @Test
    void withoutAnySaysHowToStartOne() {
        assertThatThrownBy(() -> clusters.running(null)).hasMessage("no cluster is up; ./dsc up raft starts one");
    }

    @Test
    void oneThatDiedSaysWhereItsRecordLies() {
        registry.enter(dead("raft"));
        assertThatThrownBy(() -> clusters.running(null))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("raft died: its supervisor")
                .hasMessageContaining(home.resolve("runs/raft").toString())
                .hasMessageEndingWith("./dsc down tidies up");
    }

    @Test
    void aProcessThatGotTheSameNumberLaterIsNotTheSupervisor() {
        ClusterEntry now = up("raft");
        ClusterEntry before = new ClusterEntry(
                "raft", "raft", now.directory(), 1, now.pid(), now.pidStart() + "0", 4_711, "secret", "");
        assertThat(now.supervisor()).isPresent();
        assertThat(before.supervisor()).isEmpty();
    }

    /** What an entry says of the supervisor's process holds no time of day: setting the clock changes nothing of it. */
    @Test
    void aStepOfTheClockIsNotADeath() throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/self/stat")), "elsewhere the system writes the instant down");
        registry.enter(up("raft"));
        Path file = home.resolve("runs/clusters/raft.json");
        long started =
                ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli();
        for (long shiftMillis : List.of(-8_000L, 8_000L, -86_400_000L)) {
            String entry = Files.readString(file);
            Files.writeString(
                    file, entry.replaceFirst("\\{", "{ \"pidStartedMillis\": " + (started + shiftMillis) + ","));
            assertThat(clusters.running("raft").supervisor()).isPresent();
            Files.writeString(file, entry);
        }
        assertThat(Files.readString(file)).doesNotContain(Long.toString(started));
    }

    @Test
    void oneThatWasPutAsideIsContinued() {
        registry.enter(up("mine").stoppedButKept());
        assertThatThrownBy(() -> clusters.running("mine"))
                .hasMessage("mine is down, its journal kept; ./dsc up raft --name mine continues it");
        assertThat(clusters.any("mine").isPutAside()).isTrue();
    }

    @Test
    void aBrokenEntryIsNamed() throws IOException {
        Files.createDirectories(home.resolve("runs/clusters"));
        Files.writeString(home.resolve("runs/clusters/raft.json"), "{");
        assertThatThrownBy(() -> registry.all())
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("raft.json is not a cluster's entry")
                .hasMessageEndingWith("remove it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../raft", "a/b", "..", ".", "", ".hidden", "-x", "ä", "raft\n", "x\0y"})
    void aNameThatLeadsElsewhereIsNobodys(String name) throws IOException {
        Files.createDirectories(home.resolve("runs/clusters"));
        Files.writeString(home.resolve("runs/raft.json"), "{");
        assertThat(registry.find(name)).isEmpty();
        assertThatThrownBy(() -> registry.enter(up(name))).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> clusters.any(name)).hasMessageContaining("there is no cluster");
    }

    /** {@code purge} deletes that directory, and {@code down} ends what was started in it. */
    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/etc", "elsewhere", "runs", "runs/clusters", "runs/../elsewhere", "runs/a/b", "runs/link"})
    void anEntryThatNamesAnotherPlaceIsNotBelieved(String place) throws IOException {
        Path precious = Files.createDirectories(home.resolve("elsewhere/precious"));
        Files.createDirectories(home.resolve("runs/a/b"));
        Files.createSymbolicLink(home.resolve("runs/link"), home.resolve("elsewhere"));
        registry.enter(new ClusterEntry("raft", "raft", home.resolve(place), 1, NO_PROCESS, null, 0, "secret", ""));
        assertThatThrownBy(() -> registry.find("raft"))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("raft.json is not a cluster's entry: its directory")
                .hasMessageEndingWith("remove it");
        assertThat(precious).exists();
    }

    @Test
    void anEntryIsOfTheClusterThatItsFileIsCalledAfter() throws IOException {
        registry.enter(up("raft"));
        Files.move(home.resolve("runs/clusters/raft.json"), home.resolve("runs/clusters/other.json"));
        assertThatThrownBy(() -> registry.find("other")).hasMessageContaining("it is about raft");
    }
}
