package dsc.workbench.history;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a nemesis event says: that a fault, or something else that is done to a cluster, begins or ends. As an event's
 * value it is a map with these components by their names; {@code others} and {@code direction} stand there for a cut
 * only.
 *
 * @param kind what was done, such as {@code kill}, as the command line writes it
 * @param what the same for people, in a few words
 * @param nodes the nodes it concerns; for a cut, one side; empty where nobody wrote them down
 * @param others the other side of a cut; otherwise empty
 * @param direction {@link FaultWindow#BOTH}, {@link FaultWindow#FROM_NODES} or {@link FaultWindow#TO_NODES}
 */
public record FaultNote(String kind, String what, List<String> nodes, List<String> others, String direction) {

    /** Follows the kind in the function of an event that says that something is over. */
    static final String END = "-end";

    public FaultNote {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(direction, "direction");
        nodes = List.copyOf(nodes);
        others = List.copyOf(others);
    }

    /** A note on something that is not a cut. */
    public FaultNote(String kind, String what, List<String> nodes) {
        this(kind, what, nodes, List.of(), FaultWindow.BOTH);
    }

    /** The note of a nemesis event, also of one that says in a text alone what was done; empty for other events. */
    public static Optional<FaultNote> of(Event event) {
        if (!event.ofNemesis()) {
            return Optional.empty();
        }
        String function = event.function();
        String kind = ends(event) ? function.substring(0, function.length() - END.length()) : function;
        if (!(event.value() instanceof Map<?, ?> map)) {
            return Optional.of(new FaultNote(kind, String.valueOf(event.value()), List.of()));
        }
        return Optional.of(new FaultNote(
                text(map, "kind", kind),
                text(map, "what", ""),
                texts(map, "nodes"),
                texts(map, "others"),
                text(map, "direction", FaultWindow.BOTH)));
    }

    /** Whether a nemesis event says that something is over. */
    static boolean ends(Event event) {
        return event.function().endsWith(END);
    }

    /** This note as an event's value. */
    Map<String, Object> asValue() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("kind", kind);
        value.put("what", what);
        value.put("nodes", nodes);
        if (!others.isEmpty()) {
            value.put("others", others);
            value.put("direction", direction);
        }
        return value;
    }

    private static String text(Map<?, ?> map, String name, String otherwise) {
        Object value = get(map, name);
        return switch (value) {
            case null -> otherwise;
            case EdnForm.Keyword keyword -> keyword.name();
            default -> value.toString();
        };
    }

    private static List<String> texts(Map<?, ?> map, String name) {
        return get(map, name) instanceof Collection<?> items
                ? items.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** In EDN written by others, a name may be a keyword. */
    private static Object get(Map<?, ?> map, String name) {
        return map.containsKey(name) ? map.get(name) : map.get(new EdnForm.Keyword(name));
    }
}
