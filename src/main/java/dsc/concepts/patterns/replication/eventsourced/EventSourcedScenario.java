package dsc.concepts.patterns.replication.eventsourced;

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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** A set, a counter and a name under each key, replicated by {@link EventSourced}. */
public final class EventSourcedScenario implements Scenario<EventSourced.Message> {

    private static final String RENAME = "rename";

    /** With what else stands in a persistence id, it must fit into the 255 characters of the journal's column. */
    private static final int TEXT_CHARS_MAX = 200;

    /** Between the parts of a persistence id. */
    private static final char SEPARATOR = '|';

    private static final int NAMES = 1_000;

    @Override
    public String id() {
        return "eventsourced";
    }

    @Override
    public String summary() {
        return "active-active replicas that replay each other's journals";
    }

    @Override
    public Guarantee guarantee() {
        return new Guarantee(
                "converging, nothing lost",
                "Every node takes updates at all times, whoever else it can reach; once faults are over, all replicas"
                        + " hold the same, with every acknowledged add, removal and increment in it exactly once, as"
                        + " long as the journals survive.",
                Checkers.SET_COUNTER,
                AcknowledgedEffects.lossless(),
                Duration.ofSeconds(30));
    }

    /** As {@link SetAndCounter} has it, but that one call in ten gives a new name. */
    @Override
    public Workload workload() {
        Workload rest = SetAndCounter.workload();
        return new Workload() {
            @Override
            public Call next(RandomGenerator random, List<String> keys) {
                Call call = rest.next(random, keys);
                boolean renames = random.nextInt(10) == 0;
                String name = "name-" + random.nextInt(NAMES);
                return renames ? Call.of(RENAME, call.key(), name) : call;
            }

            @Override
            public List<Call> closing(List<String> keys) {
                return rest.closing(keys);
            }
        };
    }

    /** Not a transfer, since nobody leads; not a change of the group, which Pekko wants to know beforehand. */
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
                FaultKind.CLOCK,
                FaultKind.LEAVE);
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
    public boolean needsCluster() {
        return true;
    }

    @Override
    public boolean needsSharedJournal() {
        return true;
    }

    @Override
    public Behavior<EventSourced.Message> behavior(NodeContext<EventSourced.Message> node) {
        return EventSourced.create(node);
    }

    @Override
    public EventSourced.Message call(Call call, ActorRef<Reply> replyTo) {
        if (call.function().equals(RENAME)) {
            String name = text(call, call.value(), "a name");
            return new EventSourced.Ask(text(call, call.key(), "a key"), new Replica.Rename(name, replyTo));
        }
        SetAndCounter.Operation operation = SetAndCounter.operation(id(), call);
        Replica.Command command = switch (operation) {
            case SetAndCounter.Add add -> new Replica.Add(text(call, add.element(), "an element"), replyTo);
            case SetAndCounter.Remove remove -> new Replica.Remove(remove.element(), replyTo);
            case SetAndCounter.Increment increment -> new Replica.Increment(increment.amount(), replyTo);
            case SetAndCounter.Read read -> new Replica.Read(replyTo);
        };
        return new EventSourced.Ask(text(call, operation.key(), "a key"), command);
    }

    /** What a persistence id and a journal can take. */
    private static String text(Call call, Object value, String what) {
        String text = value == null ? "" : value.toString();
        if (text.isEmpty() || text.length() > TEXT_CHARS_MAX || text.indexOf(SEPARATOR) >= 0) {
            throw new IllegalArgumentException(call.function() + " needs " + what + " of 1 to " + TEXT_CHARS_MAX
                    + " characters, without \"" + SEPARATOR + "\"");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("a text must be encodable in UTF-8; this one has half a surrogate pair");
        }
        return text;
    }

    @Override
    public EventSourced.Message inspect(ActorRef<NodeView> replyTo) {
        return new EventSourced.Inspect(replyTo);
    }

    @Override
    public Map<String, Long> figures(History history) {
        return AcknowledgedEffects.figures(history);
    }
}
