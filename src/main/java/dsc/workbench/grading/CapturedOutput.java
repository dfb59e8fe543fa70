package dsc.workbench.grading;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a submission prints: kept in memory, and never mixed with what the worker says. */
final class CapturedOutput extends OutputStream {

    private static final int BYTES_MAX = 64 * 1024;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean cut;

    /** Takes the place of both standard streams of this process. */
    static CapturedOutput instead() {
        CapturedOutput captured = new CapturedOutput();
        PrintStream stream = new PrintStream(captured, true, StandardCharsets.UTF_8);
        System.setOut(stream);
        System.setErr(stream);
        return captured;
    }

    @Override
    public synchronized void write(int one) {
        if (bytes.size() < BYTES_MAX) {
            bytes.write(one);
        } else {
            cut = true;
        }
    }

    @Override
    public synchronized void write(byte[] some, int from, int length) {
        int room = Math.min(length, BYTES_MAX - bytes.size());
        bytes.write(some, from, room);
        cut |= room < length;
    }

    /** What was printed is forgotten. */
    synchronized void clear() {
        bytes.reset();
        cut = false;
    }

    synchronized List<String> lines() {
        String text = bytes.toString(StandardCharsets.UTF_8) + (cut ? "\n(more than 64 KiB)" : "");
        return text.lines().toList();
    }
}
