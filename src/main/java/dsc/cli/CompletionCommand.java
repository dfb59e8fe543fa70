package dsc.cli;

import dsc.workbench.terminal.Console;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code dsc completion}: a script for the shell. */
@Command(
        name = CompletionCommand.NAME,
        description = {
            "Print a script that makes bash or zsh complete commands and options.",
            "For this shell: source <(./dsc completion)"
        },
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {

    static final String NAME = "completion";

    private final Console console;

    @Spec
    private CommandSpec spec;

    CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.plain(AutoComplete.bash("dsc", spec.root().commandLine()));
        return 0;
    }
}
