package dsc.workbench.terminal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Lines that say how something goes on: redrawn on a terminal, or one line now and then elsewhere. */
public final class LiveLines {

    private static final Duration REDRAW = Duration.ofMillis(200);
    private static final Duration PLAIN_LINE = Duration.ofSeconds(5);
    private static final int BAR_CELLS = 30;

    private final Console console;
    private final Supplier<List<String>> redrawn;
    private final Supplier<String> plain;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private int drawnLines;
    private TerminalSize drawnOn;
    private Thread thread;

    /**
     * @param redrawn the lines for a terminal, with picocli's colour markup
     * @param plain the line for elsewhere
     */
    public LiveLines(Console console, Supplier<List<String>> redrawn, Supplier<String> plain) {
        this.console = console;
        this.redrawn = redrawn;
        this.plain = plain;
    }

    public void start() {
        thread = Thread.ofVirtual().name("progress").start(() -> {
            Duration interval = console.interactive() ? REDRAW : PLAIN_LINE;
            try {
                while (!stopped.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                    show();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** What was drawn is gone afterwards. */
    public void stop() throws InterruptedException {
        stopped.countDown();
        thread.join();
        erase();
    }

    private synchronized void show() {
        if (console.interactive()) {
            redraw(redrawn.get());
        } else {
            console.plain(plain.get());
        }
    }

    private void redraw(List<String> lines) {
        TerminalSize size = TerminalSize.now();
        StringBuilder text = new StringBuilder();
        if (drawnLines > 0 && !size.equals(drawnOn)) {
            // What was drawn is broken elsewhere now.
            text.append("\033[H\033[2J");
        } else if (drawnLines > 0) {
            text.append("\033[").append(drawnLines).append("A");
        }
        // A line that the terminal breaks, or that it scrolls away, would be one more to go back over.
        List<String> shown = lines.subList(0, Math.min(lines.size(), size.rows() - 1));
        for (String line : shown) {
            String whole = console.colours().string(line);
            text.append("\r\033[2K")
                    .append(TextLines.cut(whole, size.columns()))
                    .append('\n');
        }
        text.append("\033[J");
        drawnLines = shown.size();
        drawnOn = size;
        console.out().print(text);
        console.out().flush();
    }

    private synchronized void erase() {
        if (drawnLines > 0) {
            console.out().print("\033[" + drawnLines + "A\r\033[J");
            console.out().flush();
            drawnLines = 0;
        }
    }

    /** How much of it is done, with picocli's colour markup. */
    public static String bar(double done, double all) {
        int full = all <= 0 ? 0 : (int) Math.min(BAR_CELLS, BAR_CELLS * done / all);
        return "━".repeat(full) + "@|faint " + "─".repeat(BAR_CELLS - full) + " |@";
    }
}
