package dsc.concepts.foundations.consensus.raft;

import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A client that repeats a call, under the same number of the same session, until it knows what the call came to
 * (thesis, §6.3).
 */
final class TestClient {

    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration BACKOFF = Duration.ofMillis(5);

    private final RaftScenario scenario = new RaftScenario();
    private final TestGroup group;
    private NodeId node;
    private long session;
    private long sequence;

    TestClient(TestGroup group, int number) {
        this.group = group;
        this.node = group.nodes.get(number % group.nodes.size());
    }

    /** {@link Reply.Ok} or {@link Reply.Failed}: it took effect once, or never. */
    Reply perform(Call call) {
        if (session == 0) {
            Reply opened = attempt(Call.of(Call.OPEN_SESSION, null, null));
            session = Long.parseLong(((Reply.Ok) opened).value().toString());
        }
        sequence++;
        return attempt(call.in(session, sequence));
    }

    Object ok(String function, String key, Object value) {
        Reply reply = perform(Call.of(function, key, value));
        if (reply instanceof Reply.Ok ok) {
            return ok.value();
        }
        throw new AssertionError(function + " " + key + " " + value + ": " + reply);
    }

    void write(String key, String value) {
        ok("write", key, value);
    }

    Object read(String key) {
        return ok("read", key, null);
    }

    private Reply attempt(Call call) {
        for (long start = System.nanoTime(); System.nanoTime() - start < BOUND.toNanos(); ) {
            Optional<Reply> reply =
                    group.ask(node, replyTo -> scenario.operations().message(call, replyTo));
            switch (reply.orElse(new Reply.Unknown("no answer"))) {
                case Reply.Ok ok -> {
                    return ok;
                }
                case Reply.Failed failed -> {
                    return failed;
                }
                case Reply.Lost lost -> {
                    return lost;
                }
                case Reply.Redirect redirect -> node = redirect.leader().orElseGet(this::nextNode);
                case Reply.Unknown unknown -> node = nextNode();
            }
            LockSupport.parkNanos(BACKOFF.toNanos());
        }
        throw new AssertionError(call + " came to nothing");
    }

    private NodeId nextNode() {
        List<NodeId> nodes = group.nodes;
        return nodes.get((nodes.indexOf(node) + 1) % nodes.size());
    }
}
