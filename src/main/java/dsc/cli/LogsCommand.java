package dsc.cli;

import dsc.cli.arguments.ArgumentChecks;
import dsc.cli.arguments.CompletionCandidates;
import dsc.cli.arguments.InstallDirectory;
import dsc.cli.arguments.Vocabulary;
import dsc.workbench.playground.ClusterEntry;
import dsc.workbench.playground.Clusters;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Format;
import dsc.workbench.terminal.LauncherException;
import dsc.workbench.terminal.Typed;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dsc logs}: what nodes wrote. */
@Command(
        name = "logs",
        description = {
            "Show the end of the nodes' logs, and with -f what is written from then on.",
            "Of Pekko's lines only warnings and errors are shown; --pekko shows all."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class LogsCommand implements Callable<Integer> {

    private static final int LINES_MAX = 100_000;
    private static final int POLL_MILLIS = 200;
    private static final List<String> STYLES = List.of("cyan", "green", "magenta", "yellow", "blue", "red");

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Which cluster, where several are up (default: DSC_NAME, or the only one).")
    private String name;

    @Option(
            names = {"-f", "--follow"},
            description = "Show also what is written from then on, until Ctrl-C or the cluster's end.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines", "--tail"},
            paramLabel = "N",
            defaultValue = "20",
            description = "How many of the last lines of each node, 0 to 100000 (default: 20).")
    private int lines;

    @Option(names = "--pekko", description = "All lines, also those that Pekko wrote without warning of anything.")
    private boolean pekko;

    @Parameters(
            paramLabel = "NODE",
            completionCandidates = CompletionCandidates.Nodes.class,
            arity = "0..*",
            description = "Such as n2; without, all.")
    private List<String> nodes = List.of();

    /** Those whose logs are shown. */
    private final List<Tail> tails = new ArrayList<>();

    private final Set<String> known = new TreeSet<>();

    LogsCommand(Console console) {
        this.console = console;
    }

    /** One node's log, and how far it was shown. */
    private static final class Tail {
        private final String node;
        private final Path file;
        private final LogFilter filter = new LogFilter();
        private long position;

        Tail(String node, Path file) {
            this.node = node;
            this.file = file;
        }

        /** The whole lines that were not shown yet. */
        List<String> fresh() throws IOException {
            if (!Files.exists(file)) {
                return List.of();
            }
            try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
                byte[] bytes = new byte[(int) Math.min(1 << 24, log.length() - position)];
                log.seek(position);
                log.readFully(bytes);
                int end = bytes.length;
                while (end > 0 && bytes[end - 1] != '\n') {
                    end--;
                }
                position += end;
                return new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList();
            }
        }
    }

    @Override
    public Integer call() throws Exception {
        new ArgumentChecks(spec).requireRange("--lines", lines, 0, LINES_MAX);
        ClusterEntry entry = Clusters.of(InstallDirectory.directory(), console.caller(), Vocabulary.EXAMPLE)
                .any(name);
        Path directory = entry.directory().resolve("nodes");
        nodes = Typed.nodes(nodes);
        lookFor(directory);
        requireKnown(entry);
        for (Tail tail : tails) {
            List<String> all = wanted(tail);
            show(tail, all.subList(Math.max(0, all.size() - lines), all.size()));
        }
        long left = tails.stream().mapToLong(tail -> tail.filter.left()).sum();
        if (left > 0) {
            console.onErr().line("@|faint not shown: " + Format.count(left, "line") + " by Pekko; --pekko shows all|@");
        }
        while (follow && entry.supervisor().isPresent()) {
            Thread.sleep(POLL_MILLIS);
            lookFor(directory);
            for (Tail tail : tails) {
                show(tail, wanted(tail));
            }
        }
        return 0;
    }

    private List<String> wanted(Tail tail) throws IOException {
        List<String> fresh = tail.fresh();
        return pekko ? fresh : tail.filter.of(fresh);
    }

    /** Nodes that were not there before, in the order of their names, come after those that were. */
    private void lookFor(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        List<String> there;
        try (Stream<Path> files = Files.list(directory)) {
            there = files.map(file -> file.getFileName().toString()).sorted().toList();
        }
        for (String node : there) {
            boolean wanted = nodes.isEmpty() || nodes.contains(node);
            if (wanted && tails.stream().noneMatch(tail -> tail.node.equals(node))) {
                tails.add(new Tail(node, directory.resolve(node).resolve("node.log")));
            }
            known.add(node);
        }
    }

    private void requireKnown(ClusterEntry entry) {
        if (known.isEmpty() && !follow) {
            throw new LauncherException("no node of " + entry.name() + " was started yet");
        }
        for (String node : nodes) {
            if (!known.contains(node)) {
                throw new ArgumentChecks(spec)
                        .wrong("there is no node \"" + node + "\"; "
                                + (known.isEmpty() ? "none was started yet" : "known: " + String.join(", ", known)));
            }
        }
    }

    private void show(Tail tail, List<String> text) {
        String style = STYLES.get(tails.indexOf(tail) % STYLES.size());
        String before = tails.size() == 1 ? "" : console.colours().string("@|" + style + " " + tail.node + "|@  ");
        text.forEach(line -> console.plain(before + line));
    }
}
