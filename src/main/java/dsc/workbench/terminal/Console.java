package dsc.workbench.terminal;

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
 * @param caller how those who read called the launcher, and so can call it again
 */
public record Console(PrintWriter out, PrintWriter err, boolean interactive, Ansi colours, Caller caller) {

    public Console(PrintWriter out, PrintWriter err, boolean interactive, Ansi colours) {
        this(out, err, interactive, colours, Caller.standard());
    }

    /**
     * Standard output and error. Colours and redrawing only on a terminal, which the launcher script finds out, since a
     * JVM before 22 cannot tell; and not where NO_COLOR or TERM=dumb forbid it.
     */
    public static Console standard() {
        boolean terminal = Boolean.getBoolean("dsc.terminal") && !"dumb".equals(System.getenv("TERM"));
        boolean colours = terminal && System.getenv("NO_COLOR") == null;
        PrintWriter out = new PrintWriter(StandardOutput.ofThisProcess(), true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        return new Console(out, err, terminal, colours ? Ansi.ON : Ansi.OFF);
    }

    /** Swallows everything. */
    public static Console silent() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return new Console(nowhere, nowhere, false, Ansi.OFF);
    }

    /** How many columns people see; without a terminal there is no limit. */
    public int columns() {
        return interactive ? TerminalSize.now().columns() : Integer.MAX_VALUE;
    }

    /** For what is not the result: people still see it when that is sent elsewhere. */
    public Console onErr() {
        return new Console(err, err, false, colours, caller);
    }

    /** The same, read by somebody who calls the launcher like that. */
    public Console calledBy(Caller other) {
        return new Console(out, err, interactive, colours, other);
    }

    /** Where a command's help goes. */
    public PrintWriter help() {
        return new PrintWriter(out, true) {
            @Override
            public void write(String text) {
                super.write(caller.hints(text));
            }
        };
    }

    /**
     * Prints a line with picocli's colour markup, such as {@code @|green valid|@}, its commands as the reader types
     * them: on a terminal that is too narrow, several lines, none of which breaks a word or a command.
     */
    public void line(String markup) {
        String line = colours.string(caller.hints(markup));
        TextLines.folded(line, TextLines.isToBeCopied(markup) ? Integer.MAX_VALUE : columns())
                .forEach(out::println);
        out.flush();
    }

    /** Prints a line as it is: data, also such that looks like markup or like a command. */
    public void plain(String text) {
        out.println(text);
        out.flush();
    }

    /** Prints a line that may look like markup, as it is but for the ends of lines that a narrow terminal needs. */
    public void text(String text) {
        TextLines.folded(text, columns()).forEach(out::println);
        out.flush();
    }

    /** Prints, after what went wrong, what to do about it; at a prompt, what went wrong has one line. */
    public void advice(String text) {
        if (caller.atPrompt()) {
            return;
        }
        String line = caller.hints(text);
        TextLines.folded(line, TextLines.isToBeCopied(line) ? Integer.MAX_VALUE : columns())
                .forEach(err::println);
        err.flush();
    }

    /** Prints what went wrong. */
    public void failure(String message) {
        err.println("dsc: " + caller.hints(message));
        err.flush();
    }
}
