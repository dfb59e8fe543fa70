package dsc.workbench.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes values and events as EDN, on one line. */
final class EdnPrinter {

    /** Names that are keywords wherever EDN is read; others are written as strings. */
    private static final Pattern KEYWORD =
            Pattern.compile("[a-zA-Z*!_?][a-zA-Z0-9*!_?.+<>=-]*(/[a-zA-Z*!_?][a-zA-Z0-9*!_?.+<>=-]*)?");

    private EdnPrinter() {}

    static String print(Object value) {
        StringBuilder out = new StringBuilder();
        try {
            print(value, out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toString();
    }

    static void print(int index, Event event, Appendable out) throws IOException {
        out.append("{:index ").append(Integer.toString(index));
        if (event.timeNanos() != Event.NO_TIME) {
            out.append(", :time ").append(Long.toString(event.timeNanos()));
        }
        out.append(", :process ").append(event.ofNemesis() ? ":nemesis" : Long.toString(event.process()));
        out.append(", :type :").append(event.type().name().toLowerCase(java.util.Locale.ROOT));
        out.append(", :f ");
        if (KEYWORD.matcher(event.function()).matches()) {
            out.append(':').append(event.function());
        } else {
            print(event.function(), out);
        }
        if (event.key() != null) {
            out.append(", :key ");
            print(event.key(), out);
        }
        out.append(", :value ");
        print(event.value(), out);
        if (event.error() != null) {
            out.append(", :error ");
            print(event.error(), out);
        }
        out.append('}');
    }

    private static void print(Object value, Appendable out) throws IOException {
        switch (value) {
            case null -> out.append("nil");
            case Boolean bool -> out.append(bool.toString());
            case Double real -> printReal(real, out);
            case Float real -> printReal(real, out);
            case BigDecimal decimal -> out.append(decimal.toString()).append('M');
            case Number number -> out.append(number.toString());
            case EdnForm.Mapping mapping -> print(mapping.entries(), out);
            case EdnForm form -> out.append(form.toString());
            case Map<?, ?> map -> print(map, out);
            case Set<?> set -> print(set, "#{", '}', out);
            case Collection<?> items -> print(items, "[", ']', out);
            default -> printString(value.toString(), out);
        }
    }

    private static void printReal(double real, Appendable out) throws IOException {
        if (Double.isNaN(real)) {
            out.append("##NaN");
        } else if (Double.isInfinite(real)) {
            out.append(real > 0 ? "##Inf" : "##-Inf");
        } else {
            out.append(Double.toString(real));
        }
    }

    private static void print(Map<?, ?> map, Appendable out) throws IOException {
        String before = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(before);
            print(entry.getKey(), out);
            out.append(' ');
            print(entry.getValue(), out);
            before = ", ";
        }
        out.append(map.isEmpty() ? "{}" : "}");
    }

    private static void print(Collection<?> items, String open, char close, Appendable out) throws IOException {
        out.append(open);
        String before = "";
        for (Object item : items) {
            out.append(before);
            print(item, out);
            before = " ";
        }
        out.append(close);
    }

    private static void printString(String text, Appendable out) throws IOException {
        out.append('"');
        for (int at = 0; at < text.length(); at++) {
            char here = text.charAt(at);
            switch (here) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    // UTF-8 has no bytes for half a surrogate pair.
                    if (here < ' ' || halfPair(text, at)) {
                        out.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) here));
                    } else {
                        out.append(here);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean halfPair(String text, int at) {
        char here = text.charAt(at);
        if (Character.isHighSurrogate(here)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(here) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}
