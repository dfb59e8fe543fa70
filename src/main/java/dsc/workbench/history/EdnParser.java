package dsc.workbench.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads forms of EDN (github.com/edn-format/edn), one after the other. Long, BigInteger, Double, BigDecimal, Boolean,
 * String, List and Set are Java's; the rest are {@link EdnForm}s.
 */
final class EdnParser {

    /** How deep collections, tags and discards may nest; far below what a thread's stack holds. */
    static final int DEPTH_MAX = 500;

    /** What {@link #next} answers when nothing is left. */
    static final Object END = new Object();

    private final EdnSource source;
    private final String text;
    private int at;
    private int formBegin;

    EdnParser(EdnSource source) {
        this.source = source;
        this.text = source.text();
        this.at = source.begin();
    }

    /** The next form, or {@link #END}. */
    Object next() {
        skipBlank(0);
        if (at == text.length()) {
            return END;
        }
        formBegin = at;
        return form(0);
    }

    /** Offset of what {@link #next} answered last. */
    int formBegin() {
        return formBegin;
    }

    private Object form(int depth) {
        int begin = at;
        if (depth > DEPTH_MAX) {
            throw source.malformed(begin, "this is nested more than " + DEPTH_MAX + " levels deep");
        }
        char first = text.charAt(at);
        switch (first) {
            case '(':
                at++;
                return items(begin, "list", ')', depth);
            case '[':
                at++;
                return items(begin, "vector", ']', depth);
            case '{':
                at++;
                return map(begin, depth, "");
            case '#':
                return dispatch(begin, depth);
            case ')', ']', '}':
                throw source.malformed(begin, "this " + first + " closes nothing that is open");
            case '"':
                return new EdnScalars(source).string(begin, this::moveTo);
            default:
                return new EdnScalars(source).token(begin, this::moveTo);
        }
    }

    private void moveTo(int offset) {
        at = offset;
    }

    /** After a {@code #}: a set, a symbolic value, or a tag and what it tags. */
    private Object dispatch(int begin, int depth) {
        char second = begin + 1 < text.length() ? text.charAt(begin + 1) : ' ';
        if (second == '{') {
            at += 2;
            return set(begin, depth);
        }
        if (second == '#') {
            return new EdnScalars(source).symbolicValue(begin, this::moveTo);
        }
        if (second == ':') {
            return namespacedMap(begin, depth);
        }
        if (!Character.isLetter(second)) {
            throw source.malformed(begin, "a # stands before a tag, a {, a _, a # or a :, and here is none of them");
        }
        at++;
        new EdnScalars(source).token(at, this::moveTo);
        String tag = text.substring(begin + 1, at);
        skipBlank(depth + 1);
        if (at == text.length()) {
            throw source.malformed(begin, "nothing follows this tag, the file seems truncated");
        }
        return new EdnForm.Tagged(tag, form(depth + 1));
    }

    /** {@code #:a{:b 1}}, which is {@code {:a/b 1}}; a key {@code :_/b} in it is {@code :b}. */
    private EdnForm.Mapping namespacedMap(int begin, int depth) {
        at++;
        new EdnScalars(source).token(at, this::moveTo);
        String namespace = text.substring(begin + 2, at);
        skipBlank(depth + 1);
        if (at == text.length()) {
            throw source.malformed(begin, "nothing follows this namespace, the file seems truncated");
        }
        if (namespace.contains("/") || text.charAt(at) != '{') {
            throw source.malformed(begin, "a namespaced map is a #:name and a map, and here is something else");
        }
        at++;
        return map(begin, depth, namespace);
    }

    private static Object inNamespace(String namespace, Object key) {
        return switch (key) {
            case EdnForm.Keyword keyword -> new EdnForm.Keyword(inNamespace(namespace, keyword.name()));
            case EdnForm.Symbol symbol -> new EdnForm.Symbol(inNamespace(namespace, symbol.name()));
            case null, default -> key;
        };
    }

    private static String inNamespace(String namespace, String name) {
        if (namespace.isEmpty()) {
            return name;
        }
        return name.startsWith("_/") ? name.substring(2) : name.contains("/") ? name : namespace + "/" + name;
    }

    private List<Object> items(int begin, String what, char close, int depth) {
        List<Object> items = new ArrayList<>();
        while (!closes(begin, what, close, depth)) {
            items.add(form(depth + 1));
        }
        return items;
    }

    private Set<Object> set(int begin, int depth) {
        Set<Object> items = new LinkedHashSet<>();
        while (!closes(begin, "set", '}', depth)) {
            int item = at;
            if (!items.add(form(depth + 1))) {
                throw source.malformed(item, "this set holds " + text.substring(item, at) + " twice");
            }
        }
        return items;
    }

    /** @param namespace of the keys that have none; empty if they are to have none */
    private EdnForm.Mapping map(int begin, int depth, String namespace) {
        Map<Object, Object> entries = new LinkedHashMap<>();
        while (!closes(begin, "map", '}', depth)) {
            int keyBegin = at;
            Object key = inNamespace(namespace, form(depth + 1));
            String keyText = text.substring(keyBegin, at);
            if (closes(begin, "map", '}', depth)) {
                throw source.malformed(keyBegin, "this map has the key " + brief(keyText) + " without a value");
            }
            if (entries.containsKey(key)) {
                throw source.malformed(keyBegin, "this map has the key " + brief(keyText) + " twice");
            }
            entries.put(key, form(depth + 1));
        }
        return new EdnForm.Mapping(begin, entries);
    }

    /** Whether the collection that opened at {@code begin} ends here; if not, a form begins here. */
    private boolean closes(int begin, String what, char close, int depth) {
        skipBlank(depth + 1);
        if (at == text.length()) {
            throw source.malformed(begin, "this " + what + " is never closed (opened here), the file seems truncated");
        }
        char here = text.charAt(at);
        if (here == close) {
            at++;
            return true;
        }
        if (here == ')' || here == ']' || here == '}') {
            throw source.malformed(
                    at,
                    "this " + here + " cannot close the " + what + " of line " + source.line(begin) + ", which needs "
                            + close);
        }
        return false;
    }

    /** Passes white space, commas, comments and discarded forms. */
    private void skipBlank(int depth) {
        while (at < text.length()) {
            char here = text.charAt(at);
            if (EdnScalars.blank(here)) {
                at++;
            } else if (here == ';') {
                int lineEnd = text.indexOf('\n', at);
                at = lineEnd < 0 ? text.length() : lineEnd;
            } else if (here == '#' && text.startsWith("#_", at)) {
                discard(depth);
            } else {
                return;
            }
        }
    }

    private void discard(int depth) {
        int begin = at;
        if (depth > DEPTH_MAX) {
            throw source.malformed(begin, "this is nested more than " + DEPTH_MAX + " levels deep");
        }
        at += 2;
        skipBlank(depth + 1);
        if (at == text.length()) {
            throw source.malformed(begin, "nothing follows this #_, the file seems truncated");
        }
        form(depth + 1);
    }

    private static String brief(String text) {
        String line = text.lines().findFirst().orElse("");
        return line.length() <= 40 ? line : line.substring(0, 40) + "…";
    }
}
