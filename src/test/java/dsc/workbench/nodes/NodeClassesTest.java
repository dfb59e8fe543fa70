package dsc.workbench.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeClassesTest {

    @TempDir
    private Path directory;

    /** An archive's class path is the beginning of that of its users, and never has what changes with every build. */
    @Test
    void librariesComeFirstInAnOrderOfTheirOwn() throws IOException {
        Path classes = Files.createDirectory(directory.resolve("classes"));
        Path own = directory.resolve("dsc.jar");
        Path a = directory.resolve("a.jar");
        Path b = directory.resolve("b.jar");

        NodeClasses one =
                NodeClasses.of(String.join(File.pathSeparator, path(own), path(b), path(classes), path(a)), own);
        NodeClasses other = NodeClasses.of(String.join(File.pathSeparator, path(a), path(own), path(b)), own);

        assertThat(one.libraries()).containsExactly(path(a), path(b)).isEqualTo(other.libraries());
        assertThat(one.own()).containsExactly(path(own), path(classes));
        assertThat(one.path()).isEqualTo(String.join(File.pathSeparator, path(a), path(b), path(own), path(classes)));
    }

    private static String path(Path path) {
        return path.toString();
    }
}
