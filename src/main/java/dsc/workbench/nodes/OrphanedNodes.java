package dsc.workbench.nodes;

import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Processes of a cluster that nobody keeps any more. */
public final class OrphanedNodes {

    /** A node ends by itself when its supervisor does. */
    private static final Duration BY_THEMSELVES = Duration.ofSeconds(2);

    private static final int POLL_MILLIS = 20;
    private static final boolean HAS_PROC = Files.isDirectory(Path.of("/proc/self"));
    private static final Charset OF_ARGUMENTS =
            Charset.forName(System.getProperty("sun.jnu.encoding", StandardCharsets.UTF_8.name()));

    private OrphanedNodes() {}

    /**
     * Node processes that were started from {@code directory} or from a directory below it, known by their command line
     * ({@link NodeProcess#start}).
     */
    public static List<ProcessHandle> of(Path directory) {
        String below = asListed(directory.toAbsolutePath().normalize() + "/");
        List<ProcessHandle> nodes = new ArrayList<>();
        commandLines().forEach((pid, line) -> {
            if (line.contains(" " + NodeMain.class.getName() + " ")
                    && line.contains(below)
                    && line.strip().endsWith("node.conf")) {
                ProcessHandle.of(pid).filter(OrphanedNodes::isRunning).ifPresent(nodes::add);
            }
        });
        return nodes;
    }

    /**
     * An argument as {@link #commandLines} shows it. Java encodes arguments and the names of files alike; what is shown
     * from {@code /proc} are the bytes themselves, which need not be letters of this process's encoding.
     */
    private static String asListed(String argument) {
        return HAS_PROC ? new String(argument.getBytes(OF_ARGUMENTS), StandardCharsets.ISO_8859_1) : argument;
    }

    /** By process id. Not by ProcessHandle, which sees the first 4 KiB of a command line, or none. */
    private static Map<Long, String> commandLines() {
        try {
            return HAS_PROC ? fromProc() : fromPs();
        } catch (IOException failed) {
            throw new LauncherException("the processes of this machine cannot be listed: " + failed.getMessage());
        }
    }

    private static Map<Long, String> fromProc() throws IOException {
        Map<Long, String> lines = new TreeMap<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                try {
                    String line = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
                    lines.put(Long.valueOf(process.getFileName().toString()), line.replace('\0', ' '));
                } catch (IOException ended) {
                    // It ended while we looked.
                }
            }
        }
        return lines;
    }

    private static Map<Long, String> fromPs() throws IOException {
        Map<Long, String> lines = new TreeMap<>();
        Process ps = new ProcessBuilder("ps", "-A", "-ww", "-o", "pid=,args=").start();
        String all = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        all.lines().map(String::strip).forEach(line -> {
            int space = line.indexOf(' ');
            if (space > 0) {
                lines.put(Long.valueOf(line.substring(0, space)), line.substring(space));
            }
        });
        return lines;
    }

    /** Lets them end by themselves for a moment, ends the others, and returns those that it had to end. */
    public static List<Long> end(Path directory) throws InterruptedException {
        List<ProcessHandle> left = of(directory);
        long deadline = System.nanoTime() + BY_THEMSELVES.toNanos();
        for (ProcessHandle process : left) {
            await(process, deadline - System.nanoTime());
        }
        List<ProcessHandle> stubborn =
                left.stream().filter(OrphanedNodes::isRunning).toList();
        stubborn.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle process : stubborn) {
            await(process, BY_THEMSELVES.toNanos());
        }
        return stubborn.stream().map(ProcessHandle::pid).toList();
    }

    private static void await(ProcessHandle process, long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        while (isRunning(process) && System.nanoTime() < deadline) {
            Thread.sleep(POLL_MILLIS);
        }
    }

    /**
     * Whether the process runs. One that has ended stays in the system's list until its parent has taken note, which a
     * container's first process may never do; it has no command any more.
     */
    public static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }
}
