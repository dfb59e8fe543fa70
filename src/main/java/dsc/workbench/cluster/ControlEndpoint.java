package dsc.workbench.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dsc.workbench.faults.LinkFault;
import dsc.workbench.links.SentTraffic;
import dsc.workbench.loopback.Answer;
import dsc.workbench.loopback.LoopbackServer;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Scenario;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
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
 * A node's control endpoint: HTTP with JSON, on loopback only (see {@link LoopbackServer}). A GET is open to every
 * program of this machine; a POST has the cluster's token in the header {@code X-Token}, the Content-Type
 * {@code application/json}, and JSON as {@link RequestJson} takes it.
 *
 * <ul>
 *   <li>{@code GET /alive}: 200 while the process serves
 *   <li>{@code GET /ready}: 200 once the node is Up and its protocol answers, else 503
 *   <li>{@code GET /sent}: how many messages and bytes the node has sent to others since its start
 *   <li>{@code GET /written}: how many events the node has written to its journal since its start
 *   <li>{@code GET /metrics}: {@link NodeMetrics}, as Prometheus scrapes them
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
    private static final Duration OPERATION_TIMEOUT = Duration.ofSeconds(3);

    private static final Duration INSPECT_TIMEOUT = Duration.ofSeconds(1);

    private final ObjectMapper json = new ObjectMapper();
    private final ActorSystem<?> system;
    private final NodeSettings settings;
    private final Scenario<M> scenario;
    private final Operations<M> operations;
    private final ActorRef<M> protocol;
    private final ClusterPeers<M> peers;
    private final NodeClock clock;
    private final Members members;
    private final WrittenEvents events;

    /** Null until somebody asks for it. */
    private NodeMetrics metrics;

    /** Held by the load that is under way. */
    private final Semaphore loading = new Semaphore(1);

    /** What is sent back: a status and a body to be written as JSON. */
    private record Result(int status, Object body) {}

    @FunctionalInterface
    private interface Action {
        Result on(byte[] body) throws InterruptedException;
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
        this.events = WrittenEvents.of(Adapter.toClassic(system));
    }

    /**
     * Serves until the actor system has ended.
     *
     * @throws java.net.BindException when the port is taken
     */
    void bind() throws IOException {
        LoopbackServer server = LoopbackServer.guardedBy(settings.token())
                .get("/alive", answering(nothing -> new Result(200, "alive")))
                .get("/ready", answering(nothing -> ready()))
                .get("/cluster/members", answering(nothing -> new Result(200, members.asJson())))
                .get("/state", answering(nothing -> state()))
                .get("/sent", answering(nothing -> sent()))
                .get("/written", answering(nothing -> written()))
                .get("/metrics", nothing -> metrics())
                .post("/operations", answering(this::operation))
                .post("/load", answering(this::load))
                .get("/faults", answering(nothing -> faults()))
                .post("/faults", answering(this::setFaults))
                .get("/peers", answering(nothing -> peers()))
                .post("/peers", answering(this::addPeers))
                .get("/clock", answering(nothing -> clock()))
                .post("/clock", answering(this::setClock))
                .post("/stop", answering(nothing -> stop()))
                .start(settings.ports().http());
        system.getWhenTerminated().thenRun(() -> {
            server.close();
            close();
        });
    }

    private LoopbackServer.Handler answering(Action action) {
        return body -> {
            Result result = result(action, body);
            try {
                return new Answer(result.status(), json.writeValueAsBytes(result.body()));
            } catch (JsonProcessingException unwritable) {
                throw new IllegalStateException(unwritable);
            }
        };
    }

    private static Result result(Action action, byte[] body) throws InterruptedException {
        try {
            return action.on(body);
        } catch (IllegalArgumentException refused) {
            return new Result(400, Map.of("error", String.valueOf(refused.getMessage())));
        } catch (RuntimeException failed) {
            LOG.error("a request failed", failed);
            return new Result(500, Map.of("error", String.valueOf(failed.getMessage())));
        }
    }

    private Result ready() throws InterruptedException {
        if (!members.selfIsUp()) {
            return new Result(503, Map.of("error", "not Up in the cluster yet"));
        }
        return inspect() == null ? silent() : new Result(200, "ready");
    }

    private Result state() throws InterruptedException {
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
        return new Result(200, body);
    }

    private Result sent() {
        SentTraffic traffic = SentTraffic.of(Adapter.toClassic(system));
        return new Result(
                200,
                Map.of(
                        "incarnation", peers.incarnation(),
                        "messages", traffic.messages(),
                        "bytes", traffic.bytes()));
    }

    private Result written() {
        return new Result(200, Map.of("incarnation", peers.incarnation(), "events", events.count()));
    }

    /** Made when it is first asked for: a node that nobody scrapes starts without it. */
    private Answer metrics() throws InterruptedException {
        NodeView view = inspect();
        synchronized (this) {
            if (metrics == null) {
                metrics = new NodeMetrics(SentTraffic.of(Adapter.toClassic(system)), events);
            }
            return metrics.answer(view);
        }
    }

    private synchronized void close() {
        if (metrics != null) {
            metrics.close();
        }
    }

    private static Result silent() {
        return new Result(503, Map.of("error", "the protocol's actor does not answer"));
    }

    private NodeView inspect() throws InterruptedException {
        return await(AskPattern.ask(protocol, scenario::inspect, INSPECT_TIMEOUT, system.scheduler()), INSPECT_TIMEOUT);
    }

    private Result operation(byte[] body) throws InterruptedException {
        Call call = RequestJson.read(body, Call.class);
        CompletionStage<Reply> asked = AskPattern.ask(
                protocol, replyTo -> operations.message(call, replyTo), OPERATION_TIMEOUT, system.scheduler());
        Reply reply = await(asked, OPERATION_TIMEOUT);
        return new Result(200, outcome(reply));
    }

    private static Map<String, Object> outcome(Reply reply) {
        Map<String, Object> body = new LinkedHashMap<>();
        switch (reply) {
            case null -> {
                body.put("outcome", "unknown");
                body.put("error", "no answer within " + OPERATION_TIMEOUT.toSeconds() + " s");
            }
            case Reply.Ok ok -> {
                body.put("outcome", "ok");
                body.put("value", ok.value());
                if (ok.context() != null) {
                    body.put("context", ok.context());
                }
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
        return body;
    }

    private Result load(byte[] body) throws InterruptedException {
        Load load = RequestJson.read(body, Load.class);
        load.requireRoom(Runtime.getRuntime().maxMemory());
        if (!loading.tryAcquire()) {
            return new Result(409, Map.of("error", "a load is under way on this node; it takes one at a time"));
        }
        try {
            return new Result(200, LoadGenerator.run(system, scenario, protocol, load));
        } finally {
            loading.release();
        }
    }

    private Result faults() {
        return new Result(200, peers.report());
    }

    private Result setFaults(byte[] body) {
        Map<NodeId, LinkFault> faults = new TreeMap<>();
        RequestJson.read(body, new TypeReference<Map<String, LinkFault>>() {})
                .forEach((peer, fault) -> faults.put(new NodeId(peer), fault));
        peers.inject(faults);
        return faults();
    }

    private Result peers() {
        return new Result(200, peers.addresses());
    }

    private Result addPeers(byte[] body) {
        Map<NodeId, NodeSettings.Ports> nodes = new TreeMap<>();
        RequestJson.read(body, new TypeReference<Map<String, NodeSettings.Ports>>() {})
                .forEach((id, ports) -> nodes.put(new NodeId(id), ports));
        peers.learn(nodes);
        return peers();
    }

    /** By how much a clock is to be off. */
    private record ClockOffset(Long offsetMillis) {
        ClockOffset {
            if (offsetMillis == null) {
                throw new IllegalArgumentException("offsetMillis is missing");
            }
        }
    }

    private Result clock() {
        return new Result(
                200,
                Map.of(
                        "offsetMillis",
                        clock.offsetMillis(),
                        "epochMillis",
                        clock.now().toEpochMilli()));
    }

    private Result setClock(byte[] body) {
        clock.setOffset(RequestJson.read(body, ClockOffset.class).offsetMillis());
        return clock();
    }

    /** Leaving takes its time, so it is answered before it is done. */
    private Result stop() {
        CoordinatedShutdown.get(system).runAll(CoordinatedShutdown.clusterLeavingReason());
        return new Result(200, "leaving");
    }

    /** The answer, or null when there was none in time. */
    private static <T> T await(CompletionStage<T> asked, Duration timeout) throws InterruptedException {
        try {
            return asked.toCompletableFuture().get(timeout.toMillis() + 500, TimeUnit.MILLISECONDS);
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
