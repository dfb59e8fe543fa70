package dsc.cli;

import dsc.cli.arguments.ArgumentChecks;
import dsc.cli.arguments.InstallDirectory;
import dsc.cli.arguments.Vocabulary;
import dsc.workbench.nodes.OrphanedNodes;
import dsc.workbench.nodes.TemporaryDirectory;
import dsc.workbench.playground.ClusterEntry;
import dsc.workbench.playground.ClusterRegistry;
import dsc.workbench.playground.ClusterSpec;
import dsc.workbench.playground.Clusters;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.LauncherException;
import dsc.workbench.terminal.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dsc purge}: removes what clusters that are down left. */
@Command(
        name = "purge",
        description = {
            "Remove what a cluster that is down left: its journal, if that was kept, history, report and logs.",
            "One that is up is left alone; ./dsc down ends it first."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class PurgeCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..1",
            description = "Which cluster, of those that died or whose journal was kept.")
    private String name;

    @Option(names = "--name", paramLabel = "NAME", description = "The same (default: DSC_NAME).")
    private String named;

    @Option(names = "--all", description = "All clusters that are down, and the directories of all that ever were.")
    private boolean all;

    PurgeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        name = name == null ? named : name;
        if (name == null && !all) {
            name = console.caller().clusterName().orElse(null);
        }
        if (all == (name != null)) {
            throw new ArgumentChecks(spec).wrong("name one cluster, or say --all");
        }
        Path home = InstallDirectory.directory();
        Clusters clusters = Clusters.of(home, console.caller(), Vocabulary.EXAMPLE);
        ClusterRegistry registry = clusters.registry();
        List<ClusterEntry> entries = all
                ? registry.all()
                : List.of(registry.find(name)
                        .orElseThrow(() -> new LauncherException("there is no cluster \"" + name
                                + "\" whose journal was kept; ./dsc purge --all removes what"
                                + " those left that ended for good")));
        List<Path> removed = new ArrayList<>();
        for (ClusterEntry entry : entries) {
            if (entry.supervisor().isPresent()) {
                if (!all) {
                    throw new LauncherException(
                            entry.name() + " is up; ./dsc down" + clusters.nameOption(entry) + " ends it");
                }
                continue;
            }
            OrphanedNodes.end(entry.directory());
            remove(entry.directory());
            registry.remove(entry.name());
            removed.add(entry.directory());
        }
        if (all) {
            removed.addAll(removeEnded(home.resolve("runs"), registry));
        }
        removed.forEach(directory -> console.line("removed " + Shell.shown(directory)));
        if (removed.isEmpty()) {
            console.line("there was nothing to remove");
        }
        return 0;
    }

    /** Directories of clusters that were ended in order, and are registered no more. */
    private List<Path> removeEnded(Path runs, ClusterRegistry registry) throws IOException {
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        List<Path> registered =
                registry.all().stream().map(ClusterEntry::directory).toList();
        List<Path> ended;
        try (Stream<Path> directories = Files.list(runs)) {
            ended = directories
                    .filter(directory -> Files.exists(directory.resolve("cluster.json")))
                    .filter(directory -> !registered.contains(directory))
                    .sorted()
                    .toList();
        }
        for (Path directory : ended) {
            remove(directory);
        }
        return ended;
    }

    /** Where it lies elsewhere; someone who cannot log in there is told what remains. */
    private void discardJournal(Path directory) {
        if (!Files.exists(directory.resolve(ClusterSpec.FILE))) {
            return;
        }
        ClusterSpec.read(directory).journal().elsewhere(directory).ifPresent(journal -> {
            journal.discard();
            journal.remains().ifPresent(console::plain);
        });
    }

    private void remove(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        discardJournal(directory);
        TemporaryDirectory.remove(directory);
    }
}
