package dsc.workbench.nodes;

import dsc.workbench.processes.ChildProcess;
import dsc.workbench.processes.ClassArchive;
import dsc.workbench.processes.PrivateFiles;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The class archive of nodes' JVMs, in {@code target/archive/}: made when it is first needed, by {@link NodeTraining},
 * and again when the JDK or the libraries change. It has the libraries' classes alone, so that a change of this
 * project's own sources leaves it as it is.
 */
public final class NodeArchive {

    private static final long TRAINING_TIMEOUT_SECONDS = 180;

    private final Path home;
    private final Path directory;
    private final Console console;

    /** @param home below which {@code target/} and {@code conf/} lie */
    public NodeArchive(Path home, Console console) {
        this.home = home;
        this.directory = directory(home);
        this.console = console;
    }

    /**
     * The archive for nodes with that class path, made first if there is none. Without one, which is then said, nodes
     * start as well, only slower.
     */
    Optional<ClassArchive> prepared(NodeClasses classPath) throws InterruptedException {
        ClassArchive archive = new ClassArchive(directory, kind(classPath), classPath.libraries());
        Path refused = archive.file().resolveSibling(archive.file().getFileName() + ".refused");
        if (archive.isThere()) {
            return Optional.of(archive);
        }
        if (Files.exists(refused)) {
            return Optional.empty();
        }
        try {
            PrivateFiles.createDirectories(directory);
            makeAlone(archive, classPath);
            return Optional.of(archive);
        } catch (ClassArchive.RefusedException refusedByJdk) {
            told(refusedByJdk);
            remember(refused);
            return Optional.empty();
        } catch (IOException failed) {
            told(failed);
            return Optional.empty();
        }
    }

    /** Tests, whose classes lie in directories and whose libraries are more, leave the product's own where it is. */
    private static String kind(NodeClasses classes) {
        return classes.own().stream().allMatch(entry -> Files.isDirectory(Path.of(entry))) ? "tests" : "nodes";
    }

    /**
     * Says so, once for all nodes, when a node was told to use an archive and did not take it.
     *
     * @param run where the nodes keep their files
     */
    public static void warnIfArchiveRejected(Path run, Path home, Console console) {
        try (Stream<Path> nodes = Files.list(run.resolve("nodes"))) {
            if (nodes.noneMatch(NodeArchive::refused)) {
                return;
            }
            console.failure("nodes started without their class archive, which java did not take; remove "
                    + Shell.shown(directory(home)) + ", and it is made anew");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean refused(Path node) {
        try {
            return Files.readAllLines(node.resolve("console.log")).contains(NodeMain.WITHOUT_ARCHIVE);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Path directory(Path home) {
        return home.resolve("target").resolve("archive");
    }

    private void told(IOException failed) {
        console.failure("nodes start without a class archive, which takes longer: " + failed.getMessage());
    }

    /** What a JDK refuses once, it refuses again: it is not tried, and not said, a second time. */
    private static void remember(Path refused) {
        try {
            Files.createFile(refused);
        } catch (IOException readOnly) {
            // Then it is said again.
        }
    }

    /** If several launchers find none at once, one makes it and the others wait. */
    private void makeAlone(ClassArchive archive, NodeClasses classPath) throws IOException, InterruptedException {
        try (FileChannel channel = FileChannel.open(
                        directory.resolve("in-use"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock alone = channel.lock()) {
            if (alone.isValid() && !archive.isThere()) {
                console.line("Preparing a class archive, which makes nodes start faster (once)…");
                long startNanos = System.nanoTime();
                make(archive, classPath);
                console.line(String.format(
                        Locale.ROOT,
                        "  done in %.1f s: %s, %d MiB",
                        (System.nanoTime() - startNanos) / 1e9,
                        Shell.shown(archive.file()),
                        Files.size(archive.file()) >> 20));
            }
        }
    }

    private void make(ClassArchive archive, NodeClasses classPath) throws IOException, InterruptedException {
        Path training = directory.resolve("training");
        Path list = directory.resolve("classes.list");
        Path log = directory.resolve("archive.log");
        TemporaryDirectory.remove(training);
        PrivateFiles.createDirectories(training);
        Files.deleteIfExists(log);
        List<String> command = new ArrayList<>(NodeJvm.command(home, classPath, ClassArchive.listing(list)));
        command.add("-Ddsc.node.log=" + training.resolve("node.log"));
        command.addAll(List.of(NodeTraining.class.getName(), home.toString(), training.toString()));
        ChildProcess process = ChildProcess.start(command, log);
        try {
            if (!process.awaitEnd(TRAINING_TIMEOUT_SECONDS) || process.exitStatus() != 0) {
                throw new IOException("the training run failed, see " + log);
            }
            archive.make(list, log);
        } finally {
            process.end();
            Files.deleteIfExists(list);
        }
        TemporaryDirectory.remove(training);
    }
}
