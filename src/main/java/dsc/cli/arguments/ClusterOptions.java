package dsc.cli.arguments;

import dsc.workbench.journals.JournalChoice;
import dsc.workbench.journals.PostgresUrl;
import dsc.workbench.nodes.NodeFiles;
import dsc.workbench.nodes.NodeOptions;
import dsc.workbench.playground.ClusterSpec;
import dsc.workbench.protocol.Deployment;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** The options of every command that starts a cluster: how many nodes, and what each is started with. */
public final class ClusterOptions {

    private static final String POSTGRES = "postgres";

    @Option(
            names = "--nodes",
            paramLabel = "N",
            description = "Nodes, 1 to 8 (default: as many as the scenario begins with, which is 3 for most).")
    private Integer nodes;

    /** How many there are if that is not said. */
    private int usual = Deployment.PEERS.nodes();

    @Option(
            names = "--journal",
            completionCandidates = CompletionCandidates.Journals.class,
            paramLabel = "h2|memory|postgres",
            defaultValue = "h2",
            description = "Where nodes keep what must survive a crash (default: h2; memory does not survive).")
    private String journal;

    @Option(
            names = "--journal-url",
            paramLabel = "URL",
            description = "With --journal postgres, the database, such as%n  " + PostgresUrl.EXAMPLE
                    + ". The user there or in PGUSER, the password in PGPASSWORD%n  or ~/.pgpass.")
    private String journalUrl;

    @Option(
            names = "--tls",
            negatable = true,
            fallbackValue = "true",
            description =
                    "Nodes speak TLS with each other, certified by an authority made for this cluster (default: yes,"
                            + " but in benches). With --no-tls, every user of this machine can send them messages.")
    private Boolean tls;

    @Option(
            names = "--conf",
            paramLabel = "FILE",
            description = "A HOCON file of your own, over those in conf/; or plain, for Pekko's and java's defaults.")
    private Path conf;

    @Option(
            names = "-D",
            paramLabel = "PATH=VALUE",
            mapFallbackValue = "true",
            arity = "1",
            description = "Set one configuration value, such as%n  -Ddsc.raft.heartbeat-interval=50ms.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    /**
     * Refuses what makes no sense.
     *
     * @param started the scenarios that are started, each on as many nodes as the largest needs unless it was said
     */
    public void require(ArgumentChecks usage, List<? extends Scenario<?>> started) {
        usual = started.stream()
                .mapToInt(scenario -> scenario.deployment().nodes())
                .max()
                .orElseThrow();
        usage.requireRange("--nodes", nodes(), 1, NodeOptions.COUNT_MAX);
        if (!Set.of("h2", "memory", POSTGRES).contains(journal)) {
            throw usage.wrong("--journal is h2, memory or postgres, not " + journal);
        }
        if (journal.equals(POSTGRES) && journalUrl == null) {
            throw usage.wrong("--journal postgres needs the database: --journal-url " + PostgresUrl.EXAMPLE);
        }
        if (!journal.equals(POSTGRES) && journalUrl != null) {
            throw usage.wrong("--journal-url goes with --journal postgres, not " + journal);
        }
        try {
            if (journal() instanceof JournalChoice.Postgres postgres
                    && postgres.url().password().isPresent()) {
                throw usage.wrong("--journal-url has a password in it, which every user of this machine could read in"
                        + " the list of processes; put it into PGPASSWORD or ~/.pgpass");
            }
        } catch (IllegalArgumentException malformed) {
            throw usage.wrong("--journal-url " + malformed.getMessage());
        }
        usage.requireConf(conf);
        usage.requirePaths(overrides.keySet());
    }

    /**
     * The options that were given on a command line and would make the nodes other than {@code was}.
     *
     * @param given of a command with these options
     */
    public List<String> otherThan(ClusterSpec was, ParseResult given) {
        Map<String, Boolean> differ = new LinkedHashMap<>();
        differ.put("--nodes", nodes() != was.nodes());
        differ.put("--journal", !journal().kind().equals(was.journal().kind()));
        differ.put("--journal-url", !journal().text().equals(was.journal().text()));
        differ.put("--tls", tls() != was.tls());
        differ.put("--conf", !conf().equals(was.ownConf()));
        differ.put("-D", !overrides.equals(was.overrides()));
        return differ.keySet().stream()
                .filter(option -> differ.get(option) && given.hasMatchedOption(option))
                .toList();
    }

    /** Refuses settings that are none of {@code scenario}, and those with which it makes no sense. */
    public void requireSettings(ArgumentChecks usage, Scenario<?> scenario) {
        requireSettings(usage, scenario, List.of(scenario));
    }

    /** @param started all scenarios that are started with these settings, one after the other */
    public void requireSettings(ArgumentChecks usage, Scenario<?> scenario, List<Scenario<?>> started) {
        usage.requireKnown(started, conf(), overrides);
        usage.requireSettings(scenario, settings(scenario), nodes());
    }

    /** The scenario's own settings with these options; files are read when a value is asked for. */
    public Settings settings(Scenario<?> scenario) {
        return nodeOptions().settings(InstallDirectory.directory(), scenario.id());
    }

    public NodeOptions nodeOptions() {
        return new NodeOptions(nodes(), journal(), tls(), conf(), overrides);
    }

    public int nodes() {
        return nodes == null ? usual : nodes;
    }

    public JournalChoice journal() {
        return JournalChoice.of(journalUrl == null ? journal : journalUrl);
    }

    /** Yes, unless it was refused. */
    public boolean tls() {
        return tls == null || tls;
    }

    /** Only if it was asked for: what is measured is speed. */
    public boolean tlsOfBench() {
        return tls != null && tls;
    }

    public Optional<Path> conf() {
        return NodeFiles.own(conf);
    }

    public Map<String, String> overrides() {
        return overrides;
    }
}
