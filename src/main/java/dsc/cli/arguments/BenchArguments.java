package dsc.cli.arguments;

import dsc.concepts.Catalog;
import dsc.workbench.benchmarks.BenchmarkOptions;
import dsc.workbench.nodes.NodeOptions;
import dsc.workbench.protocol.Benchmark;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Suggestions;
import dsc.workbench.runs.ClientLoad;
import dsc.workbench.terminal.Shell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of {@code dsc bench}: those that do not fit the benchmark are refused. */
public final class BenchArguments {

    private static final int CLIENTS_MAX = 100;
    private static final int KEYS_MAX = 1_000;
    private static final int ROUNDS_MAX = 100;
    private static final int SECONDS_MAX = 60;
    private static final int WARM_UP_SECONDS_MAX = 300;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private WithOption with;

    @Mixin
    private ClusterOptions cluster;

    @Option(
            names = "--param",
            paramLabel = "NAME=LIST",
            arity = "1",
            description = "Values of one of the benchmark's parameters, separated by commas (default: those that are"
                    + " listed below).")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--clients",
            paramLabel = "N",
            description = "Clients, 1 to 100, where they are outside the cluster (default: as the benchmark says).")
    private Integer clients;

    @Option(
            names = "--keys",
            paramLabel = "N",
            description = "Keys that these clients use, 1 to 1000 (default: as the benchmark says).")
    private Integer keys;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often each column is measured, 1 to 100 (default: as the benchmark says).")
    private Integer rounds;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "How long a round is measured, 1 to 60 (default: as the benchmark says).")
    private Integer seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            description = "How long the load runs before it is measured, 0 to 300 (default: as the benchmark says).")
    private Integer warmUpSeconds;

    /**
     * What was asked for, if that makes sense.
     *
     * @param name of one of the benchmarks of {@code product}
     */
    public BenchmarkOptions options(Scenario<?> product, String name) {
        ArgumentChecks usage = new ArgumentChecks(spec);
        Scenario<?> scenario = with.scenario(product);
        Benchmark benchmark = scenario.benchmarks().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> usage.wrong(scenario.id() + " as it is edited has no benchmark \"" + name + "\""));
        cluster.require(usage, List.of(scenario));
        requireRange(usage, "--clients", clients, 1, CLIENTS_MAX);
        requireRange(usage, "--keys", keys, 1, KEYS_MAX);
        requireRange(usage, "--rounds", rounds, 1, ROUNDS_MAX);
        requireRange(usage, "--seconds", seconds, 1, SECONDS_MAX);
        requireRange(usage, "--warm-up", warmUpSeconds, 0, WARM_UP_SECONDS_MAX);
        usage.requireSharedJournal(scenario, cluster.journal());
        usage.requireKnown(List.of(scenario), cluster.conf(), cluster.overrides());
        refuseUnfit(usage, benchmark);
        List<Benchmark.Case> columns = benchmark.cases(chosen(usage, benchmark));
        refuseOverriddenParameters(usage, columns);
        BenchmarkOptions options = withDefaults(scenario, benchmark, columns);
        for (Benchmark.Case column : columns) {
            NodeOptions nodes = options.nodes(column);
            usage.requireSettings(scenario, nodes.settings(InstallDirectory.directory(), scenario.id()), nodes.count());
        }
        return options;
    }

    private static void requireRange(ArgumentChecks usage, String option, Integer value, int least, int most) {
        if (value != null) {
            usage.requireRange(option, value, least, most);
        }
    }

    private void refuseUnfit(ArgumentChecks usage, Benchmark benchmark) {
        List<String> unfit = switch (benchmark.measured()) {
            case Benchmark.NodeLoad load -> List.of("--clients", "--keys");
            case Benchmark.ClientLoad load -> List.of();
            case Benchmark.FaultRun run -> List.of("--clients", "--keys", "--seconds", "--warm-up");
            case Benchmark.Code code -> List.of("--clients", "--keys", "--nodes", "--journal", "--tls", "--conf", "-D");
        };
        for (String option : unfit) {
            if (given(option)) {
                throw usage.wrong("the benchmark " + benchmark.name() + " takes no " + option);
            }
        }
        if (benchmark.measured() instanceof Benchmark.FaultRun run
                && given("--nodes")
                && cluster.nodes() != run.nodes()) {
            throw usage.wrong("the faults of the benchmark " + benchmark.name() + " are planned for " + run.nodes()
                    + " nodes, not " + cluster.nodes());
        }
    }

    private boolean given(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    private Map<String, List<Benchmark.Value>> chosen(ArgumentChecks usage, Benchmark benchmark) {
        Map<String, List<Benchmark.Value>> chosen = new LinkedHashMap<>();
        parameters.forEach((name, list) -> {
            Benchmark.Parameter parameter = benchmark.parameters().stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> noParameter(usage, benchmark, name));
            List<String> words = List.of(list.split(",", -1));
            if (new LinkedHashSet<>(words).size() < words.size()) {
                throw usage.wrong("--param " + name + " names a value twice: " + list);
            }
            try {
                chosen.put(name, words.stream().map(parameter::value).toList());
            } catch (IllegalArgumentException unknown) {
                throw usage.wrong("--param " + name + ": " + unknown.getMessage());
            }
        });
        return chosen;
    }

    private static ParameterException noParameter(ArgumentChecks usage, Benchmark benchmark, String name) {
        List<String> names =
                benchmark.parameters().stream().map(Benchmark.Parameter::name).toList();
        List<String> near = Suggestions.to(name, names);
        return usage.wrong("the benchmark " + benchmark.name() + " has no parameter \"" + name + "\""
                + (near.isEmpty()
                        ? "; it has: " + String.join(", ", names)
                        : "; did you mean " + String.join(" or ", near) + "?"));
    }

    private void refuseOverriddenParameters(ArgumentChecks usage, List<Benchmark.Case> columns) {
        for (String path : cluster.overrides().keySet()) {
            if (columns.stream().anyMatch(column -> column.settings().containsKey(path))) {
                throw usage.wrong("-D" + path + " is what is compared here; choose its values with --param");
            }
        }
    }

    private BenchmarkOptions withDefaults(Scenario<?> scenario, Benchmark benchmark, List<Benchmark.Case> columns) {
        Benchmark.Rounds usual = benchmark.measured().rounds();
        Benchmark.Rounds all = new Benchmark.Rounds(
                or(rounds, usual.count()), or(seconds, usual.seconds()), or(warmUpSeconds, usual.warmUpSeconds()));
        ClientLoad load = switch (benchmark.measured()) {
            case Benchmark.ClientLoad client ->
                new ClientLoad(or(clients, client.clients()), or(keys, client.keys()), 0);
            case Benchmark.FaultRun run -> new ClientLoad(run.clients(), run.keys(), run.rate());
            case Benchmark.NodeLoad node -> new ClientLoad(0, 0, 0);
            case Benchmark.Code code -> new ClientLoad(0, 0, 0);
        };
        int count = benchmark.measured() instanceof Benchmark.FaultRun run ? run.nodes() : cluster.nodes();
        NodeOptions nodes = new NodeOptions(
                count,
                cluster.journal(),
                cluster.tlsOfBench(),
                cluster.conf(),
                cluster.overrides(),
                with.classes(scenario));
        return new BenchmarkOptions(
                scenario,
                Catalog.conceptOf(scenario).name(),
                benchmark,
                columns,
                nodes,
                load,
                all,
                command(scenario, benchmark, nodes, load, all));
    }

    private static int or(Integer given, int usual) {
        return given == null ? usual : given;
    }

    private String command(
            Scenario<?> scenario, Benchmark benchmark, NodeOptions nodes, ClientLoad load, Benchmark.Rounds all) {
        List<String> words = new ArrayList<>(List.of("./dsc", "bench", scenario.id(), benchmark.name()));
        parameters.forEach((name, list) -> words.addAll(List.of("--param", name + "=" + list)));
        boolean underFaults = benchmark.measured() instanceof Benchmark.FaultRun;
        boolean isCode = benchmark.measured() instanceof Benchmark.Code;
        if (!underFaults && !isCode) {
            words.addAll(List.of("--nodes", Integer.toString(nodes.count())));
        }
        if (benchmark.measured() instanceof Benchmark.ClientLoad) {
            words.addAll(List.of("--clients", Integer.toString(load.clients())));
            words.addAll(List.of("--keys", Integer.toString(load.keys())));
        }
        words.addAll(List.of("--rounds", Integer.toString(all.count())));
        if (!underFaults) {
            words.addAll(List.of("--seconds", Integer.toString(all.seconds())));
            words.addAll(List.of("--warm-up", Integer.toString(all.warmUpSeconds())));
        }
        return words.stream().map(Shell::quoted).collect(Collectors.joining(" "))
                + (isCode ? nodes.argumentsOfWorlds() : nodes.argumentsOfBench());
    }
}
