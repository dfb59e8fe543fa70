package dsc.workbench.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dsc.workbench.processes.PrivateFiles;
import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {

    @TempDir
    private Path home;

    private static String modes(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void isForItsOwnerAloneWithAllThatLiesAboveIt() throws IOException {
        Path runs = Files.createDirectory(home.resolve("runs"));
        Files.setPosixFilePermissions(runs, PosixFilePermissions.fromString("rwxr-xr-x"));
        RunDirectory directory = RunDirectory.create(Optional.empty(), home, "raft", 1);
        assertThat(modes(directory.path())).isEqualTo("rwx------");
        assertThat(modes(runs)).isEqualTo("rwx------");
    }

    @Test
    void isSoAsWellWhereTheUserMadeIt() throws IOException {
        Path out = Files.createDirectory(home.resolve("out"));
        Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(modes(RunDirectory.create(Optional.of(out), home, "raft", 1).path()))
                .isEqualTo("rwx------");
    }

    /** The owner of a directory can put links in it to what a run is not to write to. */
    @Test
    void isNotAnotherUsers() throws IOException {
        Path out = Files.createDirectory(home.resolve("out"));
        try {
            Files.setOwner(
                    out, home.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        } catch (IOException | UnsupportedOperationException refused) {
            assumeTrue(false, "only root can give a directory away: " + refused.getMessage());
        }
        assertThat(PrivateFiles.isOwn(out)).isFalse();
        assertThatThrownBy(() -> RunDirectory.create(Optional.of(out), home, "raft", 1))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("belongs to another user");
    }
}
