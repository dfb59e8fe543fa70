package dsc.workbench.history;

import java.io.IOException;

/**
 * Histories as EDN, in the shape that Jepsen records and that Knossos and Elle read: a map an event, with
 * {@code :process}, {@code :type}, {@code :f} and {@code :value}, and where there is one {@code :key}, {@code :time}
 * (in nanoseconds) and {@code :error}.
 */
public final class Edn {

    private Edn() {}

    /**
     * Reads a history: maps one after the other, or one vector or list of maps. Tags of these are ignored, and so are
     * keys of a map that an event does not have. A process that is a name is {@link Event#NEMESIS}. Values are equal
     * where Clojure's {@code =} says so: 1 and 1N, 1.0M and 1.00M, 0.0 and −0.0, 1/2 and 2/4, a list and a vector; not
     * 1 and 1.0, 1.0 and 1.0M, a keyword, a symbol or a character and the string of the same letters, a tagged literal
     * and what it tags.
     *
     * @throws MalformedEdnException where the text is not a history
     */
    public static History read(String text) {
        return EdnEvents.read(new EdnSource(text)).history();
    }

    /** Writes a history, one map a line; {@link #read} makes an equal history of it. */
    public static void write(History history, Appendable out) throws IOException {
        int index = 0;
        for (Event event : history.events()) {
            EdnPrinter.print(index++, event, out);
            out.append('\n');
        }
    }

    /** A value as EDN on one line, such as {@code [1 "a" nil]}. */
    public static String print(Object value) {
        return EdnPrinter.print(value);
    }
}
