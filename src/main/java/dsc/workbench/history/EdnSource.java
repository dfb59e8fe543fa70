package dsc.workbench.history;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** The text of a file, and where in it an offset lies. */
record EdnSource(String text) {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** @throws MalformedEdnException at the first byte that is not UTF-8 */
    static EdnSource ofUtf8(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer decoded = CharBuffer.allocate(bytes.length);
        boolean malformed =
                decoder.decode(ByteBuffer.wrap(bytes), decoded, true).isError();
        EdnSource source = new EdnSource(decoded.flip().toString());
        if (malformed) {
            throw source.malformed(source.text.length(), "this byte is not UTF-8; a history is read as UTF-8 text");
        }
        return source;
    }

    /** Offset of the first character after a byte order mark, if there is one. */
    int begin() {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
    }

    /** Line of an offset, from 1. */
    int line(int offset) {
        return 1 + (int) text.chars().limit(offset).filter(c -> c == '\n').count();
    }

    MalformedEdnException malformed(int offset, String sentence) {
        int lineBegin = Math.max(text.lastIndexOf('\n', offset - 1) + 1, begin());
        int column = 1 + text.codePointCount(Math.min(lineBegin, offset), offset);
        return new MalformedEdnException(line(offset), column, sentence);
    }
}
