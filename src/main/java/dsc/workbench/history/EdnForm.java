package dsc.workbench.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What EDN tells apart and a history does not: keywords and symbols from strings, and where a map was written. */
sealed interface EdnForm {

    /** @param name without the colon, with its namespace if it has one */
    record Keyword(String name) implements EdnForm {
        @Override
        public String toString() {
            return ":" + name;
        }
    }

    record Symbol(String name) implements EdnForm {
        @Override
        public String toString() {
            return name;
        }
    }

    /** @param offset where the map opens */
    record Mapping(int offset, Map<Object, Object> entries) implements EdnForm {
        /** What stands under a key that may be written {@code :name} or {@code "name"}. */
        Object get(String name) {
            Keyword keyword = new Keyword(name);
            return entries.containsKey(keyword) ? entries.get(keyword) : entries.get(name);
        }

        boolean has(String name) {
            return entries.containsKey(new Keyword(name)) || entries.containsKey(name);
        }

        /** Two maps are equal wherever they stand. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Mapping mapping && mapping.entries.equals(entries);
        }

        @Override
        public int hashCode() {
            return entries.hashCode();
        }
    }

    /**
     * A form as an event's value. A keyword becomes a string that keeps its colon, so that {@code :a} and {@code "a"}
     * stay two values; a symbol becomes its name.
     */
    static Object plain(Object form) {
        return switch (form) {
            case null -> null;
            case Keyword keyword -> keyword.toString();
            case Symbol symbol -> symbol.name();
            case Mapping mapping -> {
                Map<Object, Object> plain = new LinkedHashMap<>();
                mapping.entries.forEach((key, value) -> plain.put(plain(key), plain(value)));
                yield Collections.unmodifiableMap(plain);
            }
            case Set<?> set -> Collections.unmodifiableSet(addPlain(set, new LinkedHashSet<>()));
            case List<?> list -> Collections.unmodifiableList(addPlain(list, new ArrayList<>()));
            default -> form;
        };
    }

    private static <C extends Collection<Object>> C addPlain(Collection<?> forms, C plain) {
        forms.forEach(form -> plain.add(plain(form)));
        return plain;
    }
}
