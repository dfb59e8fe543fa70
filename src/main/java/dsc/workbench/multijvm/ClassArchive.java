package dsc.workbench.multijvm;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The classes of the nodes' jars, already parsed and laid out, which the JVM maps instead of loading them (class-data
 * sharing, JEP 350). The first JVM 1 that uses these jars writes it when it ends; a JVM that cannot use it starts
 * without.
 */
final class ClassArchive {

    private final Path file;
    private final Path fresh;
    private final String classPath;
    private boolean training;

    /**
     * @param directory where archives are kept
     * @param classPath what nodes load, as {@code -cp} has it
     */
    ClassArchive(Path directory, String classPath) {
        List<String> jars = new ArrayList<>();
        List<String> directories = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator)) {
            (Files.isDirectory(Path.of(entry)) ? directories : jars).add(entry);
        }
        CRC32 sum = new CRC32();
        sum.update((Runtime.version() + String.join("\n", jars)).getBytes(StandardCharsets.UTF_8));
        this.file = directory.resolve("classes-" + Long.toHexString(sum.getValue()) + ".jsa");
        this.fresh = directory.resolve("classes-" + ProcessHandle.current().pid() + ".jsa");
        // What an archive was made with must be the beginning of the class path, and must be jars.
        jars.addAll(directories);
        this.classPath = String.join(File.pathSeparator, jars);
    }

    /** The same entries, jars first. */
    String classPath() {
        return classPath;
    }

    /** The options that make a JVM use the archive, or write it. */
    List<String> options(int index) {
        if (Files.exists(file)) {
            return List.of("-XX:SharedArchiveFile=" + file, "-Xlog:cds=off", "-Xlog:cds+dynamic=off", "-Xlog:aot=off");
        }
        if (index == 1 && !training) {
            training = true;
            return List.of(
                    "-XX:ArchiveClassesAtExit=" + fresh, "-Xlog:cds=off", "-Xlog:cds+dynamic=off", "-Xlog:aot=off");
        }
        return List.of();
    }

    /** The JVM that was to write the archive may still be at it: whether one was started. */
    boolean isBeingWritten() {
        return training && !Files.exists(file);
    }

    /** All JVMs have ended: what one has written is used from now on. */
    void keep() {
        try {
            if (Files.exists(fresh)) {
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
