package dsc.workbench.multijvm;

import dsc.workbench.multijvm.nodes.Channel;
import dsc.workbench.multijvm.nodes.Message;
import dsc.workbench.multijvm.nodes.NodeArchive;
import dsc.workbench.multijvm.nodes.NodeJvm;
import dsc.workbench.multijvm.nodes.NodeJvm.Event;
import dsc.workbench.processes.ChildProcess;
import dsc.workbench.processes.Jvm;
import dsc.workbench.processes.Loopback;
import dsc.workbench.processes.PrivateFiles;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** The nodes' JVMs: at most one of each number at a time, and used again as long as they are as needed. */
final class NodePool implements AutoCloseable {

    private static final long QUIT_TIMEOUT_SECONDS = 3;

    /** Other pools may have the same directory, in this JVM and in others that JUnit runs in. */
    private static final AtomicInteger CONSOLES = new AtomicInteger();

    private final Path directory;
    private final NodeArchive archive;

    /** Where libraries unpack their native parts, in place of the system's own, where they would stay. */
    private final Path temporary;

    private final ServerSocket server;
    private final String secret = Long.toString(new SecureRandom().nextLong());
    private final Map<Integer, NodeJvm> idle = new TreeMap<>();
    private final Map<Integer, NodeJvm> starting = new TreeMap<>();
    private int started;

    /** @param directory for what the JVMs write between tests */
    NodePool(Path directory) {
        try {
            this.directory = PrivateFiles.createDirectories(directory);
            this.temporary = Files.createTempDirectory(directory, "tmp-");
            this.archive = new NodeArchive(
                    PrivateFiles.createDirectories(Options.usualDirectory()), System.getProperty("java.class.path"));
            this.server = new ServerSocket();
            server.bind(Loopback.port(0));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Thread.ofVirtual().name("multi-jvm-accept").start(this::accept);
    }

    /** How many JVMs were started. */
    synchronized int started() {
        return started;
    }

    /**
     * JVM number {@code index}: the one that is there, if it was started with the same options, or a new one.
     *
     * @param options beside those that all have
     * @param events gets what happens to it
     */
    synchronized NodeJvm acquire(int index, List<String> options, BlockingQueue<Event> events) throws IOException {
        NodeJvm old = idle.remove(index);
        if (old != null && old.options().equals(options) && old.process().isAlive()) {
            old.attach(events);
            return old;
        }
        if (old != null) {
            old.end();
        }
        Path console = directory.resolve(
                "jvm-" + index + "-" + ProcessHandle.current().pid() + "-" + CONSOLES.incrementAndGet() + ".log");
        NodeJvm jvm = new NodeJvm(
                index,
                options,
                ChildProcess.start(command(index, options), Map.of(NodeMain.SECRET, secret), console),
                console);
        started++;
        jvm.attach(events);
        starting.put(index, jvm);
        return jvm;
    }

    /** It is not needed for now. */
    synchronized void release(NodeJvm jvm) {
        jvm.detach();
        idle.put(jvm.index(), jvm);
    }

    /** It cannot be used again. */
    void discard(NodeJvm jvm) {
        jvm.detach();
        jvm.end();
    }

    private List<String> command(int index, List<String> options) {
        List<String> command = new ArrayList<>(List.of(
                Jvm.java(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "-ea",
                "-Dfile.encoding=UTF-8",
                "-Djava.io.tmpdir=" + temporary.toAbsolutePath()));
        command.addAll(Jvm.allowingUnsafe());
        command.addAll(archive.options());
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                archive.classPath(),
                NodeMain.class.getName(),
                Integer.toString(server.getLocalPort()),
                Integer.toString(index)));
        return command;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> greet(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void greet(Socket socket) {
        try {
            DataInputStream greeting = new DataInputStream(socket.getInputStream());
            boolean ours = Long.toString(greeting.readLong()).equals(secret);
            Optional<NodeJvm> jvm = ours ? greeted(greeting.readInt()) : Optional.empty();
            if (jvm.isPresent()) {
                jvm.get().connected(new Channel(socket));
            } else {
                socket.close();
            }
        } catch (IOException stranger) {
            // Its process ends, or was none of ours.
        }
    }

    private synchronized Optional<NodeJvm> greeted(int index) {
        return Optional.ofNullable(starting.remove(index));
    }

    /** Ends all JVMs. */
    @Override
    public synchronized void close() {
        try {
            server.close();
        } catch (IOException alreadyClosed) {
            // Nobody connects any more, which was the aim.
        }
        idle.values().forEach(jvm -> jvm.send(new Message.Quit()));
        for (NodeJvm jvm : idle.values()) {
            try {
                jvm.process().awaitEnd(QUIT_TIMEOUT_SECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            jvm.end();
        }
        starting.values().forEach(NodeJvm::end);
        archive.makeIfListed();
        try {
            PrivateFiles.remove(temporary);
        } catch (IOException busy) {
            // It lies in the directory with all else that tests leave.
        }
    }
}
