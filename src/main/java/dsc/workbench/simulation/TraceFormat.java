package dsc.workbench.simulation;

import dsc.workbench.client.Attempts;
import dsc.workbench.history.Event;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.NodeView;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;

/** Messages and states as text that is the same on every machine: no identity, no order that may differ. */
final class TraceFormat {

    private TraceFormat() {}

    static String of(Object value) {
        return switch (value) {
            case null -> "null";
            case byte[] bytes -> bytes.length + " bytes";
            case ActorRef<?> actor -> ofActor(actor);
            case Optional<?> optional -> optional.map(TraceFormat::of).orElse("none");
            case List<?> list -> list.stream().map(TraceFormat::of).collect(Collectors.joining(", ", "[", "]"));
            case Set<?> set ->
                set.stream().map(TraceFormat::of).collect(Collectors.toCollection(TreeSet::new)).stream()
                        .collect(Collectors.joining(", ", "{", "}"));
            case Map<?, ?> map -> {
                Set<String> entries = new TreeSet<>();
                map.forEach((key, mapped) -> entries.add(of(key) + "=" + of(mapped)));
                yield entries.stream().collect(Collectors.joining(", ", "{", "}"));
            }
            case Record part when !saysItself(part) -> ofRecord(part);
            default -> value.toString();
        };
    }

    /** The text that a record gets from the compiler is final; one that somebody wrote is not. */
    private static boolean saysItself(Record part) {
        try {
            return !Modifier.isFinal(part.getClass().getMethod("toString").getModifiers());
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** An actor that waits for an answer has a number for a name, which depends on how many did before. */
    private static String ofActor(ActorRef<?> actor) {
        return switch (actor.path().parent().name()) {
            case "simulation", "temp" -> "asker";
            default -> actor.path().name();
        };
    }

    private static String ofRecord(Record part) {
        List<String> components = new ArrayList<>();
        for (RecordComponent component : part.getClass().getRecordComponents()) {
            try {
                Method accessor = component.getAccessor();
                accessor.setAccessible(true);
                Object value = accessor.invoke(part);
                if (!(value instanceof ActorRef<?>) && !ContentHash.isLeftOut(accessor, value)) {
                    components.add(component.getName() + "=" + of(value));
                }
            } catch (IllegalAccessException | InvocationTargetException unreadable) {
                components.add(component.getName() + "=?");
            }
        }
        return part.getClass().getSimpleName() + "[" + String.join(", ", components) + "]";
    }

    /** A client's call, such as {@code cas k1 [0, 3]}, with its context if it has one. */
    static String ofCall(Call call) {
        return call.function()
                + (call.key() == null ? "" : " " + call.key())
                + (call.value() == null ? "" : " " + of(call.value()))
                + (call.context() == null ? "" : " (context " + call.context() + ")");
    }

    /** How an operation ended, such as {@code read k1: ok 3}. */
    static String ofOutcome(Event invocation, Attempts.Outcome outcome) {
        String end = switch (outcome.type()) {
            case OK -> "ok" + (outcome.value() == null ? "" : " " + of(outcome.value()));
            case FAIL -> "failed, " + outcome.error();
            case INFO, INVOKE -> "unknown, " + outcome.error();
        };
        return invocation.function() + (invocation.key() == null ? "" : " " + invocation.key()) + ": " + end;
    }

    /** A node's state: its role, epoch, and what else is worth showing. */
    static String ofState(NodeView state) {
        StringBuilder text = new StringBuilder(state.role());
        if (state.term() >= 0) {
            text.append(" term=").append(state.term());
        }
        // A map without an order of its own has another one in every JVM.
        Map<String, Object> details = state.details();
        (details instanceof LinkedHashMap ? details : new TreeMap<>(details)).forEach((name, value) -> {
            if (value != null) {
                text.append(' ').append(name).append('=').append(of(value));
            }
        });
        return text.toString();
    }
}
