package dsc.workbench.playground;

import com.typesafe.config.Config;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.faults.Injection;
import dsc.workbench.history.Event;
import dsc.workbench.history.History;
import dsc.workbench.history.HistoryAppender;
import dsc.workbench.history.HistoryFile;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Recorder;
import dsc.workbench.journals.Journal;
import dsc.workbench.nodes.LocalCluster;
import dsc.workbench.nodes.NodeBasis;
import dsc.workbench.nodes.NodeFiles;
import dsc.workbench.nodes.NodeProcess.UnexpectedEnd;
import dsc.workbench.processes.Ports;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.runs.FaultChoice;
import dsc.workbench.runs.FaultsFile;
import dsc.workbench.runs.FinalReads;
import dsc.workbench.runs.LiveVerdict;
import dsc.workbench.runs.OutageWatch;
import dsc.workbench.runs.RunDirectory;
import dsc.workbench.runs.Sampler;
import dsc.workbench.terminal.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a cluster in the background: its nodes, their journal, and the record of what is done to it by hand. Nodes and
 * journal end with this process, however it ends.
 */
public final class Supervisor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final Duration CHECK_BUDGET = Duration.ofSeconds(10);

    /** Roles are asked for so often; by hand, nobody is quicker. */
    private static final Duration SAMPLES_INTERVAL = Duration.ofSeconds(1);

    private static final Duration LEADER_TIMEOUT = Duration.ofSeconds(5);
    private static final int LEADER_POLL_MILLIS = 20;

    /** People think between two commands; a run that repeats them need not. */
    private static final int GAP_MAX_SECONDS = 5;

    private final ClusterEntry entry;
    private ClusterSpec spec;
    private final Scenario<?> scenario;
    private final String concept;
    private final Settings settings;
    private final Journal journal;
    private final LocalCluster cluster;
    private final HistoryAppender appender;
    private final Recorder recorder;
    private final ManualFaults faults;
    private final ManualCalls calls;
    private final BackgroundClients clients;
    private final Sampler sampler;
    private final OutageWatch outages;
    private final NodeChanges changes;
    private final CountDownLatch isContinued = new CountDownLatch(1);

    /** Whether the journal stays when this ends. */
    private boolean kept;

    /** What nodes that ended by themselves said, each once. */
    private final Set<String> notes = new LinkedHashSet<>();

    /**
     * Prepares a cluster; {@link #start()} starts it.
     *
     * @param entry which cluster
     * @param scenario of that cluster
     * @param concept the name of the scenario's concept, as reports show it
     * @param home where {@code conf/} lies
     * @param jvm the command that starts a node's JVM, without its main class
     * @param wasPutAside whether it is continued: what ends it before it is up leaves it as it was, with its journal
     */
    public Supervisor(
            ClusterEntry entry, Scenario<?> scenario, String concept, Path home, List<String> jvm, boolean wasPutAside)
            throws IOException {
        this.entry = entry;
        this.kept = wasPutAside;
        this.spec = ClusterSpec.read(entry.directory());
        this.scenario = scenario;
        this.concept = concept;
        History earlier = Files.exists(historyFile()) ? HistoryFile.read(historyFile()) : History.of(List.of());
        this.appender = new HistoryAppender(historyFile(), earlier.events().size());
        this.recorder = Recorder.toFile(System::nanoTime, earlier, appender);
        Ports ports = new Ports();
        Config layers = spec.options().with(patient(scenario, spec.overrides())).layers(home, scenario.id());
        this.settings = NodeFiles.settings(scenario.id(), layers);
        this.journal = spec.journal().open(entry.directory(), ports);
        NodeFiles files = new NodeFiles(
                entry.directory(),
                spec.nodes(),
                scenario,
                spec.seed(),
                NodeBasis.of(layers, entry.directory(), journal, spec.tls()),
                ports);
        spec.added().forEach(files::add);
        this.cluster = new LocalCluster(files, jvm);
        this.faults = new ManualFaults(cluster.controls(), recorder, FaultsFile.read(faultsFile()), faultsFile());
        this.calls = new ManualCalls(scenario, settings, cluster, recorder, firstFree(earlier));
        this.clients = new BackgroundClients(
                scenario,
                settings,
                cluster::nodes,
                cluster::client,
                recorder,
                calls,
                this::note,
                spec.seed() + earlier.events().size(),
                earlier.events().size());
        this.sampler = new Sampler(cluster, recorder, SAMPLES_INTERVAL);
        this.outages = new OutageWatch(journal, appender, this::note);
        this.changes = new NodeChanges(scenario, settings, cluster, faults, recorder, this::added, this::notes);
    }

    /**
     * A partition by hand lasts as long as someone looks at it, and then heals: the resolver would take half a minute
     * of that for a reason to down the smaller side. Where the resolver belongs to what a scenario shows, it stays
     * sharp.
     */
    static Map<String, String> patient(Scenario<?> scenario, Map<String, String> overrides) {
        Map<String, String> patient = new LinkedHashMap<>();
        if (!scenario.deployment().nodesMayBeDowned()) {
            patient.put("pekko.cluster.split-brain-resolver.stable-after", "1d");
        }
        patient.putAll(overrides);
        return patient;
    }

    /** Operations that were under way when the cluster was ended are never completed: their processes are not free. */
    private static long firstFree(History earlier) {
        return earlier.events().stream().mapToLong(Event::process).max().orElse(-1) + 1;
    }

    /** Starts the nodes and waits until all are ready; returns whether they are, or this is to end before. */
    public boolean start() throws InterruptedException {
        cluster.start(this::isContinued);
        awaitLeader();
        if (!isUp()) {
            return false;
        }
        sampler.start();
        outages.start();
        return true;
    }

    /**
     * Unless it is to end already. Of a cluster that was up once, the journal ends with it, if nobody says otherwise.
     */
    private synchronized boolean isUp() {
        kept = kept && !isContinued();
        return isContinued();
    }

    private boolean isContinued() {
        return isContinued.getCount() > 0;
    }

    /** A moment longer, so that the first status shows a leader; whether there ever is one is up to the protocol. */
    Optional<NodeId> awaitLeader() throws InterruptedException {
        if (!scenario.tolerates(settings).contains(FaultKind.TRANSFER)) {
            return Optional.empty();
        }
        long deadline = System.nanoTime() + LEADER_TIMEOUT.toNanos();
        Optional<NodeId> leader = cluster.leader();
        while (leader.isEmpty() && isContinued() && System.nanoTime() < deadline) {
            isContinued.await(LEADER_POLL_MILLIS, TimeUnit.MILLISECONDS);
            leader = cluster.leader();
        }
        return leader;
    }

    /**
     * Makes {@link #awaitEnd()} return. Who asked first has its way.
     *
     * @param keep whether the journal stays, for the cluster to be continued
     */
    synchronized void end(boolean keep) {
        kept = isContinued() ? keep : kept;
        isContinued.countDown();
    }

    /** Makes {@link #awaitEnd()} return, and a start that is under way end. */
    public synchronized void interrupt() {
        isContinued.countDown();
    }

    public synchronized boolean isKept() {
        return kept;
    }

    public void awaitEnd() throws InterruptedException {
        isContinued.await();
    }

    /** Restarts nodes, and starts further ones. */
    NodeChanges changes() {
        return changes;
    }

    private void added(NodeId node) {
        spec = spec.plus(node);
        spec.write(entry.directory());
        sampler.add(node);
    }

    public ClusterEntry entry() {
        return entry;
    }

    ClusterSpec spec() {
        return spec;
    }

    /** The scenario's own. */
    Settings settings() {
        return settings;
    }

    Scenario<?> scenario() {
        return scenario;
    }

    LocalCluster cluster() {
        return cluster;
    }

    ManualFaults faults() {
        return faults;
    }

    BackgroundClients clients() {
        return clients;
    }

    ManualCalls calls() {
        return calls;
    }

    Recorder recorder() {
        return recorder;
    }

    /** Nodes that ended without anyone having asked for it, since the cluster was started. */
    synchronized List<String> notes() {
        cluster.unexpectedEnds().stream().map(UnexpectedEnd::why).forEach(notes::add);
        faults.failure().ifPresent(notes::add);
        return List.copyOf(notes);
    }

    /** All that was recorded until now. */
    Recording recording() {
        return new Recording(
                scenario,
                settings,
                concept,
                cluster.nodes(),
                spec.parameters(),
                recorder.elapsedNanos(),
                recorder.history(),
                faults.all(),
                sampler.samples(),
                new ArrayList<>(notes()));
    }

    /** Judges what was recorded until now, and draws it. */
    Verdict report() throws IOException {
        Recording recording = recording();
        Verdict verdict = verdict(recording);
        draw(recording, verdict);
        return verdict;
    }

    Verdict verdict(Recording recording) {
        return LiveVerdict.despite(outages.outage(), recording.check(CHECK_BUDGET));
    }

    void draw(Recording recording, Verdict verdict) throws IOException {
        recording.report(verdict, repeatCommand(spec, scenario, settings, faults.all(), faultsFile()), reportFile());
    }

    /** The run that repeats these faults, on nodes that are started as these were. */
    static String repeatCommand(
            ClusterSpec spec, Scenario<?> scenario, Settings settings, List<Injection> injections, Path plan) {
        Set<FaultKind> tolerated = FaultChoice.tolerated(scenario, settings, spec.journal());
        boolean forced = injections.stream()
                .anyMatch(injection -> !injection.fault().kind().isToleratedWith(tolerated));
        return "./dsc run " + scenario.id() + " --nodes "
                + (spec.nodes() + spec.added().size()) + " --plan " + Shell.quoted(plan.toString()) + " --gap-max "
                + GAP_MAX_SECONDS + (forced ? " --force" : "")
                + spec.arguments();
    }

    Path reportFile() {
        return new RunDirectory(entry.directory()).report();
    }

    private Path historyFile() {
        return new RunDirectory(entry.directory()).history();
    }

    private Path faultsFile() {
        return new RunDirectory(entry.directory()).faults();
    }

    /**
     * Asks every node what it holds, where that is a part of what is judged, unless something keeps nodes from
     * answering.
     */
    void readAllReplicas() throws InterruptedException {
        List<String> keys = recorder.history().without(scenario.operations().uncheckedFunctions()).operations().stream()
                .map(Operation::key)
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .distinct()
                .sorted()
                .toList();
        if (scenario.operations().finalReads(keys).isEmpty()) {
            return;
        }
        boolean allRun = nodes().stream().allMatch(cluster::isRunning);
        if (allRun && faults.inForce().isEmpty()) {
            new FinalReads(scenario, cluster::client)
                    .ask(nodes(), keys, scenario.guarantee(settings).recoveryBound(), recorder, this::isContinued);
        } else {
            note("nodes were not asked what they hold in the end, since "
                    + (allRun ? "a fault was in force" : "not all of them ran"));
        }
    }

    private synchronized void note(String note) {
        notes.add(note);
    }

    /** What failed of the supervisor's own, in a sentence; empty if nothing did. */
    Optional<String> outage() {
        return outages.look();
    }

    /** Ends the nodes; what was recorded stays. */
    public void endNodes() throws InterruptedException {
        clients.close();
        outages.look();
        outages.close();
        sampler.stop();
        notes();
        faults.endWithCluster();
        cluster.close();
    }

    /** Removes the journal where it is not in the cluster's directory. */
    public void discardJournal() {
        journal.discard();
        journal.remains().ifPresent(LOG::warn);
    }

    /** Ends everything, whatever state it is in. */
    @Override
    public void close() throws IOException {
        outages.close();
        cluster.close();
        journal.close();
        appender.close();
    }

    List<NodeId> nodes() {
        return cluster.nodes();
    }
}
