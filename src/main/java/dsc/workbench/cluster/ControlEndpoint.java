package dsc.workbench.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dsc.workbench.faults.LinkFault;
import dsc.workbench.links.SentTraffic;
import dsc.workbench.processes.Loopback;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Scenario;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's control endpoint: HTTP with JSON, on loopback only.
 *
 * <ul>
 *   <li>{@code GET /alive}: 200 while the process serves
 *   <li>{@code GET /ready}: 200 once the node is Up and its protocol answers, else 503
 *   <li>{@code GET /sent}: how many messages and bytes the node has sent to others since its start
 *   <li>{@code GET /cluster/members}: the membership, in pekko-management's shape
 *   <li>{@code GET /state}: what the protocol's actor says of itself
 *   <li>{@code POST /operations}: a {@link Call}; the answer's {@code outcome} is ok, failed, unknown, lost or redirect
 *   <li>{@code POST /load}: a {@link Load}, put on this node by a client of its own JVM; answers with its
 *       {@link LoadReport} once it is over
 *   <li>{@code GET /faults}, {@code POST /faults}: counters of the links; sets what is wrong with them
 *   <li>{@code GET /peers}, {@code POST /peers}: the other nodes' ports, by id; tells of more nodes, such as
 *       {@code {"n4": {"artery": 25521, "http": 8081}}}
 *   <li>{@code GET /clock}, {@code POST /clock}: the node's time of day, in milliseconds since 1970, and by how much it
 *       was set off; sets it off, as in {@code {"offsetMillis": 5000}}
 *   <li>{@code POST /stop}: the node leaves the cluster and its process ends
 * </ul>
 */
final class ControlEndpoint<M> {

    private static final Logger LOG = LoggerFactory.getLogger(ControlEndpoint.class);

    /** How long an operation may take before the caller is told that nobody knows. */
    private static final Duration OPERATION_PATIENCE = Duration.ofSeconds(3);

    private static final Duration INSPECT_PATIENCE = Duration.ofSeconds(1);

    private final ObjectMapper json = new ObjectMapper();
    private final ActorSystem<?> system;
    private final NodeSettings settings;
    private final Scenario<M> scenario;
    private final Operations<M> operations;
    private final ActorRef<M> protocol;
    private final ClusterPeers<M> peers;
    private final NodeClock clock;
    private final Members members;

    /** What is sent back: a status and a body to be written as JSON. */
    private record Answer(int status, Object body) {}

    @FunctionalInterface
    private interface Handler {
        Answer handle(HttpExchange exchange) throws IOException, InterruptedException;
    }

    ControlEndpoint(
            ActorSystem<?> system,
            NodeSettings settings,
            Scenario<M> scenario,
            ActorRef<M> protocol,
            ClusterPeers<M> peers,
            NodeClock clock) {
        this.system = system;
        this.settings = settings;
        this.scenario = scenario;
        this.operations = scenario.operations();
        this.protocol = protocol;
        this.peers = peers;
        this.clock = clock;
        this.members = new Members(system);
    }

    /**
     * Serves until the actor system has ended.
     *
     * @throws java.net.BindException when the port is taken
     */
    void bind() throws IOException {
        InetSocketAddress address = Loopback.port(settings.ports().http());
        HttpServer server = HttpServer.create(address, 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        route(server, "/alive", "GET", exchange -> new Answer(200, "alive"));
        route(server, "/ready", "GET", exchange -> ready());
        route(server, "/cluster/members", "GET", exchange -> new Answer(200, members.asJson()));
        route(server, "/state", "GET", exchange -> state());
        route(server, "/sent", "GET", exchange -> sent());
        route(server, "/operations", "POST", this::operation);
        route(server, "/load", "POST", this::load);
        route(server, "/faults", null, this::faults);
        route(server, "/peers", null, this::peers);
        route(server, "/clock", null, this::clock);
        route(server, "/stop", "POST", exchange -> stop());
        server.start();
        system.getWhenTerminated().thenRun(() -> server.stop(0));
    }

    private void route(HttpServer server, String path, String method, Handler handler) {
        server.createContext(path, exchange -> {
            try (exchange) {
                Answer answer = method == null || method.equals(exchange.getRequestMethod())
                        ? answer(handler, exchange)
                        : new Answer(405, Map.of("error", path + " takes " + method));
                byte[] body = json.writeValueAsBytes(answer.body());
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(answer.status(), body.length);
                exchange.getResponseBody().write(body);
            }
        });
    }

    private static Answer answer(Handler handler, HttpExchange exchange) throws IOException {
        try {
            return handler.handle(exchange);
        } catch (JsonProcessingException malformed) {
            return new Answer(400, Map.of("error", "not the JSON expected here: " + malformed.getOriginalMessage()));
        } catch (IllegalArgumentException refused) {
            return new Answer(400, Map.of("error", String.valueOf(refused.getMessage())));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Answer(503, Map.of("error", "the node is stopping"));
        } catch (RuntimeException failed) {
            LOG.error("{} failed", exchange.getRequestURI(), failed);
            return new Answer(500, Map.of("error", String.valueOf(failed.getMessage())));
        }
    }

    private Answer ready() throws InterruptedException {
        if (!members.selfIsUp()) {
            return new Answer(503, Map.of("error", "not Up in the cluster yet"));
        }
        return inspect() == null ? silent() : new Answer(200, "ready");
    }

    private Answer state() throws InterruptedException {
        NodeView view = inspect();
        if (view == null) {
            return silent();
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("node", settings.id().value());
        body.put("role", view.role());
        body.put("term", view.term());
        body.put("leader", view.leader());
        body.putAll(view.details());
        return new Answer(200, body);
    }

    private Answer sent() {
        SentTraffic traffic = SentTraffic.of(Adapter.toClassic(system));
        return new Answer(
                200,
                Map.of(
                        "incarnation", peers.incarnation(),
                        "messages", traffic.messages(),
                        "bytes", traffic.bytes()));
    }

    private static Answer silent() {
        return new Answer(503, Map.of("error", "the protocol's actor does not answer"));
    }

    private NodeView inspect() throws InterruptedException {
        return await(
                AskPattern.ask(protocol, scenario::inspect, INSPECT_PATIENCE, system.scheduler()), INSPECT_PATIENCE);
    }

    private Answer operation(HttpExchange exchange) throws IOException, InterruptedException {
        Call call = json.readValue(exchange.getRequestBody(), Call.class);
        CompletionStage<Reply> asked = AskPattern.ask(
                protocol, replyTo -> operations.message(call, replyTo), OPERATION_PATIENCE, system.scheduler());
        Reply reply = await(asked, OPERATION_PATIENCE);
        Map<String, Object> body = new LinkedHashMap<>();
        switch (reply) {
            case null -> {
                body.put("outcome", "unknown");
                body.put("error", "no answer within " + OPERATION_PATIENCE.toSeconds() + " s");
            }
            case Reply.Ok ok -> {
                body.put("outcome", "ok");
                body.put("value", ok.value());
            }
            case Reply.Failed failed -> {
                body.put("outcome", "failed");
                body.put("error", failed.error());
            }
            case Reply.Unknown unknown -> {
                body.put("outcome", "unknown");
                body.put("error", unknown.error());
            }
            case Reply.Lost lost -> {
                body.put("outcome", "lost");
                body.put("error", lost.error());
            }
            case Reply.Redirect redirect -> {
                body.put("outcome", "redirect");
                body.put("leader", redirect.leader().map(NodeId::value).orElse(null));
            }
        }
        return new Answer(200, body);
    }

    private Answer load(HttpExchange exchange) throws IOException, InterruptedException {
        Load load = json.readValue(exchange.getRequestBody(), Load.class);
        return new Answer(200, LoadGenerator.run(system, scenario, protocol, load));
    }

    private Answer faults(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            Map<String, LinkFault> named = json.readValue(exchange.getRequestBody(), new TypeReference<>() {});
            Map<NodeId, LinkFault> faults = new TreeMap<>();
            named.forEach((peer, fault) -> faults.put(new NodeId(peer), fault));
            peers.inject(faults);
        }
        return new Answer(200, peers.report());
    }

    private Answer peers(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            Map<String, NodeSettings.Ports> named = json.readValue(exchange.getRequestBody(), new TypeReference<>() {});
            Map<NodeId, NodeSettings.Ports> nodes = new TreeMap<>();
            named.forEach((id, ports) -> {
                if (ports == null) {
                    throw new IllegalArgumentException(id + " needs its ports: {\"artery\": 1, \"http\": 2}");
                }
                nodes.put(new NodeId(id), ports);
            });
            peers.learn(nodes);
        }
        return new Answer(200, peers.addresses());
    }

    /** By how much a clock is to be off. */
    private record ClockOffset(Long offsetMillis) {
        ClockOffset {
            if (offsetMillis == null) {
                throw new IllegalArgumentException("offsetMillis is missing");
            }
        }
    }

    private Answer clock(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            clock.setOffset(
                    json.readValue(exchange.getRequestBody(), ClockOffset.class).offsetMillis());
        }
        return new Answer(
                200,
                Map.of(
                        "offsetMillis",
                        clock.offsetMillis(),
                        "epochMillis",
                        clock.now().toEpochMilli()));
    }

    /** Leaving takes its time, so it is answered before it is done. */
    private Answer stop() {
        CoordinatedShutdown.get(system).runAll(CoordinatedShutdown.clusterLeavingReason());
        return new Answer(200, "leaving");
    }

    /** The answer, or null when there was none in time. */
    private static <T> T await(CompletionStage<T> asked, Duration patience) throws InterruptedException {
        try {
            return asked.toCompletableFuture().get(patience.toMillis() + 500, TimeUnit.MILLISECONDS);
        } catch (TimeoutException silent) {
            return null;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IllegalArgumentException refused) {
                throw refused;
            }
            return null;
        }
    }
}
