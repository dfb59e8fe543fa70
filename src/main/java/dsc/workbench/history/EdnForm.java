package dsc.workbench.history;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The forms of EDN that Java has no type for, and where a map was written. Two are equal where Clojure calls them so;
 * {@code toString} gives the form as EDN.
 */
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

    /** @param text the character itself, one code point */
    record Char(String text) implements EdnForm {
        @Override
        public String toString() {
            return switch (text) {
                case "\n" -> "\\newline";
                case "\r" -> "\\return";
                case " " -> "\\space";
                case "\t" -> "\\tab";
                case "\f" -> "\\formfeed";
                case "\b" -> "\\backspace";
                default -> {
                    char first = text.charAt(0);
                    boolean plain = text.length() > 1 || !EdnScalars.blank(first) && !Character.isSurrogate(first);
                    yield "\\" + (plain ? text : String.format(java.util.Locale.ROOT, "u%04x", (int) first));
                }
            };
        }
    }

    /** In lowest terms, with a denominator of at least 2. */
    record Ratio(BigInteger numerator, BigInteger denominator) implements EdnForm {
        @Override
        public String toString() {
            return numerator + "/" + denominator;
        }
    }

    /** A tagged literal, such as {@code #inst "2026-11-30"}. */
    record Tagged(String tag, Object form) implements EdnForm {
        @Override
        public String toString() {
            return "#" + tag + " " + EdnPrinter.print(form);
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

        /** Whether the key is there in both spellings, so that nobody can tell which one counts. */
        boolean hasTwice(String name) {
            return entries.containsKey(new Keyword(name)) && entries.containsKey(name);
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

    /** A form as an event's value: a map without its offset, everything else as it is. */
    static Object plain(Object form) {
        return switch (form) {
            case null -> null;
            case Tagged tagged -> new Tagged(tagged.tag, plain(tagged.form));
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

    /** What a tagged literal tags, however often; any other form as it is. */
    static Object untagged(Object form) {
        Object inner = form;
        while (inner instanceof Tagged tagged) {
            inner = tagged.form;
        }
        return inner;
    }

    private static <C extends Collection<Object>> C addPlain(Collection<?> forms, C plain) {
        forms.forEach(form -> plain.add(plain(form)));
        return plain;
    }
}
