package dsc.concepts.foundations.conflictresolution.crdt;

import static java.nio.charset.StandardCharsets.UTF_8;

import dsc.workbench.checkers.AcknowledgedEffects;
import dsc.workbench.checkers.Checkers;
import dsc.workbench.history.History;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Guarantee;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.SetAndCounter;
import dsc.workbench.protocol.Workload;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** Sets and counters that merge, on Pekko's Distributed Data. */
public final class CrdtScenario implements Scenario<Crdt.Message> {

    private static final Duration RECOVERY_BOUND = Duration.ofSeconds(20);
    private static final int TEXT_CHARS_MAX = 256;
    private static final int KEY_BYTES_MAX = 256;

    /** The argument of a read that asks one replica alone. */
    private static final String HERE = "local";

    private static final String LABEL = "label";
    private static final String VOTE = "vote";
    private static final String WITHDRAW = "withdraw";
    private static final String VOTES = "votes";
    private static final String INSERT = "insert";
    private static final String ERASE = "erase";
    private static final String TEXT = "text";

    @Override
    public String id() {
        return "crdt";
    }

    @Override
    public String summary() {
        return "sets and counters that merge (CRDTs), on Pekko Distributed Data";
    }

    @Override
    public Guarantee guarantee() {
        return new Guarantee(
                "strong eventual consistency, nothing lost",
                "Every replica goes on by itself, whomever it can reach; within 20 s after the last fault all hold the"
                        + " same: every acknowledged add that was not removed, no removed element, and exact counts, as"
                        + " long as what replicas wrote to their disks survives.",
                Checkers.SET_COUNTER,
                AcknowledgedEffects.lossless(),
                RECOVERY_BOUND);
    }

    /** In the end, each replica says what it holds itself: to ask others first would make them alike. */
    @Override
    public Workload workload() {
        Workload operations = SetAndCounter.workload();
        return new Workload() {
            @Override
            public Call next(RandomGenerator random, List<String> keys) {
                return operations.next(random, keys);
            }

            @Override
            public List<Call> closing(List<String> keys) {
                return keys.stream()
                        .map(key -> Call.of(SetAndCounter.READ, key, HERE))
                        .toList();
            }
        };
    }

    /** Link faults other than cuts bear on what peers send by themselves; the replicator's messages are Pekko's own. */
    @Override
    public Set<FaultKind> tolerates() {
        return EnumSet.of(
                FaultKind.KILL,
                FaultKind.PAUSE,
                FaultKind.PARTITION,
                FaultKind.ISOLATE,
                FaultKind.ONE_WAY,
                FaultKind.CLOCK,
                FaultKind.LEAVE);
    }

    /** What clients of a run do not do: they would have to know what a text holds to edit it. */
    @Override
    public Set<String> notJudged() {
        return Set.of(LABEL, VOTE, WITHDRAW, VOTES, INSERT, ERASE, TEXT);
    }

    @Override
    public List<String> examples() {
        return List.of("add cart milk", "read cart");
    }

    @Override
    public boolean usesSessions() {
        return false;
    }

    @Override
    public boolean nodesCanJoin() {
        return true;
    }

    @Override
    public boolean needsCluster() {
        return true;
    }

    @Override
    public Behavior<Crdt.Message> behavior(NodeContext<Crdt.Message> node) {
        return Crdt.create(node, CrdtSettings.from(node.settings()));
    }

    @Override
    public Crdt.Message call(Call call, ActorRef<Reply> replyTo) {
        return switch (call.function()) {
            case LABEL ->
                call.value() == null
                        ? new Crdt.ReadLabel(key(call), replyTo)
                        : new Crdt.Label(key(call), text(call.value(), TEXT_CHARS_MAX), replyTo);
            case VOTE -> new Crdt.Vote(key(call), text(call.value(), TEXT_CHARS_MAX), replyTo);
            case WITHDRAW -> new Crdt.Withdraw(key(call), text(call.value(), TEXT_CHARS_MAX), replyTo);
            case VOTES -> new Crdt.ReadVotes(key(call), replyTo);
            case INSERT -> insert(call, replyTo);
            case ERASE -> new Crdt.Erase(key(call), position(call.value()), replyTo);
            case TEXT -> new Crdt.ReadText(key(call), replyTo);
            case SetAndCounter.ADD, SetAndCounter.REMOVE, SetAndCounter.INCREMENT, SetAndCounter.READ ->
                onSetAndCounter(call, replyTo);
            default ->
                throw new IllegalArgumentException("crdt has no operation \"" + call.function()
                        + "\"; it has add KEY ELEMENT, remove KEY [ELEMENT], increment KEY N, read KEY [local], label"
                        + " KEY [TEXT], vote KEY OPTION, withdraw KEY OPTION, votes KEY, insert KEY POSITION"
                        + " CHARACTER, erase KEY POSITION and text KEY");
        };
    }

    private Crdt.Message onSetAndCounter(Call call, ActorRef<Reply> replyTo) {
        String key = key(call);
        return call.function().equals(SetAndCounter.READ) && HERE.equals(call.value())
                ? new Crdt.ReadHere(key, replyTo)
                : new Crdt.Execute(SetAndCounter.operation(id(), call), replyTo);
    }

    private static Crdt.Message insert(Call call, ActorRef<Reply> replyTo) {
        if (!(call.value() instanceof List<?> pair) || pair.size() != 2) {
            throw new IllegalArgumentException("insert takes a position and a character: [\"0\", \"x\"]");
        }
        return new Crdt.Insert(key(call), position(pair.getFirst()), text(pair.getLast(), 1), replyTo);
    }

    /**
     * LMDB, in which data is kept, has keys of at most 511 bytes; Distributed Data's are a little longer than these.
     */
    private static String key(Call call) {
        if (call.key() == null || call.key().isEmpty() || call.key().getBytes(UTF_8).length > KEY_BYTES_MAX) {
            throw new IllegalArgumentException(call.function() + " needs a key of 1 to " + KEY_BYTES_MAX + " bytes");
        }
        return call.key();
    }

    private static int position(Object value) {
        try {
            return Integer.parseInt(String.valueOf(value));
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException("a position is a whole number from 0, not \"" + value + "\"");
        }
    }

    private static String text(Object value, int most) {
        String text = value == null ? "" : value.toString();
        if (text.isEmpty() || text.codePointCount(0, text.length()) > most) {
            throw new IllegalArgumentException(
                    "the text has 1 to " + most + " characters, not " + text.codePointCount(0, text.length()));
        }
        return text;
    }

    @Override
    public Map<String, Map<String, String>> compared() {
        return comparedBy("dsc.crdt.consistency", (Object[]) CrdtSettings.Consistency.values());
    }

    @Override
    public Crdt.Message inspect(ActorRef<NodeView> replyTo) {
        return new Crdt.Inspect(replyTo);
    }

    @Override
    public Map<String, Long> figures(History history) {
        return AcknowledgedEffects.figures(history);
    }
}
