package dsc.workbench.processes;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The classes of some jars, parsed and laid out once, which later JVMs map instead of loading them (class-data sharing,
 * JEP 310): one JVM lists what it loads, and the archive is made from that list. Jars and directories that come later
 * on a JVM's class path are loaded as ever. The archive's name says for which JDK and which jars it is, so that a stale
 * one is never found; a JVM that cannot use it starts without it.
 */
public final class ClassArchive {

    /** A JDK that cannot use archives. */
    public static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    private static final long DUMP_TIMEOUT_SECONDS = 120;
    private static final String SUFFIX = ".jsa";

    private final Path file;
    private final String family;
    private final String classPath;

    /**
     * @param directory where archives are kept
     * @param name of this one's kind; older ones of the same kind and JDK make way for it
     * @param jars the beginning of the class path of the JVM that uses it, in that order
     */
    public ClassArchive(Path directory, String name, List<String> jars) {
        this.classPath = String.join(File.pathSeparator, jars);
        this.family = name + "-" + sum(Runtime.version() + System.getProperty("java.home")) + "-";
        this.file = directory.resolve(family + sum(identity(jars)) + SUFFIX);
    }

    private static String identity(List<String> jars) {
        StringBuilder identity = new StringBuilder();
        for (String jar : jars) {
            File content = new File(jar);
            identity.append(jar)
                    .append(' ')
                    .append(content.length())
                    .append(' ')
                    .append(content.lastModified());
        }
        return identity.toString();
    }

    private static String sum(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue());
    }

    public Path file() {
        return file;
    }

    /** Whether a JVM can be told to use it. */
    public boolean isThere() {
        return Files.exists(file);
    }

    /** The options of a JVM that uses it, if it can; what the JVM would say of it otherwise is not for people. */
    public List<String> use() {
        return List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + file, "-Xlog:disable");
    }

    /** The options of a JVM that lists what it loads. */
    public static List<String> listing(Path list) {
        return List.of("-XX:DumpLoadedClassList=" + list);
    }

    /**
     * Makes it, in place of what is there. Two that do so at once both succeed, and one of them counts.
     *
     * @param list what a JVM with {@link #listing} left
     * @param log gets what the JDK says
     * @throws RefusedException when the JDK does not take what it made
     * @throws IOException when it cannot be made or written; the message says why
     */
    public void make(Path list, Path log) throws IOException, InterruptedException {
        Path fresh = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid());
        try {
            // Only with G1 are the heap objects of the JDK archived as well; nodes with another collector load them.
            int status = run(
                    log,
                    "-XX:+UseG1GC",
                    "-Xshare:dump",
                    "-XX:SharedClassListFile=" + list,
                    "-XX:SharedArchiveFile=" + fresh);
            if (status != 0) {
                throw new IOException("the JDK ended with status " + status + ", see " + log);
            }
            if (run(log, "-Xshare:on", "-XX:SharedArchiveFile=" + fresh, "-version") != 0) {
                throw new RefusedException("this JDK does not take what it made, see " + log);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            removeOlder();
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private int run(Path log, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Jvm.java(), "-cp", classPath));
        command.addAll(List.of(options));
        ChildProcess dump = ChildProcess.start(command, log);
        try {
            if (!dump.awaitEnd(DUMP_TIMEOUT_SECONDS)) {
                throw new IOException("the JDK was not done after " + DUMP_TIMEOUT_SECONDS + " s, see " + log);
            }
            return dump.exitStatus();
        } finally {
            dump.end();
        }
    }

    private void removeOlder() throws IOException {
        try (DirectoryStream<Path> older = Files.newDirectoryStream(file.getParent(), family + "*" + SUFFIX)) {
            for (Path other : older) {
                if (!other.equals(file)) {
                    Files.deleteIfExists(other);
                }
            }
        }
    }
}
