package dsc.workbench.multijvm;

import com.typesafe.config.ConfigFactory;
import dsc.workbench.multijvm.nodes.Channel;
import dsc.workbench.multijvm.nodes.Message;
import dsc.workbench.multijvm.nodes.Message.Begin;
import dsc.workbench.multijvm.nodes.Message.Compute;
import dsc.workbench.multijvm.nodes.Message.CutInForce;
import dsc.workbench.multijvm.nodes.Message.CutTowards;
import dsc.workbench.multijvm.nodes.Message.Finish;
import dsc.workbench.multijvm.nodes.Message.Here;
import dsc.workbench.multijvm.nodes.Message.Idle;
import dsc.workbench.multijvm.nodes.Message.NotPrepared;
import dsc.workbench.multijvm.nodes.Message.Prepare;
import dsc.workbench.multijvm.nodes.Message.Prepared;
import dsc.workbench.multijvm.nodes.Message.Quit;
import dsc.workbench.multijvm.nodes.Message.Release;
import dsc.workbench.multijvm.nodes.Message.StepTaken;
import dsc.workbench.multijvm.nodes.Message.Where;
import dsc.workbench.processes.Loopback;
import dsc.workbench.processes.PrivateFiles;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A node's JVM: runs one test after the other, each as told. Ends when the JVM that JUnit runs in does. */
public final class NodeMain {

    /** The exit status when nobody is left to be told anything. */
    private static final int ORPHANED = 72;

    /**
     * The variable with the secret to say to the process that started this JVM: unlike arguments, others cannot read
     * it.
     */
    static final String SECRET = "DSC_MULTI_JVM_SECRET";

    private static volatile MultiJvm current;

    private final Channel channel;
    private final BlockingQueue<Message> commands = new LinkedBlockingQueue<>();
    private final PrintStream console = System.out;
    private Optional<NodeSystem> system = Optional.empty();
    private Prepare plan;

    private NodeMain(Channel channel) {
        this.channel = channel;
    }

    /** @param arguments the port to connect to, and the number of this JVM, from 1 */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int index = Integer.parseInt(arguments[1]);
        NodeLogging.configure();
        // MultiNodeSpec reads these once, so that a JVM keeps its number.
        System.setProperty("multinode.max-nodes", Integer.toString(Suite.NODES_MAX + 1));
        System.setProperty("multinode.host", "127.0.0.1");
        System.setProperty("multinode.server-host", "127.0.0.1");
        System.setProperty("multinode.index", Integer.toString(index));
        Socket socket = new Socket(Proxy.NO_PROXY);
        socket.connect(Loopback.port(Integer.parseInt(arguments[0])));
        DataOutputStream greeting = new DataOutputStream(socket.getOutputStream());
        greeting.writeLong(Long.parseLong(System.getenv(SECRET)));
        greeting.writeInt(index);
        greeting.flush();
        NodeMain node = new NodeMain(new Channel(socket));
        Thread.ofPlatform().name("multi-jvm-channel").daemon().start(node::listen);
        node.work();
    }

    /** The node that a test in this JVM runs as. */
    static MultiJvm node() {
        MultiJvm node = current;
        if (node == null) {
            throw new Suite.MistakeException("there is no node here: a MultiJvm is for test methods, and for what JUnit"
                    + " calls around each of them");
        }
        return node;
    }

    /** The test in this JVM has failed, or was given up. */
    static void over(Throwable thrown) {
        MultiJvm node = current;
        if (node != null) {
            node.over(thrown);
        }
    }

    private void listen() {
        try {
            while (true) {
                Message message = channel.receive();
                switch (message) {
                    case StepTaken taken -> node().answer(taken);
                    case Compute compute -> node().answer(compute);
                    case Release release -> node().release(release.reason());
                    case Where where -> channel.send(whereabouts());
                    case CutTowards cut -> channel.send(cut(cut));
                    default -> commands.add(message);
                }
            }
        } catch (IOException gone) {
            // Not System.exit: shutdown hooks may wait for an actor system that is cut off.
            Runtime.getRuntime().halt(ORPHANED);
        }
    }

    private static Here whereabouts() {
        MultiJvm node = current;
        return node == null ? new Here(null, new StackTraceElement[0]) : node.whereabouts();
    }

    private CutInForce cut(CutTowards cut) {
        try {
            node().cutTowards(cut.addresses());
            return new CutInForce(null);
        } catch (RuntimeException failed) {
            return new CutInForce(failed.getMessage());
        }
    }

    private void work() throws IOException, InterruptedException {
        while (true) {
            switch (commands.take()) {
                case Prepare prepare -> channel.send(prepare(prepare));
                case Begin begin -> channel.send(node().run(begin.addresses()));
                case Finish finish -> channel.send(new Idle(finish()));
                case Quit quit -> System.exit(0);
                default -> throw new IllegalStateException("not for a node");
            }
        }
    }

    private Message prepare(Prepare prepare) {
        plan = prepare;
        try {
            Path directory = PrivateFiles.createDirectories(Path.of(prepare.directory()));
            PrintStream output = new PrintStream(
                    new FileOutputStream(
                            PrivateFiles.createFile(directory.resolve("output.log"))
                                    .toFile(),
                            true),
                    true,
                    StandardCharsets.UTF_8);
            System.setOut(output);
            System.setErr(output);
            configure(prepare.properties());
            NodeSystem started = NodeSystem.start(prepare, name -> node().barrier(name));
            system = Optional.of(started);
            current = new MultiJvm(prepare, started, channel);
            return new Prepared(started.myAddress().toString());
        } catch (IOException | RuntimeException failed) {
            failed.printStackTrace(System.err);
            return new NotPrepared(reason(failed), isCausedBy(failed, BindException.class));
        }
    }

    private static void configure(Map<String, String> properties) {
        if (!System.getProperties().keySet().containsAll(properties.keySet())) {
            properties.forEach(System.getProperties()::putIfAbsent);
            // Only then: to read each library's configuration again takes longer than most tests.
            ConfigFactory.invalidateCaches();
        }
    }

    /** Ends what belongs to the test; returns what keeps this JVM from being used again, or null. */
    private String finish() throws InterruptedException {
        current = null;
        boolean ended = system.isEmpty() || system.get().end();
        system = Optional.empty();
        System.out.close();
        System.setOut(console);
        System.setErr(console);
        return ended ? null : "the actor system of " + plan.role() + " did not end";
    }

    /** What the causes say, each thing once. */
    private static String reason(Throwable failed) {
        List<String> reasons = new ArrayList<>();
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (reasons.stream().noneMatch(reason -> reason.contains(message))) {
                reasons.add(message);
            }
        }
        return String.join(": ", reasons);
    }

    private static boolean isCausedBy(Throwable failed, Class<?> type) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
