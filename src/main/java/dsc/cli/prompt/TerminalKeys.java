package dsc.cli.prompt;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Single keys that are pressed on a terminal, which shows none of them. Ctrl-C is told apart. */
public final class TerminalKeys implements AutoCloseable {

    private static final int END = -1;

    private final Terminal terminal;
    private final Attributes before;

    /** @param interrupted called by another thread on Ctrl-C */
    public TerminalKeys(Runnable interrupted) throws IOException {
        this.terminal = TerminalBuilder.builder().system(true).dumb(true).build();
        this.before = terminal.enterRawMode();
        terminal.handle(Terminal.Signal.INT, signal -> interrupted.run());
    }

    /** The next one; empty if none is pressed within {@code timeout}. The end of all keys is Ctrl-D. */
    public Optional<Character> next(Duration timeout) throws IOException {
        int read = terminal.reader().read(timeout.toMillis());
        if (read == END) {
            return Optional.of((char) 4);
        }
        return read < 0 ? Optional.empty() : Optional.of((char) read);
    }

    @Override
    public void close() throws IOException {
        terminal.setAttributes(before);
        terminal.close();
    }
}
