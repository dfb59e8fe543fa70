package dsc.cli.prompt;

import java.io.PrintWriter;
import java.io.Writer;

/** Lets through what a command prints, until it is cancelled: what it may say after that is for nobody. */
final class Curtain extends Writer {

    private final PrintWriter target;
    private volatile boolean fallen;

    Curtain(PrintWriter target) {
        this.target = target;
    }

    void fall() {
        fallen = true;
    }

    @Override
    public void write(char[] text, int from, int length) {
        if (!fallen) {
            target.write(text, from, length);
        }
    }

    @Override
    public void flush() {
        if (!fallen) {
            target.flush();
        }
    }

    /** The target stays open. */
    @Override
    public void close() {
        flush();
    }
}
