package dsc.workbench.multijvm.nodes;

import dsc.workbench.processes.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;

/** A node's JVM as seen from the JVM that JUnit runs in: its process, and the connection to it. */
public final class NodeJvm {

    /** Something that happened to a JVM. */
    public sealed interface Event {
        NodeJvm jvm();

        /** It can be told something. */
        record Connected(NodeJvm jvm) implements Event {}

        record Said(NodeJvm jvm, Message message) implements Event {}

        record Died(NodeJvm jvm, int status) implements Event {}
    }

    private final int index;
    private final List<String> options;
    private final ChildProcess process;
    private final Path console;
    private Optional<Channel> channel = Optional.empty();
    private Optional<BlockingQueue<Event>> events = Optional.empty();

    /**
     * @param index its number, from 1
     * @param options with which it was started
     * @param console what it writes when no test runs in it
     */
    public NodeJvm(int index, List<String> options, ChildProcess process, Path console) {
        this.index = index;
        this.options = options;
        this.process = process;
        this.console = console;
        process.onExit().thenAccept(status -> tell(new Event.Died(this, status)));
    }

    public int index() {
        return index;
    }

    public List<String> options() {
        return options;
    }

    public ChildProcess process() {
        return process;
    }

    public Path console() {
        return console;
    }

    /** From now on {@code queue} gets what happens; at once, that it is connected. */
    public synchronized void attach(BlockingQueue<Event> queue) {
        events = Optional.of(queue);
        if (channel.isPresent()) {
            queue.add(new Event.Connected(this));
        }
        if (!process.isAlive()) {
            queue.add(new Event.Died(this, process.exitStatus()));
        }
    }

    public synchronized void detach() {
        events = Optional.empty();
    }

    public synchronized void connected(Channel connection) {
        channel = Optional.of(connection);
        tell(new Event.Connected(this));
        Thread.ofVirtual().name("multi-jvm-" + index).start(() -> {
            try {
                while (true) {
                    tell(new Event.Said(this, connection.receive()));
                }
            } catch (IOException ended) {
                // Its process has died, or will: that is an event of its own.
            }
        });
    }

    private synchronized void tell(Event event) {
        events.ifPresent(queue -> queue.add(event));
    }

    /** Without effect if it is dead. */
    public void send(Message message) {
        Optional<Channel> connection;
        synchronized (this) {
            connection = channel;
        }
        try {
            if (connection.isPresent()) {
                connection.get().send(message);
            }
        } catch (IOException dead) {
            // Its death is an event of its own.
        }
    }

    public void end() {
        process.end();
        channel.ifPresent(Channel::close);
        deleteEmptyConsole();
    }

    private void deleteEmptyConsole() {
        try {
            if (Files.exists(console) && Files.size(console) == 0) {
                Files.delete(console);
            }
        } catch (IOException stays) {
            // It is empty.
        }
    }
}
