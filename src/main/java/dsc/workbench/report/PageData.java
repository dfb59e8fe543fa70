package dsc.workbench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** What a page's scripts read, as JSON. */
final class PageData {

    /** In place of a position in a table: nothing. */
    static final int NONE = -1;

    private PageData() {}

    /** The JSON, in ASCII and without any character that could end the script element around it. */
    static String json(Object value) {
        JsonMapper mapper =
                JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
        mapper.getFactory().setCharacterEscapes(new MarkupEscapes());
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Texts in the order of their first use, so that one that repeats is written once. */
    static final class Table {
        private final int lengthMax;
        private final Map<String, Integer> positions = new LinkedHashMap<>();

        /** Texts longer than {@code lengthMax} are cut. */
        Table(int lengthMax) {
            this.lengthMax = lengthMax;
        }

        /** The position of the text; {@link #NONE} for null. */
        int of(String whole) {
            if (whole == null) {
                return NONE;
            }
            return positions.computeIfAbsent(Format.shortened(whole, lengthMax), unseen -> positions.size());
        }

        List<String> entries() {
            return List.copyOf(positions.keySet());
        }
    }

    /** Markup's own characters as {@code \}{@code u003c} and the like, so that no text can look like a tag. */
    private static final class MarkupEscapes extends CharacterEscapes {
        private static final long serialVersionUID = 1L;

        private final int[] codes = standardAsciiEscapesForJSON();

        MarkupEscapes() {
            IntStream.of('<', '>', '&', '\'').forEach(c -> codes[c] = ESCAPE_STANDARD);
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return codes.clone();
        }

        @Override
        public SerializableString getEscapeSequence(int c) {
            return new SerializedString(String.format(Locale.ROOT, "\\u%04x", c));
        }
    }
}
