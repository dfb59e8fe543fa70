package dsc.workbench.history;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Files that people take for a history in EDN, known by how they begin. */
enum FileFormat {
    ZIP(bytes(0x50, 0x4b, 0x03, 0x04), "this is a ZIP archive; unpack it first"),
    XZ(bytes(0xfd, 0x37, 0x7a, 0x58, 0x5a), "this is compressed by xz; unpack it first (unxz)"),
    BZIP2(bytes('B', 'Z', 'h'), "this is compressed by bzip2; unpack it first (bunzip2)"),
    ZSTD(bytes(0x28, 0xb5, 0x2f, 0xfd), "this is compressed by zstd; unpack it first (unzstd)"),
    JEPSEN(
            bytes('J', 'E', 'P', 'S', 'E', 'N'),
            "this is Jepsen's binary test.jepsen; the history.edn beside it is text"),
    HISTORY_TXT(
            "(\\d+|:[\\w-]+)\\s+:(invoke|ok|fail|info)\\s+\\S",
            "this looks like Jepsen's history.txt, which is for people; the history.edn beside it is what to check"),
    LOG(
            "\\S.{0,200}\\bjepsen\\.(util|core|generator)",
            "this looks like a log of Jepsen's; the history.edn beside it is what to check"),
    JSON("[\\[{]\\s*\\{?\\s*\"[^\"]*\"\\s*:", "this looks like JSON, and a history is EDN"),
    RESULTS(
            "\\{[^}]{0,400}:valid\\?",
            "this looks like Jepsen's results.edn; the history.edn beside it is what to check");

    private static final int HEAD_LENGTH = 1_000;
    private static final byte[] GZIP = bytes(0x1f, 0x8b);

    private final byte[] magic;
    private final Pattern beginning;
    private final String hint;

    FileFormat(byte[] magic, String hint) {
        this.magic = magic;
        this.beginning = null;
        this.hint = hint;
    }

    FileFormat(String beginning, String hint) {
        this.magic = null;
        this.beginning = Pattern.compile("\\A\\s*(?:" + beginning + ")");
        this.hint = hint;
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int at = 0; at < values.length; at++) {
            bytes[at] = (byte) values[at];
        }
        return bytes;
    }

    private boolean matches(byte[] content, String head) {
        return magic == null ? beginning.matcher(head).find() : startsWith(content, magic);
    }

    private static boolean startsWith(byte[] content, byte[] magic) {
        for (int at = 0; at < magic.length; at++) {
            if (at == content.length || content[at] != magic[at]) {
                return false;
            }
        }
        return true;
    }

    /** What a file that is not a history seems to be, and what to do then, in a sentence; empty if nobody knows. */
    static Optional<String> hint(byte[] content) {
        String head = new String(content, 0, Math.min(content.length, HEAD_LENGTH), StandardCharsets.ISO_8859_1);
        return List.of(values()).stream()
                .filter(format -> format.matches(content, head))
                .map(format -> format.hint)
                .findFirst();
    }

    /**
     * A file's content, unpacked where it is compressed by gzip.
     *
     * @throws IOException when it cannot be unpacked; the message is a sentence
     */
    static byte[] unpacked(byte[] content) throws IOException {
        if (!startsWith(content, GZIP)) {
            return content;
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
            return in.readAllBytes();
        } catch (EOFException truncated) {
            throw new IOException("this gzip file is truncated", truncated);
        } catch (ZipException damaged) {
            throw new IOException("this gzip file is damaged: " + damaged.getMessage(), damaged);
        }
    }
}
