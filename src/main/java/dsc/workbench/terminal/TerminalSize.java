package dsc.workbench.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The size of the terminal that people look at.
 *
 * @param columns 20 or more
 * @param rows 5 or more
 */
record TerminalSize(int columns, int rows) {

    private static final TerminalSize USUAL = new TerminalSize(80, 24);
    private static final int COLUMNS_MIN = 20;
    private static final int ROWS_MIN = 5;
    private static final File TERMINAL = new File("/dev/tty");
    private static final long ASKED_MILLIS_MAX = 500;

    /** A terminal is seldom resized, and to ask costs a process. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private static TerminalSize latest;
    private static long latestNanos;

    /** As it was within the last second; 80 by 24 where the terminal does not say. */
    static synchronized TerminalSize now() {
        if (latest == null || System.nanoTime() - latestNanos > FRESH.toNanos()) {
            latest = ask();
            latestNanos = System.nanoTime();
        }
        return latest;
    }

    private static TerminalSize ask() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(TERMINAL)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(ASKED_MILLIS_MAX, TimeUnit.MILLISECONDS)) {
                stty.destroyForcibly();
                return USUAL;
            }
            return parse(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException none) {
            return USUAL;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return USUAL;
        }
    }

    /** @param text rows and columns, as stty prints them; a terminal that does not know says 0 */
    static TerminalSize parse(String text) {
        String[] numbers = text.strip().split(" ");
        if (numbers.length != 2 || !numbers[0].matches("\\d{1,5}") || !numbers[1].matches("\\d{1,5}")) {
            return USUAL;
        }
        int rows = Integer.parseInt(numbers[0]);
        int columns = Integer.parseInt(numbers[1]);
        return new TerminalSize(
                columns == 0 ? USUAL.columns() : Math.max(COLUMNS_MIN, columns),
                rows == 0 ? USUAL.rows() : Math.max(ROWS_MIN, rows));
    }
}
