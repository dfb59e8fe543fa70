package dsc.workbench.nodes;

import dsc.workbench.loopback.Answer;
import dsc.workbench.loopback.LoopbackServer;
import dsc.workbench.loopback.Token;
import dsc.workbench.processes.Ports;
import dsc.workbench.protocol.NodeId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Control endpoints without nodes behind them: they answer calls as a test says, and keep which node was asked. */
public final class FakeNodes implements AutoCloseable {

    public static final String OK = "{\"outcome\":\"ok\",\"value\":null}";
    public static final String UNKNOWN = "{\"outcome\":\"unknown\",\"error\":\"perhaps\"}";

    /** Decides what calls are answered with. */
    @FunctionalInterface
    public interface Answers {

        /** @param number of the call among all that the nodes were asked, from 1 */
        String answer(int number) throws InterruptedException;
    }

    private final Token token;
    private final Answers answers;
    private final Map<NodeId, NodeClient> clients = new TreeMap<>();
    private final List<LoopbackServer> servers = new ArrayList<>();
    private final List<NodeId> asked = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();

    /** The nodes n1, n2 and so on. */
    public FakeNodes(int count, Answers answers) throws IOException {
        this(Token.random(), answers);
        Ports ports = new Ports();
        for (int number = 1; number <= count; number++) {
            serve(new NodeId("n" + number), ports.next());
        }
    }

    /** Where a cluster that was started from {@code files} looks for its nodes. */
    public FakeNodes(NodeFiles files, Answers answers) throws IOException {
        this(files.token(), answers);
        for (NodeId node : files.nodes()) {
            serve(node, files.ports(node).http());
        }
    }

    private FakeNodes(Token token, Answers answers) {
        this.token = token;
        this.answers = answers;
    }

    private void serve(NodeId node, int port) throws IOException {
        LoopbackServer.Handler handler = body -> {
            asked.add(node);
            bodies.add(new String(body, StandardCharsets.UTF_8));
            return new Answer(200, answers.answer(calls.incrementAndGet()).getBytes(StandardCharsets.UTF_8));
        };
        servers.add(LoopbackServer.guardedBy(token).post("/operations", handler).start(port));
        clients.put(node, new NodeClient(port, token));
    }

    public List<NodeId> ids() {
        return List.copyOf(clients.keySet());
    }

    public NodeClient client(NodeId node) {
        return clients.get(node);
    }

    /** The nodes that were asked, in the order of the calls. */
    public List<NodeId> asked() {
        return List.copyOf(asked);
    }

    /** What they were asked, as JSON, in the order of the calls. */
    public List<String> bodies() {
        return List.copyOf(bodies);
    }

    @Override
    public void close() {
        servers.forEach(LoopbackServer::close);
    }
}
