package dsc.cli;

import dsc.cli.arguments.ArgumentChecks;
import dsc.cli.arguments.InstallDirectory;
import dsc.cli.arguments.Vocabulary;
import dsc.cli.prompt.Prompt;
import dsc.cli.prompt.TerminalPrompt;
import dsc.workbench.playground.ClusterEntry;
import dsc.workbench.playground.Clusters;
import dsc.workbench.terminal.Caller;
import dsc.workbench.terminal.Console;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dsc shell}: a prompt for a cluster. */
@Command(
        name = "shell",
        description = {
            "Open a prompt for a cluster: its operations as they are, such as write x 1, and all commands about it"
                    + " without ./dsc, such as kill n1. Tab completes; help shows what there is.",
            "Ctrl-C ends a line or the command that runs, Ctrl-D or exit leaves; the cluster stays up.",
            "Reads lines from a pipe as well, and then exits with the worst of their exit statuses:"
                    + " echo 'write x 1' | ./dsc shell"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ShellCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Which cluster, where several are up (default: DSC_NAME, or the only one).")
    private String named;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "As --name.")
    private String name;

    ShellCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (name != null && named != null && !name.equals(named)) {
            throw new ArgumentChecks(spec).wrong("two names: " + name + " and --name " + named);
        }
        Clusters clusters = Clusters.of(InstallDirectory.directory(), console.caller(), Vocabulary.EXAMPLE);
        ClusterEntry entry = clusters.running(name == null ? named : name);
        Prompt prompt = new Prompt(entry, clusters, Main.COMMAND_LINES);
        Console own = console.calledBy(console.caller().atPromptOf(entry.name()));
        if (!console.interactive() || !Boolean.getBoolean("dsc.keyboard")) {
            return lines(prompt, own, new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
        }
        new TerminalPrompt(prompt, own, entry).run();
        if (clusters.registry()
                .find(entry.name())
                .flatMap(ClusterEntry::supervisor)
                .isPresent()) {
            console.line(entry.name() + " stays up; " + Caller.naming("./dsc down", clusters.nameOption(entry))
                    + " ends it");
        }
        return 0;
    }

    /** Carries out lines until there are no more, and returns the worst of their exit statuses. */
    public static int lines(Prompt prompt, Console console, BufferedReader lines) throws IOException {
        int worst = 0;
        while (!prompt.isOver()) {
            String line = lines.readLine();
            if (line == null) {
                break;
            }
            worst = Math.max(worst, prompt.execute(console, line));
        }
        return worst;
    }
}
