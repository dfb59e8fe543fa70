package dsc.workbench.protocol;

import java.util.List;
import java.util.regex.Pattern;

/** Which values an {@link Argument} takes. */
public sealed interface ArgumentType {

    /**
     * Why {@code value} is not of this type, as the rest of a sentence that begins with what the value is ("a key …");
     * null if it is.
     */
    String refusal(String value);

    /** Whether null, which JSON can give and no command line can, is a value and not a missing one. */
    default boolean takesNull() {
        return false;
    }

    /**
     * What a text is, wherever clients give one: keys, elements, values, references and names. It can be encoded in
     * UTF-8, so that journals, histories and the network take it: no surrogate stands alone.
     *
     * @param charsMin in {@code char}s, as {@link String#length} counts
     * @param charsMax in {@code char}s
     * @param bytesMax in UTF-8
     * @param controls whether control characters may occur, such as a line's end
     * @param nullable see {@link ArgumentType#takesNull}
     * @param form what the whole text has to look like, or null
     * @param formInWords {@code form} for people, as in "is made of letters"
     */
    record Text(
            int charsMin,
            int charsMax,
            int bytesMax,
            boolean controls,
            boolean nullable,
            Pattern form,
            String formInWords)
            implements ArgumentType {

        private static final int SHOWN_CHARS_MAX = 40;

        public Text {
            if (charsMin < 0 || charsMin > charsMax) {
                throw new IllegalArgumentException("0 <= " + charsMin + " <= " + charsMax + " does not hold");
            }
        }

        /** Any text of so many characters. */
        public static Text of(int charsMin, int charsMax) {
            return new Text(charsMin, charsMax, Integer.MAX_VALUE, true, false, null, null);
        }

        /** The same without control characters. */
        public Text withoutControls() {
            return new Text(charsMin, charsMax, bytesMax, false, nullable, form, formInWords);
        }

        /** The same with at most so many bytes in UTF-8. */
        public Text bytesAtMost(int bytes) {
            return new Text(charsMin, charsMax, bytes, controls, nullable, form, formInWords);
        }

        /** The same, if the whole of it matches {@code regex}; {@code describe} continues "a key …". */
        public Text matching(String regex, String describe) {
            return new Text(
                    charsMin, charsMax, bytesMax, controls, nullable, Pattern.compile(regex, Pattern.DOTALL), describe);
        }

        /** The same, or null. */
        public Text orNull() {
            return new Text(charsMin, charsMax, bytesMax, controls, true, form, formInWords);
        }

        @Override
        public boolean takesNull() {
            return nullable;
        }

        @Override
        public String refusal(String text) {
            int chars = text.length();
            if (chars < charsMin || chars > charsMax) {
                return "has " + (charsMin == charsMax ? "" : charsMin + " to ") + count(charsMax, "character")
                        + ", not " + chars;
            }
            int bytes = utf8Bytes(text);
            if (bytes < 0) {
                return "must be encodable in UTF-8, and this one has half a surrogate pair";
            }
            if (bytes > bytesMax) {
                return "has at most " + count(bytesMax, "byte") + " in UTF-8, not " + bytes;
            }
            if (!controls && hasControls(text)) {
                return "has no control characters, such as a tab or a line's end";
            }
            return form == null || form.matcher(text).matches() ? null : formInWords + ", not " + quoted(text);
        }

        private static String count(int number, String what) {
            return number + " " + what + (number == 1 ? "" : "s");
        }

        /** How many bytes {@code text} takes in UTF-8, or -1 if it has half a surrogate pair. */
        private static int utf8Bytes(String text) {
            int seen = 0;
            for (int at = 0; at < text.length(); at++) {
                seen |= text.charAt(at);
            }
            return seen < 0x80 ? text.length() : utf8BytesOfAny(text);
        }

        private static int utf8BytesOfAny(String text) {
            int bytes = 0;
            for (int at = 0; at < text.length(); at++) {
                char unit = text.charAt(at);
                if (unit < 0x80) {
                    bytes++;
                } else if (unit < 0x800) {
                    bytes += 2;
                } else if (!Character.isSurrogate(unit)) {
                    bytes += 3;
                } else if (Character.isHighSurrogate(unit)
                        && at + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(at + 1))) {
                    bytes += 4;
                    at++;
                } else {
                    return -1;
                }
            }
            return bytes;
        }

        private static boolean hasControls(String text) {
            for (int at = 0; at < text.length(); at++) {
                if (Character.isISOControl(text.charAt(at))) {
                    return true;
                }
            }
            return false;
        }

        /** For a message, which stays in one line and carries only what UTF-8 can. */
        static String quoted(Object value) {
            String text = String.valueOf(value);
            StringBuilder quoted = new StringBuilder("\"");
            int shown = Math.min(text.length(), SHOWN_CHARS_MAX);
            for (int at = 0; at < shown; at++) {
                char unit = text.charAt(at);
                quoted.append(Character.isISOControl(unit) || Character.isSurrogate(unit) ? '?' : unit);
            }
            return quoted.append(shown < text.length() ? "…\"" : "\"").toString();
        }
    }

    /** A whole number, in decimal digits. */
    record Whole(long least, long most) implements ArgumentType {

        private static final Pattern DIGITS = Pattern.compile("-?[0-9]{1,18}");

        /** 32 bits. */
        static final Whole INT = new Whole(Integer.MIN_VALUE, Integer.MAX_VALUE);

        public static Whole between(long least, long most) {
            return new Whole(least, most);
        }

        @Override
        public String refusal(String text) {
            if (DIGITS.matcher(text).matches()) {
                long number = Long.parseLong(text);
                if (number >= least && number <= most) {
                    return null;
                }
            }
            return "is a whole number, " + least + " to " + most + ", not " + Text.quoted(text);
        }
    }

    /** The id of a node. */
    record Node() implements ArgumentType {
        @Override
        public String refusal(String value) {
            return NodeId.isOne(value) ? null : "is " + NodeId.FORM + ", not " + Text.quoted(value);
        }
    }

    /** One of a few words. */
    record Word(List<String> words) implements ArgumentType {

        public Word {
            words = List.copyOf(words);
        }

        public static Word of(String... words) {
            return new Word(List.of(words));
        }

        @Override
        public String refusal(String value) {
            return words.contains(value) ? null : "is " + either(words) + ", not " + Text.quoted(value);
        }

        /** For a message, such as {@code a, b or c}. */
        static String either(List<String> words) {
            int last = words.size() - 1;
            return last < 1
                    ? String.join("", words)
                    : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
        }
    }
}
