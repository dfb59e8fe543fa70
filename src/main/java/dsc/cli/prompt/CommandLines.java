package dsc.cli.prompt;

import dsc.workbench.terminal.Console;
import java.util.List;

/** The command line, as a prompt that takes its commands uses it. */
public interface CommandLines {

    /** The exit status of wrong usage. */
    int USAGE = 64;

    /** Carries out one command line, and returns its exit status. */
    int execute(Console console, String... arguments);

    /** Whether people can type {@code name} as a command. */
    boolean isCommand(String name);

    /** The long options of a command; none, if there is no such command. */
    List<String> options(String command);
}
