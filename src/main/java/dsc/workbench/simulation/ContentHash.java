package dsc.workbench.simulation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A hash of what a message or an event contains, which is the same in every JVM, as {@link Object#hashCode} is not:
 * that of an enum's constant, and of whatever has one, is drawn. Records count by their components, collections by
 * their elements; of anything else, such as the reference of an actor, only the class counts.
 */
final class ContentHash {

    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private static final Map<Class<?>, Method[]> ACCESSORS = new ConcurrentHashMap<>();

    private ContentHash() {}

    static long of(Object value) {
        return switch (value) {
            case null -> 1;
            case String text -> text.hashCode();
            case Enum<?> constant -> constant.name().hashCode();
            case Number number -> number.hashCode();
            case Boolean flag -> flag ? 2 : 3;
            case Character character -> character;
            case Record record -> ofRecord(record);
            case List<?> list -> inOrder(list);
            case Collection<?> unordered -> sum(unordered);
            case Map<?, ?> map -> ofMap(map);
            case Optional<?> optional -> of(optional.orElse(null));
            case byte[] bytes -> Arrays.hashCode(bytes);
            case Duration duration -> duration.hashCode();
            case Instant instant -> instant.hashCode();
            default ->
                value.getClass().isHidden() ? 4 : value.getClass().getName().hashCode();
        };
    }

    private static long mix(long hash, long more) {
        long mixed = (hash ^ more) * FACTOR;
        return mixed ^ mixed >>> 32;
    }

    private static long inOrder(List<?> list) {
        long hash = list.size();
        for (Object element : list) {
            hash = mix(hash, of(element));
        }
        return hash;
    }

    /** Iterated in whatever order, which may differ from JVM to JVM. */
    private static long sum(Collection<?> elements) {
        long hash = elements.size();
        for (Object element : elements) {
            hash += mix(FACTOR, of(element));
        }
        return hash;
    }

    private static long ofMap(Map<?, ?> map) {
        long hash = map.size();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            hash += mix(mix(FACTOR, of(entry.getKey())), of(entry.getValue()));
        }
        return hash;
    }

    private static long ofRecord(Record record) {
        long hash = record.getClass().getName().hashCode();
        for (Method accessor : ACCESSORS.computeIfAbsent(record.getClass(), ContentHash::accessors)) {
            try {
                Object component = accessor.invoke(record);
                if (!isLeftOut(accessor, component)) {
                    hash = mix(hash, of(component));
                }
            } catch (IllegalAccessException | InvocationTargetException unreadable) {
                throw new IllegalStateException("a component of " + record + " cannot be read", unreadable);
            }
        }
        return hash;
    }

    /**
     * Whether a component counts for nothing: it is null, and is then left out of JSON too. So a record can be given
     * another component, and what was sent before is the same without it.
     */
    static boolean isLeftOut(Method accessor, Object component) {
        return component == null && accessor.isAnnotationPresent(JsonInclude.class);
    }

    private static Method[] accessors(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getAccessor)
                .peek(accessor -> accessor.setAccessible(true))
                .toArray(Method[]::new);
    }
}
