package dsc.workbench.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {

    @TempDir
    private Path directory;

    private static String modes(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void everyDirectoryThatIsMadeIsItsOwnersAlone() throws IOException {
        PrivateFiles.createDirectories(directory.resolve("a/b"));
        assertThat(modes(directory.resolve("a"))).isEqualTo("rwx------");
        assertThat(modes(directory.resolve("a/b"))).isEqualTo("rwx------");
    }

    @Test
    void onlyADirectoryOfTheProductsIsClosedAfterwards() throws IOException {
        Path open = Files.createDirectory(directory.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        PrivateFiles.createDirectories(open);
        assertThat(modes(open)).isEqualTo("rwxr-xr-x");
        PrivateFiles.ownDirectory(open);
        assertThat(modes(open)).isEqualTo("rwx------");
    }

    @Test
    void filesAreTheirOwnersAloneAlsoWhereOneWasReadable() throws IOException {
        Path file = directory.resolve("file");
        Files.writeString(file, "old and long");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        PrivateFiles.write(file, new byte[] {'n'});
        assertThat(file).hasContent("n");
        assertThat(modes(file)).isEqualTo("rw-------");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(modes(PrivateFiles.createFile(file))).isEqualTo("rw-------");
        assertThat(file).hasContent("n");
        assertThat(modes(PrivateFiles.createFile(directory.resolve("empty")))).isEqualTo("rw-------");
        assertThatThrownBy(() -> PrivateFiles.writeNew(file, new byte[0]))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(directory).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void whatIsRemovedIsNotWhatALinkLeadsTo() throws IOException {
        Path kept = Files.writeString(
                Files.createDirectory(directory.resolve("kept")).resolve("file"), "kept");
        Path gone = PrivateFiles.createDirectories(directory.resolve("gone/below"));
        Files.createSymbolicLink(gone.resolve("link"), kept.getParent());
        PrivateFiles.remove(directory.resolve("gone"));
        PrivateFiles.remove(Files.createSymbolicLink(directory.resolve("link"), kept.getParent()));
        PrivateFiles.remove(directory.resolve("never"));
        assertThat(directory.resolve("gone")).doesNotExist();
        assertThat(kept).hasContent("kept");
    }

    @Test
    void aLinkBelongsToWhoeverMadeIt() throws IOException {
        assertThat(PrivateFiles.isOwn(Files.createSymbolicLink(directory.resolve("link"), Path.of("/nowhere"))))
                .isTrue();
    }
}
