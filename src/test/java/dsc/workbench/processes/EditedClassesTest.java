package dsc.workbench.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditedClassesTest {

    @TempDir
    private Path directory;

    private static EditedClasses classes(String name, int... content) {
        byte[] bytes = new byte[content.length];
        for (int at = 0; at < content.length; at++) {
            bytes[at] = (byte) content[at];
        }
        return new EditedClasses(Path.of("/w/mine"), Map.of(name, bytes, name + "$In", bytes));
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        EditedClasses written = classes("a.b.It", 1, 2);

        EditedClasses read = EditedClasses.read(Path.of("/w/mine"), written.writeTo(directory.resolve("made")));

        assertThat(read.areSame(written)).isTrue();
        assertThat(read.areSame(classes("a.b.It", 1, 3))).isFalse();
        assertThat(read.areSame(classes("a.b.Other", 1, 2))).isFalse();
        assertThat(read).hasToString("/w/mine: It");
    }

    @Test
    void nothingIsLeftOfClassesThatLayThereBefore() throws IOException {
        classes("a.b.Old", 1).writeTo(directory);
        Files.writeString(directory.resolve("notes.txt"), "mine");

        classes("a.c.New", 2).writeTo(directory);

        assertThat(EditedClasses.read(Path.of("/w/mine"), directory).files()).containsOnlyKeys("a.c.New", "a.c.New$In");
        assertThat(directory.resolve("notes.txt")).exists();
    }

    @Test
    void classesThatAreGoneAreSaidToBe() {
        assertThatThrownBy(() -> EditedClasses.read(Path.of("/w/mine"), directory.resolve("gone")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("gone");
    }
}
