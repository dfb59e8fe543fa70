package dsc.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dsc.cli.arguments.ArgumentChecks;
import dsc.cli.arguments.BenchArguments;
import dsc.cli.arguments.CompletionCandidates;
import dsc.cli.arguments.InstallDirectory;
import dsc.workbench.benchmarks.BenchmarkOptions;
import dsc.workbench.benchmarks.BenchmarkReporter;
import dsc.workbench.benchmarks.BenchmarkRun;
import dsc.workbench.nodes.NodeJvm;
import dsc.workbench.protocol.Benchmark;
import dsc.workbench.runs.RunDirectory;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Interruption;
import dsc.workbench.terminal.LauncherException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dsc bench}: the benchmarks that protocols declare, and how soon a cluster is up. */
@Command(
        name = "bench",
        description = {
            "Measure a protocol on this machine. Without SUBJECT, list what can be measured.",
            "Each combination of a benchmark's parameters is a column; they take turns."
        },
        subcommands = BenchStartupCommand.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        synopsisSubcommandLabel = "[startup]",
        footerHeading = "%nBenchmarks:%n")
final class BenchCommand implements Callable<Integer>, HelpFooter {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SUBJECT",
            completionCandidates = CompletionCandidates.Measured.class,
            description = "A protocol or a concept with a benchmark, or the benchmark's name.")
    private String subject;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NAME",
            description = "Which benchmark, if there are several.")
    private String name;

    @Mixin
    private BenchArguments arguments;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where to leave the nodes' configuration, logs and the result (default: below runs/).")
    private Path out;

    @Option(names = "--json", description = "Print the result as JSON, and nothing else.")
    private boolean json;

    BenchCommand(Console console) {
        this.console = console;
    }

    @Override
    public List<String> footer() {
        List<String> lines = new ArrayList<>();
        for (DeclaredBenchmark declared : DeclaredBenchmark.all()) {
            lines.addAll(declared.lines());
        }
        lines.add("  startup");
        lines.add("    how soon a cluster is up, see: ./dsc bench startup --help");
        lines.add("");
        lines.add("A load on the leader is measured on nodes that are compiled for speed and have larger heaps"
                + " (conf/bench.jvm), with the protocol's settings for it (such as conf/raft-bench.conf) or a file of"
                + " your own in their place. Other nodes are those of dsc run.");
        lines.add("Nodes talk without TLS; with --tls, the same is measured with it.");
        lines.add("");
        lines.add("Choose columns: ./dsc bench splitbrain --param strategy=keep-oldest,down-all");
        return lines;
    }

    @Override
    public Integer call() throws Exception {
        if (subject == null) {
            list();
            return 0;
        }
        DeclaredBenchmark declared = DeclaredBenchmark.find(subject, name, new ArgumentChecks(spec));
        BenchmarkOptions options =
                arguments.options(declared.scenario(), declared.benchmark().name());
        Path home = InstallDirectory.directory();
        RunDirectory directory = RunDirectory.create(
                Optional.ofNullable(out).map(Path::toAbsolutePath),
                home,
                "bench-" + declared.scenario().id(),
                BenchmarkOptions.SEED);
        BenchmarkRun run = new BenchmarkRun(
                options,
                home,
                NodeJvm.classes(options.nodes(), directory.path()).path(),
                directory.path(),
                json ? silentButForErrors() : console.onErr());
        Interruption interruption = Interruption.awaited(run::interrupt);
        int status = 2;
        try {
            new BenchmarkReporter(options, directory, console).show(run.execute(), json);
            status = 0;
        } catch (LauncherException failed) {
            console.failure(failed.getMessage());
        } finally {
            interruption.finished(status);
        }
        return status;
    }

    private Console silentButForErrors() {
        Console silent = Console.silent();
        return new Console(silent.out(), console.err(), false, console.colours(), console.caller());
    }

    private void list() throws Exception {
        if (!json) {
            DeclaredBenchmark.all().forEach(declared -> declared.lines().forEach(console::line));
            console.line("  startup");
            console.line("    how soon a cluster is up");
            console.line("");
            console.line("Measure one: @|bold ./dsc bench raft|@; all options: @|bold ./dsc bench --help|@");
            return;
        }
        List<Map<String, Object>> all = new ArrayList<>();
        for (DeclaredBenchmark declared : DeclaredBenchmark.all()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("protocol", declared.scenario().id());
            one.put("benchmark", declared.benchmark().name());
            one.put("summary", declared.benchmark().summary());
            Map<String, List<String>> parameters = new LinkedHashMap<>();
            declared.benchmark()
                    .parameters()
                    .forEach(parameter -> parameters.put(
                            parameter.name(),
                            parameter.values().stream()
                                    .map(Benchmark.Value::name)
                                    .toList()));
            one.put("parameters", parameters);
            all.add(one);
        }
        console.plain(JSON.writeValueAsString(all));
    }
}
