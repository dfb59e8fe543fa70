package dsc.concepts.foundations.consensus.raft;

import dsc.workbench.checkers.Linearizability;
import dsc.workbench.checkers.Models;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Guarantee;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Rules;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Workload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** A key-value store replicated by {@link Raft}. */
public final class RaftScenario implements Scenario<Raft.Message> {

    /** Few values, so that a compare-and-set often finds the one that it expects. */
    private static final int VALUES = 5;

    private static final int KEY_CHARS_MAX = 256;
    private static final int VALUE_CHARS_MAX = 16 * 1024;

    @Override
    public String id() {
        return "raft";
    }

    @Override
    public String summary() {
        return "a key-value store on a replicated log with an elected leader";
    }

    @Override
    public Guarantee guarantee() {
        return new Guarantee(
                "linearizable, exactly once",
                "Every read, write and compare-and-set takes effect exactly once, at one moment between its invocation"
                        + " and its completion, as long as journals survive; while a majority can talk to each other,"
                        + " operations complete.",
                "kv",
                Linearizability.of(Models.KV),
                Duration.ofSeconds(10));
    }

    /** Half reads, a quarter writes, a quarter compare-and-sets. */
    @Override
    public Workload workload() {
        return (random, keys) -> {
            String key = keys.get(random.nextInt(keys.size()));
            int kind = random.nextInt(4);
            String value = Integer.toString(random.nextInt(VALUES));
            String expected = Integer.toString(random.nextInt(VALUES));
            return switch (kind) {
                case 0 -> Call.of("write", key, value);
                case 1 -> Call.of("cas", key, List.of(expected, value));
                default -> Call.of("read", key, null);
            };
        };
    }

    @Override
    public Set<FaultKind> tolerates() {
        return EnumSet.of(
                FaultKind.KILL,
                FaultKind.PAUSE,
                FaultKind.PARTITION,
                FaultKind.ISOLATE,
                FaultKind.ONE_WAY,
                FaultKind.DELAY,
                FaultKind.LOSS,
                FaultKind.DUPLICATE,
                FaultKind.TRANSFER,
                FaultKind.CLOCK,
                FaultKind.MEMBERSHIP);
    }

    @Override
    public List<String> examples() {
        return List.of("write x 1", "read x");
    }

    @Override
    public boolean usesSessions() {
        return true;
    }

    @Override
    public boolean groupCanChange() {
        return true;
    }

    @Override
    public Behavior<Raft.Message> behavior(NodeContext<Raft.Message> node) {
        return Raft.create(node, RaftSettings.from(node.settings()));
    }

    @Override
    public Raft.Message call(Call call, ActorRef<Reply> replyTo) {
        if (call.session() > 0 && call.sequence() < 1) {
            throw new IllegalArgumentException("within a session, operations are numbered from 1");
        }
        return switch (call.function()) {
            case "read" -> new Raft.Read(key(call), replyTo);
            case "write" ->
                new Raft.Execute(
                        new Command.Write(call.session(), call.sequence(), key(call), value(call.value())), replyTo);
            case "cas" -> compareAndSet(call, replyTo);
            case Call.OPEN_SESSION -> new Raft.Execute(new Command.OpenSession(), replyTo);
            case Call.TRANSFER_LEADERSHIP ->
                new Raft.TransferLeadership(
                        Optional.ofNullable(call.value()).map(target -> new NodeId(target.toString())), replyTo);
            case Call.ADD_SERVER -> new Raft.AddServer(server(call), replyTo);
            case Call.REMOVE_SERVER -> new Raft.RemoveServer(server(call), replyTo);
            default ->
                throw new IllegalArgumentException("raft has no operation \"" + call.function()
                        + "\"; it has read, write, cas, open-session,"
                        + " transfer-leadership, add-server and remove-server");
        };
    }

    private static Raft.Message compareAndSet(Call call, ActorRef<Reply> replyTo) {
        if (!(call.value() instanceof List<?> pair) || pair.size() != 2) {
            throw new IllegalArgumentException("cas takes two values, the expected and the new: [\"1\", \"2\"]");
        }
        String expected = pair.getFirst() == null ? null : value(pair.getFirst());
        return new Raft.Execute(
                new Command.CompareAndSet(call.session(), call.sequence(), key(call), expected, value(pair.getLast())),
                replyTo);
    }

    private static NodeId server(Call call) {
        if (call.value() == null) {
            throw new IllegalArgumentException(call.function() + " needs a node's id as its value");
        }
        return new NodeId(call.value().toString());
    }

    private static String key(Call call) {
        if (call.key() == null || call.key().isEmpty() || call.key().length() > KEY_CHARS_MAX) {
            throw new IllegalArgumentException(
                    call.function() + " needs a key of 1 to " + KEY_CHARS_MAX + " characters");
        }
        return encodable(call.key());
    }

    private static String value(Object value) {
        if (value == null || value.toString().length() > VALUE_CHARS_MAX) {
            throw new IllegalArgumentException(
                    "a value has at most " + VALUE_CHARS_MAX + " characters and is not null");
        }
        return encodable(value.toString());
    }

    /** Half a surrogate pair has no UTF-8: no journal would take it. */
    private static String encodable(String text) {
        // Nearly all texts are plain; an encoder for each would be waste where thousands come a second.
        boolean plain = text.chars().noneMatch(unit -> Character.isSurrogate((char) unit));
        if (!plain && !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("a text must be encodable in UTF-8; this one has half a surrogate pair");
        }
        return text;
    }

    @Override
    public Raft.Message inspect(ActorRef<NodeView> replyTo) {
        return new Raft.Inspect(replyTo);
    }

    @Override
    public Rules<ServerState> rules() {
        return new Rules<>(ServerState.class, RaftRules::invariants, RaftRules.SOMETIMES);
    }
}
