package dsc.workbench.protocol;

import dsc.workbench.protocol.ArgumentType.Node;
import dsc.workbench.protocol.ArgumentType.Text;
import dsc.workbench.protocol.ArgumentType.Whole;
import java.util.Locale;

/**
 * What an {@link Operation} takes: its key, or one of its values.
 *
 * @param label as usage shows it, such as {@code VALUE}
 * @param noun as sentences have it, such as {@code a value}
 * @param isKey whether it is what the call is about ({@link Call#key}); all others are in {@link Call#value}
 * @param isOptional whether it can be left out; only optional ones follow
 * @param isRepeated whether there may be several; nothing follows
 */
public record Argument(
        String label, String noun, ArgumentType type, boolean isKey, boolean isOptional, boolean isRepeated) {

    /** The most characters of a text, unless its own argument has another limit. */
    public static final int TEXT_CHARS_MAX = 16 * 1024;

    /** The most characters of a key. */
    public static final int KEY_CHARS_MAX = 256;

    /** Keys are short, and stand in one line of a table, a log and a history. */
    public static final Argument KEY =
            new Argument("KEY", "a key", Text.of(1, KEY_CHARS_MAX).withoutControls(), true, false, false);

    public static final Argument TEXT = value("value", Text.of(0, TEXT_CHARS_MAX));

    /** A whole number of 32 bits. */
    public static final Argument NUMBER = value("number", Whole.INT);

    public static final Argument NODE = value("node", new Node());

    /** One text or more. */
    public static final Argument LIST = TEXT.repeated();

    public static final Argument OPTIONAL_TEXT = TEXT.optional();
    public static final Argument OPTIONAL_NUMBER = NUMBER.optional();
    public static final Argument OPTIONAL_NODE = NODE.optional();

    private static Argument value(String name, ArgumentType type) {
        return new Argument(name.toUpperCase(Locale.ROOT), withArticle(name), type, false, false, false);
    }

    /** The same under another name, such as {@code element}. */
    public Argument named(String name) {
        return named(name.toUpperCase(Locale.ROOT), withArticle(name));
    }

    /** The same under another label and noun. */
    public Argument named(String newLabel, String newNoun) {
        return new Argument(newLabel, newNoun, type, isKey, isOptional, isRepeated);
    }

    /** The same of another type. */
    public Argument of(ArgumentType other) {
        return new Argument(label, noun, other, isKey, isOptional, isRepeated);
    }

    public Argument optional() {
        return new Argument(label, noun, type, isKey, true, isRepeated);
    }

    public Argument repeated() {
        return new Argument(label, noun, type, isKey, isOptional, true);
    }

    /** As usage shows it: {@code KEY}, {@code [NODE]}, {@code VALUE…}. */
    public String usage() {
        String shown = isRepeated ? label + "…" : label;
        return isOptional ? "[" + shown + "]" : shown;
    }

    /** Why {@code value}, which is not null, cannot be given for it, in a sentence without its end; null if it can. */
    String refusal(Object value) {
        boolean plain = value instanceof String || value instanceof Number || value instanceof Boolean;
        String reason = plain ? type.refusal(value.toString()) : "is a text, not an object or a list of its own";
        return reason == null ? null : noun + " " + reason;
    }

    private static String withArticle(String name) {
        return ("aeiou".indexOf(name.charAt(0)) >= 0 ? "an " : "a ") + name;
    }
}
