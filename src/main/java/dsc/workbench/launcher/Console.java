package dsc.workbench.launcher;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Help.Ansi;

/**
 * Where people read.
 *
 * @param out normal output
 * @param err what went wrong
 * @param interactive whether a person watches on a terminal that can be redrawn
 * @param colours whether to use colours
 */
record Console(PrintWriter out, PrintWriter err, boolean interactive, Ansi colours) {

    /**
     * Standard output and error. Colours and redrawing only on a terminal, which the launcher script finds out, since a
     * JVM before 22 cannot tell; and not where NO_COLOR or TERM=dumb forbid it.
     */
    static Console standard() {
        boolean terminal = Boolean.getBoolean("dsc.terminal") && !"dumb".equals(System.getenv("TERM"));
        boolean colours = terminal && System.getenv("NO_COLOR") == null;
        PrintWriter out = new PrintWriter(StandardOutput.ofThisProcess(), true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        return new Console(out, err, terminal, colours ? Ansi.ON : Ansi.OFF);
    }

    /** Swallows everything. */
    static Console silent() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return new Console(nowhere, nowhere, false, Ansi.OFF);
    }

    /** For what is not the result: people still see it when that is sent elsewhere. */
    Console onErr() {
        return new Console(err, err, false, colours);
    }

    /** Prints a line with picocli's colour markup, such as {@code @|green valid|@}. */
    void line(String markup) {
        out.println(colours.string(markup));
        out.flush();
    }

    /** Prints a line as it is. */
    void plain(String text) {
        out.println(text);
        out.flush();
    }

    /** Prints what went wrong. */
    void trouble(String message) {
        err.println("dsc: " + message);
        err.flush();
    }
}
