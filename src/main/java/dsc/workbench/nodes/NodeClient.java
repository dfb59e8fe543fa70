package dsc.workbench.nodes;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dsc.workbench.cluster.Load;
import dsc.workbench.cluster.LoadReport;
import dsc.workbench.cluster.NodeSettings;
import dsc.workbench.faults.ClockReading;
import dsc.workbench.faults.LinkFault;
import dsc.workbench.faults.LinkReport;
import dsc.workbench.loopback.Token;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Speaks with a node's control endpoint. */
public final class NodeClient {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int OK = 200;
    private static final int REFUSED = 4;

    /**
     * A request that the node does not take, such as one that is too long (statuses 400 to 499); the message says why.
     */
    private static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    private final String base;
    private final Token token;

    /**
     * @param port of the node's control endpoint
     * @param token that the endpoint asks for
     */
    public NodeClient(int port, Token token) {
        this.base = "http://127.0.0.1:" + port;
        this.token = token;
    }

    /**
     * A call's outcome.
     *
     * @param outcome ok, failed, unknown, lost or redirect (see {@link dsc.workbench.protocol.Reply})
     * @param context with ok, what the client hands back with its next call, or null
     * @param leader with redirect, who may serve it, or null
     */
    public record Answer(String outcome, Object value, String context, String error, String leader) {

        /** What the node's protocol replied; unknown, if the outcome is. */
        public Reply reply() {
            return switch (outcome) {
                case "ok" -> new Reply.Ok(value, context);
                case "failed" -> new Reply.Failed(error);
                case "lost" -> new Reply.Lost(error);
                case "redirect" ->
                    new Reply.Redirect(Optional.ofNullable(leader).map(NodeId::new));
                default -> new Reply.Unknown(error);
            };
        }
    }

    public Answer call(Call call, Duration timeout) throws IOException, InterruptedException {
        byte[] answer;
        try {
            answer = post("/operations", JSON.writeValueAsBytes(call), timeout);
        } catch (RefusedException refused) {
            // A call that the protocol's actor never got certainly did not take effect.
            return new Answer("failed", null, null, refused.getMessage(), null);
        }
        Map<String, Object> body = JSON.readValue(answer, new TypeReference<>() {});
        return new Answer(
                (String) body.get("outcome"),
                body.get("value"),
                (String) body.get("context"),
                (String) body.get("error"),
                (String) body.get("leader"));
    }

    Map<NodeId, LinkReport> setLinks(Map<NodeId, LinkFault> faults, Duration timeout)
            throws IOException, InterruptedException {
        Map<String, LinkFault> named = new TreeMap<>();
        faults.forEach((peer, fault) -> named.put(peer.value(), fault));
        return reports(post("/faults", JSON.writeValueAsBytes(named), timeout));
    }

    public Map<NodeId, LinkReport> links(Duration timeout) throws IOException, InterruptedException {
        return reports(send(request("/faults", timeout).build()));
    }

    /** Puts {@code load} on the node, and waits until it is over. */
    public LoadReport load(Load load, Duration timeout) throws IOException, InterruptedException {
        return JSON.readValue(post("/load", JSON.writeValueAsBytes(load), timeout), LoadReport.class);
    }

    /** Sets the node's time of day off by so much, ahead or, if it is negative, behind; 0 sets it right. */
    void setClock(long offsetMillis, Duration timeout) throws IOException, InterruptedException {
        post("/clock", JSON.writeValueAsBytes(Map.of("offsetMillis", offsetMillis)), timeout);
    }

    public ClockReading clock(Duration timeout) throws IOException, InterruptedException {
        long before = System.currentTimeMillis();
        long shown = JSON.readTree(send(request("/clock", timeout).build()))
                .path("epochMillis")
                .asLong();
        return new ClockReading(shown, before, Math.max(before, System.currentTimeMillis()));
    }

    public Map<String, Object> state(Duration timeout) throws IOException, InterruptedException {
        return JSON.readValue(
                send(request("/state", timeout).build()), new TypeReference<LinkedHashMap<String, Object>>() {});
    }

    /**
     * What a node has sent to others since it was started.
     *
     * @param incarnation which start that was
     */
    public record Sent(long incarnation, long messages, long bytes) {}

    Sent sent(Duration timeout) throws IOException, InterruptedException {
        return JSON.readValue(send(request("/sent", timeout).build()), Sent.class);
    }

    /**
     * How many events a node has written to its journal since its start.
     *
     * @param incarnation which start that was
     */
    public record Written(long incarnation, long events) {}

    Written written(Duration timeout) throws IOException, InterruptedException {
        return JSON.readValue(send(request("/written", timeout).build()), Written.class);
    }

    /** Tells the node where others are, of which it may not know yet. */
    void addPeers(Map<NodeId, NodeSettings.Ports> peers, Duration timeout) throws IOException, InterruptedException {
        Map<String, NodeSettings.Ports> named = new TreeMap<>();
        peers.forEach((peer, ports) -> named.put(peer.value(), ports));
        post("/peers", JSON.writeValueAsBytes(named), timeout);
    }

    /** Makes the node leave the cluster and end; returns before it has. */
    void stop(Duration timeout) throws IOException, InterruptedException {
        post("/stop", new byte[0], timeout);
    }

    /** How many members are Up, as this node sees it. */
    public int membersUp(Duration timeout) throws IOException, InterruptedException {
        int up = 0;
        for (JsonNode member : JSON.readTree(
                        send(request("/cluster/members", timeout).build()))
                .path("members")) {
            up += member.path("status").asText().equals("Up") ? 1 : 0;
        }
        return up;
    }

    public boolean isReady(Duration timeout) throws InterruptedException {
        try {
            send(request("/ready", timeout).build());
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static Map<NodeId, LinkReport> reports(byte[] body) throws IOException {
        Map<String, LinkReport> named = JSON.readValue(body, new TypeReference<>() {});
        Map<NodeId, LinkReport> reports = new TreeMap<>();
        named.forEach((peer, report) -> reports.put(new NodeId(peer), report));
        return reports;
    }

    private byte[] post(String path, byte[] body, Duration timeout) throws IOException, InterruptedException {
        return send(request(path, timeout)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    private HttpRequest.Builder request(String path, Duration timeout) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(timeout).header(Token.HEADER, token.value());
    }

    private static byte[] send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() / 100 == REFUSED) {
            throw new RefusedException(
                    JSON.readTree(response.body()).path("error").asText());
        }
        if (response.statusCode() != OK) {
            throw new IOException(request.uri().getPath() + " answered " + response.statusCode() + " "
                    + new String(response.body(), java.nio.charset.StandardCharsets.UTF_8));
        }
        return response.body();
    }
}
