package dsc.workbench.protocol;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a record has to show, name to value, in the order of its components. */
final class RecordDetails {

    /** These are shown beside the details. */
    private static final Set<String> SHOWN = Set.of("role", "term", "leader", "details");

    private RecordDetails() {}

    static Map<String, Object> of(Object value) {
        Map<String, Object> details = new LinkedHashMap<>();
        RecordComponent[] components = value.getClass().getRecordComponents();
        if (components != null) {
            for (RecordComponent component : components) {
                if (!SHOWN.contains(component.getName())) {
                    details.put(component.getName(), shown(valueOf(component, value)));
                }
            }
        }
        return details;
    }

    private static Object valueOf(RecordComponent component, Object value) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException failed) {
            throw new IllegalStateException(component + " cannot be read", failed);
        }
    }

    /** As JSON takes it. */
    private static Object shown(Object value) {
        return switch (value) {
            case null -> null;
            case NodeId node -> node.value();
            case Enum<?> constant -> Words.of(constant);
            case Optional<?> optional -> optional.map(RecordDetails::shown).orElse(null);
            case Collection<?> all -> all.stream().map(RecordDetails::shown).toList();
            default -> value;
        };
    }
}
