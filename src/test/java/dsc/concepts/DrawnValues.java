package dsc.concepts;

import dsc.workbench.protocol.NodeId;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;

/** Values of any record, drawn component by component; what a constructor refuses is drawn again. */
final class DrawnValues {

    private static final int ATTEMPTS_MAX = 2_000;
    private static final int ELEMENTS_MAX = 3;
    private static final List<String> TEXTS = List.of("", "x", "k1", "ä € 😀\n\u0000\"", "another text");

    private final SplittableRandom random;
    private final Function<Class<?>, ActorRef<?>> references;

    /** What the type variables of the generic record that is drawn now stand for. */
    private Map<String, Type> variables = Map.of();

    /** @param references gives a reference to an actor that takes messages of a type */
    DrawnValues(long seed, Function<Class<?>, ActorRef<?>> references) {
        this.random = new SplittableRandom(seed);
        this.references = references;
    }

    /**
     * A value of a record.
     *
     * @return empty when its constructor refused all that was drawn, or a component is of a type that cannot be drawn
     */
    Optional<Object> of(Class<?> record) {
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            try {
                return Optional.of(record(record));
            } catch (IllegalArgumentException | NullPointerException refused) {
                // Drawn again.
            }
        }
        return Optional.empty();
    }

    private Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(component -> any(component.getGenericType()))
                .toArray();
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException refused) {
            throw new IllegalArgumentException(refused.getCause());
        } catch (ReflectiveOperationException closed) {
            throw new AssertionError(closed);
        }
    }

    private Object any(Type type) {
        if (type instanceof TypeVariable<?> variable) {
            return any(variables.get(variable.getName()));
        }
        if (type instanceof ParameterizedType parameterized) {
            return generic((Class<?>) parameterized.getRawType(), parameterized.getActualTypeArguments());
        }
        Class<?> plain = (Class<?>) type;
        if (plain == NodeId.class) {
            return new NodeId("n" + random.nextInt(1, 6));
        } else if (plain == String.class) {
            return TEXTS.get(random.nextInt(TEXTS.size()));
        } else if (plain == long.class || plain == Long.class) {
            return number(Long.MAX_VALUE);
        } else if (plain == int.class || plain == Integer.class) {
            return (int) number(Integer.MAX_VALUE);
        } else if (plain == boolean.class || plain == Boolean.class) {
            return random.nextBoolean();
        } else if (plain == byte[].class) {
            byte[] bytes = new byte[random.nextInt(ELEMENTS_MAX + 1)];
            random.nextBytes(bytes);
            return bytes;
        } else if (plain.isEnum()) {
            return plain.getEnumConstants()[random.nextInt(plain.getEnumConstants().length)];
        } else if (plain.isRecord()) {
            return of(plain).orElseThrow(() -> new IllegalArgumentException("no " + plain));
        } else if (plain.isSealed()) {
            List<Class<?>> records = records(plain).toList();
            return any(records.get(random.nextInt(records.size())));
        }
        throw new IllegalArgumentException("cannot draw " + type);
    }

    /** Often small, so that numbers fit each other; seldom the largest or a negative one. */
    private long number(long most) {
        return switch (random.nextInt(12)) {
            case 0 -> most;
            case 1 -> -1;
            case 2, 3 -> random.nextLong(most);
            default -> random.nextLong(6);
        };
    }

    private Object generic(Class<?> type, Type... arguments) {
        if (type == ActorRef.class) {
            Type takes = arguments[0];
            return references.apply((Class<?>) (takes instanceof ParameterizedType raw ? raw.getRawType() : takes));
        } else if (type == Optional.class) {
            return random.nextBoolean() ? Optional.empty() : Optional.of(any(arguments[0]));
        } else if (type == List.class) {
            return elements(arguments[0]);
        } else if (Set.class.isAssignableFrom(type)) {
            return new TreeSet<>(elements(arguments[0]));
        } else if (Map.class.isAssignableFrom(type)) {
            Map<Object, Object> map = new TreeMap<>();
            elements(arguments[0]).forEach(key -> map.put(key, any(arguments[1])));
            return map;
        } else if (type.isRecord()) {
            return genericRecord(type, arguments);
        }
        throw new IllegalArgumentException("cannot draw " + type);
    }

    private Object genericRecord(Class<?> type, Type... arguments) {
        Map<String, Type> outer = variables;
        Map<String, Type> inner = new HashMap<>();
        for (int at = 0; at < arguments.length; at++) {
            boolean passedOn = arguments[at] instanceof TypeVariable<?>;
            inner.put(
                    type.getTypeParameters()[at].getName(),
                    passedOn ? outer.get(((TypeVariable<?>) arguments[at]).getName()) : arguments[at]);
        }
        variables = inner;
        try {
            return record(type);
        } finally {
            variables = outer;
        }
    }

    private List<Object> elements(Type type) {
        List<Object> elements = new ArrayList<>();
        for (int left = random.nextInt(ELEMENTS_MAX + 1); left > 0; left--) {
            elements.add(any(type));
        }
        return elements;
    }

    /** The records that a sealed type permits, or the type itself. */
    static Stream<Class<?>> records(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(DrawnValues::records)
                : Stream.of(type);
    }
}
