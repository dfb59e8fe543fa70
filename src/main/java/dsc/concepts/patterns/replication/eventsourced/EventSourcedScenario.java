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
import dsc.workbench.protocol.Workload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** A set, a counter and a name under each key, replicated by {@link EventSourced}. */
public final class EventSourcedScenario implements Scenario<EventSourced.Message> {

    private static final int TEXT_CHARS_MAX = 256;

    /** Between the parts of a persistence id. */
    private static final char SEPARATOR = '|';

    /** So many that no two elements of a run are equal. */
    private static final long ELEMENTS = 1L << 40;

    private static final int INCREMENT_MAX = 9;
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
                Duration.ofSeconds(15));
    }

    @Override
    public Workload workload() {
        return new Workload() {
            @Override
            public Call next(RandomGenerator random, List<String> keys) {
                return call(random, keys.get(random.nextInt(keys.size())));
            }

            @Override
            public List<Call> closing(List<String> keys) {
                return keys.stream().map(key -> Call.of("read", key, null)).toList();
            }
        };
    }

    /** In ten: three adds, two removals, three increments, a new name and a read. */
    private static Call call(RandomGenerator random, String key) {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> Call.of("add", key, Long.toString(random.nextLong(ELEMENTS), Character.MAX_RADIX));
            case 3, 4 -> Call.of("remove", key, null);
            case 5, 6, 7 -> Call.of("increment", key, Integer.toString(random.nextInt(1, INCREMENT_MAX + 1)));
            case 8 -> Call.of("rename", key, "name-" + random.nextInt(NAMES));
            default -> Call.of("read", key, null);
        };
    }

    /** Not a transfer, since nobody leads; not a change of the group, which Pekko wants to know beforehand. */
    @Override
    public Set<FaultKind> tolerates() {
        return EnumSet.complementOf(EnumSet.of(FaultKind.TRANSFER, FaultKind.MEMBERSHIP));
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
    public Behavior<EventSourced.Message> behavior(NodeContext<EventSourced.Message> node) {
        return EventSourced.create(node);
    }

    @Override
    public EventSourced.Message call(Call call, ActorRef<Reply> replyTo) {
        Replica.Command command = switch (call.function()) {
            case "add" -> new Replica.Add(text(call, call.value()), replyTo);
            case "remove" ->
                new Replica.Remove(Optional.ofNullable(call.value()).map(element -> text(call, element)), replyTo);
            case "increment" -> new Replica.Increment(amount(call.value()), replyTo);
            case "rename" -> new Replica.Rename(text(call, call.value()), replyTo);
            case "read" -> new Replica.Read(replyTo);
            default ->
                throw new IllegalArgumentException("eventsourced has no operation \"" + call.function()
                        + "\"; it has add, remove, increment, rename and read");
        };
        String key = text(call, call.key());
        if (key.indexOf(SEPARATOR) >= 0) {
            throw new IllegalArgumentException("a key has no \"" + SEPARATOR + "\"");
        }
        return new EventSourced.Ask(key, command);
    }

    private static String text(Call call, Object text) {
        if (text == null || text.toString().isEmpty() || text.toString().length() > TEXT_CHARS_MAX) {
            throw new IllegalArgumentException(call.function() + " needs a key"
                    + (call.function().equals("read") ? "" : " and a value") + " of 1 to " + TEXT_CHARS_MAX
                    + " characters");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text.toString())) {
            throw new IllegalArgumentException("a text must be encodable in UTF-8; this one has half a surrogate pair");
        }
        return text.toString();
    }

    /** Small enough that no sum of them overflows. */
    private static int amount(Object value) {
        try {
            return Integer.parseInt(String.valueOf(value));
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException("increment needs a whole number of 32 bits, not " + value);
        }
    }

    @Override
    public EventSourced.Message inspect(ActorRef<NodeView> replyTo) {
        return new EventSourced.Inspect(replyTo);
    }

    @Override
    public Map<String, Long> figures(History history) {
        Map<String, Long> figures =
                new LinkedHashMap<>(AcknowledgedEffects.losses(history).asFigures());
        figures.put("convergence, ms", AcknowledgedEffects.convergenceMillis(history));
        return figures;
    }
}
