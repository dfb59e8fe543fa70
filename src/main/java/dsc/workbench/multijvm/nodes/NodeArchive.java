package dsc.workbench.multijvm.nodes;

import dsc.workbench.processes.ClassArchive;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The class archive of the nodes' JVMs. Without one, a JVM lists what it loads; when all have ended, the archive is
 * made from that list. What lies in directories, such as the tests themselves, changes often and is loaded as ever.
 */
public final class NodeArchive {

    /** Several engines may run in this JVM at once, and several JVMs beside it. */
    private static final AtomicInteger LISTS = new AtomicInteger();

    private final ClassArchive archive;
    private final Path list;
    private final Path log;
    private final String classPath;
    private boolean listing;

    /**
     * @param directory where archives are kept
     * @param classPath what nodes load, as {@code -cp} has it
     */
    public NodeArchive(Path directory, String classPath) {
        List<String> jars = new ArrayList<>();
        List<String> directories = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator)) {
            (Files.isDirectory(Path.of(entry)) ? directories : jars).add(entry);
        }
        this.archive = new ClassArchive(directory, "classes", jars);
        this.list =
                directory.resolve("classes-" + ProcessHandle.current().pid() + "-" + LISTS.incrementAndGet() + ".list");
        this.log = directory.resolve("classes.log");
        List<String> jarsFirst = new ArrayList<>(jars);
        jarsFirst.addAll(directories);
        this.classPath = String.join(File.pathSeparator, jarsFirst);
    }

    /**
     * The same entries, jars first: an archive's class path must be the beginning of the class path of the JVM that
     * uses it.
     */
    public String classPath() {
        return classPath;
    }

    /** The options that make the next JVM use the archive, or list what it loads. */
    public List<String> options() {
        if (archive.isThere()) {
            return archive.use();
        }
        if (!listing) {
            listing = true;
            return ClassArchive.listing(list);
        }
        return List.of();
    }

    /** Makes the archive, if a JVM has listed what belongs in it and ended well. */
    public void makeIfListed() {
        if (!listing || !Files.exists(list)) {
            return;
        }
        try {
            archive.make(list, log);
        } catch (IOException withoutIt) {
            System.out.println("No class archive for multi-JVM tests: " + withoutIt.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            list.toFile().delete();
        }
    }
}
