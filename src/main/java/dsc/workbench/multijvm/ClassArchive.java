package dsc.workbench.multijvm;

import dsc.workbench.processes.ChildProcess;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The classes of the nodes' jars, parsed and laid out once, which later JVMs map instead of loading them (class-data
 * sharing, JEP 310). Without an archive, a JVM lists what it loads; when all have ended, the archive is made from that
 * list. What lies in directories, such as the tests themselves, changes often and is loaded as ever. A JVM that cannot
 * use the archive starts without it.
 */
final class ClassArchive {

    private static final long DUMP_PATIENCE_SECONDS = 60;

    private final Path file;
    private final Path list;
    private final Path log;
    private final List<String> jars = new ArrayList<>();
    private final List<String> directories = new ArrayList<>();
    private boolean listing;

    /**
     * @param directory where archives are kept
     * @param classPath what nodes load, as {@code -cp} has it
     */
    ClassArchive(Path directory, String classPath) {
        for (String entry : classPath.split(File.pathSeparator)) {
            (Files.isDirectory(Path.of(entry)) ? directories : jars).add(entry);
        }
        CRC32 sum = new CRC32();
        sum.update((Runtime.version() + String.join("\n", jars)).getBytes(StandardCharsets.UTF_8));
        this.file = directory.resolve("classes-" + Long.toHexString(sum.getValue()) + ".jsa");
        this.list = directory.resolve("classes-" + ProcessHandle.current().pid() + ".list");
        this.log = directory.resolve("classes.log");
    }

    /** The same entries, jars first: an archive's class path must be the beginning of that of whoever uses it. */
    String classPath() {
        List<String> all = new ArrayList<>(jars);
        all.addAll(directories);
        return String.join(File.pathSeparator, all);
    }

    /** The options that make the next JVM use the archive, or list what it loads. */
    List<String> options() {
        if (Files.exists(file)) {
            return List.of("-XX:SharedArchiveFile=" + file, "-Xlog:disable");
        }
        if (!listing) {
            listing = true;
            return List.of("-XX:DumpLoadedClassList=" + list);
        }
        return List.of();
    }

    /**
     * Makes the archive, if a JVM has listed what belongs in it and ended well.
     *
     * @param java the command that starts a JVM as nodes are started
     */
    void makeIfListed(List<String> java) {
        if (!listing || !Files.exists(list)) {
            return;
        }
        try {
            Path fresh = file.resolveSibling(
                    file.getFileName() + "." + ProcessHandle.current().pid());
            List<String> command = new ArrayList<>(java);
            command.addAll(List.of(
                    "-Xshare:dump",
                    "-XX:SharedClassListFile=" + list,
                    "-XX:SharedArchiveFile=" + fresh,
                    "-cp",
                    String.join(File.pathSeparator, jars)));
            ChildProcess dump = ChildProcess.start(command, log);
            if (dump.awaitEnd(DUMP_PATIENCE_SECONDS) && dump.exitStatus() == 0) {
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            }
            dump.end();
            Files.deleteIfExists(fresh);
            Files.deleteIfExists(list);
        } catch (IOException withoutIt) {
            System.out.println("No class archive for multi-JVM tests: " + withoutIt.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
