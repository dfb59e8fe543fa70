package dsc.workbench.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JVM of an archive here is one that prints its version; its classes are the JDK's. */
class ClassArchiveTest {

    @TempDir
    private Path directory;

    private Path jar;
    private Path list;
    private Path log;

    @BeforeEach
    void files() throws IOException {
        jar = directory.resolve("some.jar");
        list = Files.writeString(directory.resolve("classes.list"), "java/lang/Object id: 0\n");
        log = directory.resolve("log");
        jarWith("one");
    }

    private void jarWith(String entry) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            out.putNextEntry(new ZipEntry(entry));
            out.closeEntry();
        }
    }

    private ClassArchive archive() {
        return new ClassArchive(directory, "test", List.of(jar.toString()));
    }

    private List<String> archives() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains(".jsa"))
                    .toList();
        }
    }

    /** Whether a JVM with these options maps an archive. */
    private boolean shares(List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Jvm.java(), "-cp", jar.toString()));
        command.addAll(options);
        command.add("-version");
        Path output = Files.createTempFile(directory, "jvm", ".log");
        ChildProcess jvm = ChildProcess.start(command, output);
        assertThat(jvm.awaitEnd(60)).isTrue();
        assertThat(jvm.exitStatus()).as(Files.readString(output)).isZero();
        return Files.readString(output, StandardCharsets.UTF_8).contains("sharing");
    }

    @Test
    void aJvmUsesWhatWasMade() throws Exception {
        ClassArchive archive = archive();
        assertThat(archive.isThere()).isFalse();

        archive.make(list, log);

        assertThat(archive.isThere()).isTrue();
        assertThat(archives()).containsExactly(archive.file().getFileName().toString());
        assertThat(shares(archive.use())).isTrue();
    }

    @Test
    void aJvmStartsWithoutOneThatIsDamaged() throws Exception {
        ClassArchive archive = archive();
        Files.writeString(archive.file(), "no archive");

        assertThat(shares(archive.use())).isFalse();
    }

    @Test
    void anotherJarTakesAnotherArchiveAndTheOldOneMakesWay() throws Exception {
        ClassArchive before = archive();
        before.make(list, log);
        jarWith("another");
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1));

        ClassArchive after = archive();
        assertThat(after.isThere()).isFalse();
        after.make(list, log);

        assertThat(archives()).containsExactly(after.file().getFileName().toString());
    }

    @Test
    void whatCannotBeMadeLeavesNothing() throws IOException {
        assertThatThrownBy(() -> archive().make(directory.resolve("missing.list"), log))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("see " + log);

        assertThat(archives()).isEmpty();
    }
}
