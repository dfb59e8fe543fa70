package dsc.workbench.runs;

import com.typesafe.config.Config;
import dsc.workbench.checkers.Judgement;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.faults.Effects;
import dsc.workbench.faults.Fault;
import dsc.workbench.faults.FaultInjector;
import dsc.workbench.faults.FaultPlan;
import dsc.workbench.faults.Injection;
import dsc.workbench.history.History;
import dsc.workbench.history.HistoryAppender;
import dsc.workbench.history.Recorder;
import dsc.workbench.journals.Journal;
import dsc.workbench.nodes.LocalCluster;
import dsc.workbench.nodes.NodeArchive;
import dsc.workbench.nodes.NodeBasis;
import dsc.workbench.nodes.NodeFiles;
import dsc.workbench.nodes.NodeOptions;
import dsc.workbench.nodes.NodeProcess.UnexpectedEnd;
import dsc.workbench.processes.Ports;
import dsc.workbench.protocol.Guarantee;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.report.RunRecord.Figures;
import dsc.workbench.report.RunRecord.Sample;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Format;
import dsc.workbench.terminal.LauncherException;
import dsc.workbench.terminal.Markup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One run of a scenario on a live cluster: start, workload under faults, healing, check. What it finds is a
 * {@link Result}; how that is told is not its business.
 */
public final class Run {

    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration MEMBERSHIP_TIMEOUT = Duration.ofSeconds(20);

    /** One that was downed as the last fault ended is started again first. */
    private static final Duration MEMBERSHIP_TIMEOUT_DOWNED = Duration.ofSeconds(60);

    private static final Duration CHECK_BUDGET = Duration.ofSeconds(60);

    /** Names of what every run counts (see {@link TrafficMeter}). */
    public static final String MESSAGES = "messages between nodes";

    public static final String BYTES = "bytes between nodes";

    public static final String EVENTS = "events written";

    /** How much later than their pace said operations began, in 99 of 100 cases at most; of runs with a rate alone. */
    static final String BEGUN_LATE = "begun late, p99 ms";

    private static final Duration SAMPLES_INTERVAL = Duration.ofMillis(200);

    private final Scenario<?> scenario;
    private final RunOptions options;
    private final Settings settings;
    private final Guarantee guarantee;
    private final Optional<List<Fault>> givenFaults;
    private final Path home;
    private final JvmCommand jvm;
    private final RunDirectory directory;
    private final Console console;
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final Map<String, Long> counted = new LinkedHashMap<>();

    /** The command that starts a node's JVM, without its main class. */
    @FunctionalInterface
    public interface JvmCommand {

        /** Makes what it needs, if that is not there yet. */
        List<String> prepared() throws InterruptedException;
    }

    /**
     * What a run came to.
     *
     * @param guarantee what was promised
     * @param counted what the scenario itself counts ({@link Scenario#metrics})
     */
    public record Result(
            Guarantee guarantee,
            Verdict verdict,
            Figures figures,
            Map<String, Long> counted,
            History history,
            List<NodeId> nodes,
            List<Injection> injections,
            List<Sample> samples,
            List<String> notes) {}

    /**
     * @param faults what is to break, each at its own time, in place of a plan drawn from the options' seed
     * @param jvm how a node's JVM is started
     */
    public Run(
            Scenario<?> scenario,
            RunOptions options,
            Optional<List<Fault>> faults,
            Path home,
            JvmCommand jvm,
            RunDirectory directory,
            Console console) {
        this.scenario = scenario;
        this.options = options;
        this.givenFaults = faults;
        this.home = home;
        this.settings = options.nodes().settings(home, scenario.id());
        this.guarantee = scenario.guarantee(settings);
        this.jvm = jvm;
        this.directory = directory;
        this.console = console;
    }

    /** Ends the run early: what was recorded until then is still checked. */
    public void interrupt() {
        interrupted.countDown();
    }

    private boolean isContinued() {
        return interrupted.getCount() > 0;
    }

    public Result execute() throws InterruptedException {
        Ports ports = new Ports();
        NodeOptions nodes = options.nodes();
        Config layers = nodes.layers(home, scenario.id());
        try (Journal journal = nodes.journal().open(directory.path(), ports)) {
            boolean discard = true;
            try {
                NodeBasis basis = NodeBasis.of(layers, directory.path(), journal, nodes.tls());
                Result result = drive(
                        journal,
                        new NodeFiles(directory.path(), nodes.count(), scenario, options.seed(), basis, ports));
                // What was written may tell why.
                discard = result.verdict().status() == Verdict.Status.VALID;
                return result;
            } finally {
                if (discard) {
                    journal.discard();
                }
                journal.remains().ifPresent(console::plain);
            }
        }
    }

    private Result drive(Journal journal, NodeFiles files) throws InterruptedException {
        // Not before it is certain that there is something to start: it may take a while.
        try (LocalCluster cluster = new LocalCluster(files, jvm.prepared())) {
            long startNanos = System.nanoTime();
            console.line(String.format(
                    Locale.ROOT, "Starting %d nodes…", options.nodes().count()));
            cluster.start(this::isContinued);
            if (isContinued()) {
                console.line(String.format(
                        Locale.ROOT, "  up in %.1f s: %s", (System.nanoTime() - startNanos) / 1e9, pids(cluster)));
                NodeArchive.warnIfArchiveRejected(directory.path(), home, console);
            }
            return drive(journal, cluster);
        }
    }

    private Result drive(Journal journal, LocalCluster cluster) throws InterruptedException {
        directory.reserve();
        try (HistoryAppender written = new HistoryAppender(directory.history(), 0);
                OutageWatch outages = new OutageWatch(
                        journal, written, outage -> console.line("  @|bold,red outage|@ " + Markup.escaped(outage)))) {
            return drive(cluster, written, outages);
        } catch (IOException failed) {
            directory.release();
            throw new LauncherException(Format.failure(failed));
        } catch (RuntimeException | InterruptedException failed) {
            directory.release();
            throw failed;
        }
    }

    private static String pids(LocalCluster cluster) {
        List<String> pids = new ArrayList<>();
        cluster.nodes().forEach(node -> pids.add(node + " (pid " + cluster.pid(node) + ")"));
        return String.join(", ", pids);
    }

    private Result drive(LocalCluster cluster, HistoryAppender written, OutageWatch outages)
            throws InterruptedException {
        Driver driver =
                new Driver(scenario, settings, cluster.nodes(), cluster::client, options.load(), options.seed());
        boolean connected = isContinued() && driver.connect(SESSION_TIMEOUT, this::isContinued);
        Recorder recorder = Recorder.toFile(System::nanoTime, History.of(List.of()), written);
        List<String> notes = new ArrayList<>();
        if (!connected) {
            driver.stop();
            notes.add(
                    isContinued()
                            ? "no client was served within " + SESSION_TIMEOUT.toSeconds() + " s"
                            : "interrupted");
            return judge(recorder, 0, cluster, List.of(), List.of(), outages, notes);
        }
        Sampler sampler = new Sampler(cluster, recorder, SAMPLES_INTERVAL);
        TrafficMeter traffic = new TrafficMeter(cluster);
        Watch watch = new Watch();
        FaultInjector injector = new FaultInjector(cluster.controls(), recorder, watch::onFault);
        DownedNodes downed = new DownedNodes(cluster, recorder, line -> console.line("  " + line));
        Progress progress = new Progress(
                console, options.seconds(), recorder, driver::counts, sampler::latest, injector::injections);
        watch.progress = progress;
        List<List<Fault>> plan = givenFaults
                .map(faults -> faults.stream().map(List::of).toList())
                .orElseGet(() -> drawn(cluster.nodes()).tracks());
        outages.start();
        progress.start();
        sampler.start();
        traffic.start();
        driver.begin(recorder);
        if (scenario.deployment().nodesMayBeDowned()) {
            cluster.restartsDownedNodes();
            downed.start(injector::reapplyFaults);
        }
        injector.start(plan);
        waitForEnd(recorder, injector, driver, outages);
        injector.stop();
        driver.stop();
        // The questions in the end are not what operations cost.
        traffic.stop();
        long lengthNanos = recorder.elapsedNanos();
        boolean complete = isContinued() && outages.look().isEmpty();
        if (complete) {
            driver.close(guarantee.recoveryBound(), this::isContinued);
        }
        counted.put(MESSAGES, traffic.messages());
        counted.put(BYTES, traffic.bytes());
        counted.put(EVENTS, traffic.events());
        driver.begunLateP99Millis().ifPresent(millis -> counted.put(BEGUN_LATE, millis));
        complete &= isContinued();
        Duration timeout = scenario.deployment().nodesMayBeDowned() ? MEMBERSHIP_TIMEOUT_DOWNED : MEMBERSHIP_TIMEOUT;
        List<NodeId> missing = complete ? cluster.awaitAllReady(timeout) : List.of();
        if (scenario.deployment().nodesMayBeDowned()) {
            downed.stop();
            notes.addAll(downed.failures());
        }
        sampler.stop();
        progress.stop();
        for (NodeId node : missing) {
            notes.add(node + " was not back in the cluster " + timeout.toSeconds() + " s after the run");
        }
        if (complete
                && plan.stream().allMatch(List::isEmpty)
                && !options.faults().kinds().isEmpty()) {
            notes.add("no fault fits into " + options.seconds() + " s");
        }
        if (scenario.deployment().nodesMayBeDowned()) {
            counted.put("nodes downed and started again", downed.count());
        }
        return judge(recorder, lengthNanos, cluster, injector.injections(), sampler.samples(), outages, notes);
    }

    private FaultPlan drawn(List<NodeId> nodes) {
        return FaultPlan.draw(
                        options.seed(),
                        options.faults().kinds(),
                        nodes,
                        TimeUnit.SECONDS.toMillis(options.seconds()),
                        FaultPlan.Pace.live(scenario.deployment().nodesMayBeDowned()))
                .withPartialPartitionsAtLeader();
    }

    /** What the scenario counts, and what the runner saw and had to do. */
    private Map<String, Long> counted(History history) {
        Map<String, Long> all = new LinkedHashMap<>(Measures.counted(scenario, history));
        all.putAll(counted);
        return all;
    }

    /** The injector tells the progress display, which needs the injector: one has to come first. */
    private static final class Watch {
        private volatile Progress progress;

        void onFault(Injection injection) {
            progress.onFault(injection);
        }
    }

    /**
     * Until the time is up, the faults are over, and a while has passed since in which it was seen that the cluster
     * serves, or that it does not within the bound that its guarantee states; or until someone interrupts, or nothing
     * can be found out any more.
     */
    private void waitForEnd(Recorder recorder, FaultInjector injector, Driver driver, OutageWatch outages)
            throws InterruptedException {
        long settleNanos = scenario.clients().settleTime().toNanos();
        long boundNanos = guarantee.recoveryBound().toNanos();
        while (isContinued() && outages.outage().isEmpty()) {
            boolean faultsOver = injector.isOver();
            long lastEnd = lastFaultEnd(injector.injections()).orElse(0);
            boolean longEnough = recorder.elapsedNanos()
                    >= Math.max(TimeUnit.SECONDS.toNanos(options.seconds()), lastEnd + settleNanos);
            long now = recorder.elapsedNanos();
            long lastOk = driver.lastOkNanos();
            boolean serves = lastOk > lastEnd && now - lastOk < settleNanos;
            if (faultsOver && longEnough && (serves || now > Math.max(lastOk, lastEnd) + boundNanos)) {
                return;
            }
            interrupted.await(50, TimeUnit.MILLISECONDS);
        }
    }

    private static OptionalLong lastFaultEnd(List<Injection> injections) {
        return injections.stream()
                .filter(injection -> !injection.inForce())
                .mapToLong(Injection::toNanos)
                .max();
    }

    private Result judge(
            Recorder recorder,
            long lengthNanos,
            LocalCluster cluster,
            List<Injection> injections,
            List<Sample> samples,
            OutageWatch outages,
            List<String> notes) {
        Optional<String> outage = outages.look();
        outages.close();
        List<UnexpectedEnd> ends = cluster.unexpectedEnds();
        ends.forEach(end -> notes.add(end.why()));
        boolean whole = isContinued();
        cluster.close();
        History history = recorder.history();
        OptionalLong lastFaultEnd = lastFaultEnd(injections);
        Figures figures = Measures.of(history, lengthNanos, lastFaultEnd);
        Effects effects = Effects.of(whole ? injections : List.of());
        notes.addAll(effects.deciding());
        console.line(String.format(
                Locale.ROOT, "Checking %,d operations…", history.operations().size()));
        Verdict verdict = new LiveVerdict(
                        figures, lengthNanos, Measures.lastOkNanos(history), injections, ends, outage, whole, notes)
                .of(Judgement.of(guarantee.checker(), history, CHECK_BUDGET), guarantee.recoveryBound());
        notes.addAll(effects.named());
        return new Result(
                guarantee,
                verdict,
                figures,
                counted(history),
                history,
                cluster.nodes(),
                injections,
                samples,
                List.copyOf(notes));
    }
}
