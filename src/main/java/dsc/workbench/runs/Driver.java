package dsc.workbench.runs;

import dsc.workbench.client.Attempts.Outcome;
import dsc.workbench.history.Event;
import dsc.workbench.history.Recorder;
import dsc.workbench.nodes.NodeClient;
import dsc.workbench.nodes.SessionClient;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.Workload;
import dsc.workbench.protocol.Workload.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * The clients of a run. They are no members of the cluster: one that both sides of a partition can reach would look
 * like an indirect connection to the split-brain resolver. The same seed gives each client the same sequence of calls;
 * how far it gets in it depends on how fast answers come.
 */
public final class Driver {

    /** What was counted until now. */
    record Counts(long ok, long failed, long unknown) {}

    private static final int LATENESS_DIGITS = 3;

    private final Scenario<?> scenario;
    private final Operations<?> operations;
    private final Workload workload;
    private final List<NodeId> nodes;
    private final Function<NodeId, NodeClient> connections;
    private final ClientLoad load;
    private final List<String> keys;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch sessionsOpen;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong ok = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong unknown = new AtomicLong();
    private final AtomicLong lastOkNanos = new AtomicLong(-1);

    /** In microseconds: how much later than its pace said each client could begin its next operation. */
    private final ConcurrentHistogram lateness = new ConcurrentHistogram(LATENESS_DIGITS);

    private volatile Recorder recorder;

    /**
     * @param settings the scenario's own
     * @param connections to each of {@code nodes}, asked for anew with each call
     * @param seed of the clients' calls
     */
    public Driver(
            Scenario<?> scenario,
            Settings settings,
            List<NodeId> nodes,
            Function<NodeId, NodeClient> connections,
            ClientLoad load,
            long seed) {
        this.scenario = scenario;
        this.operations = scenario.operations();
        this.workload = scenario.workload(settings);
        this.nodes = List.copyOf(nodes);
        this.connections = connections;
        this.load = load;
        this.keys = IntStream.rangeClosed(1, load.keys())
                .mapToObj(number -> "k" + number)
                .toList();
        this.sessionsOpen = new CountDownLatch(load.clients());
        List<NodeId> entryNodes = scenario.clients().entryNodes(this.nodes, settings);
        SplittableRandom random = new SplittableRandom(seed);
        SplittableRandom roaming = new SplittableRandom(~seed);
        boolean roams = scenario.clients().roams() || load.roam();
        for (int number = 0; number < load.clients(); number++) {
            NodeId first = entryNodes.get(number % entryNodes.size());
            Client client = new Client(
                    number,
                    random.split(),
                    random.split(),
                    new SessionClient(
                            scenario,
                            entryNodes,
                            first,
                            connections,
                            roams ? Optional.of(roaming.split()) : Optional.empty()));
            threads.add(Thread.ofVirtual().name("client-" + number).unstarted(client::run));
        }
    }

    /**
     * Connects the clients; they wait for {@link #begin}. Returns whether all could in time.
     *
     * @param shouldContinue polled; the waiting stops once it returns false
     */
    public boolean connect(Duration timeout, BooleanSupplier shouldContinue) throws InterruptedException {
        threads.forEach(Thread::start);
        long deadline = System.nanoTime() + timeout.toNanos();
        while (shouldContinue.getAsBoolean() && System.nanoTime() < deadline) {
            if (sessionsOpen.await(100, TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        return false;
    }

    public void begin(Recorder recorder) {
        this.recorder = recorder;
        begun.countDown();
    }

    /** Lets every client finish its operation, then returns. */
    public void stop() throws InterruptedException {
        stopped.countDown();
        begun.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /**
     * Asks every node what the scenario wants to know in the end, until all answer alike, and records what they
     * answered last. To be called after {@link #stop}.
     *
     * @param timeout how long they may take to become alike
     * @param shouldContinue polled between two rounds; once it returns false, nothing is recorded
     */
    void close(Duration timeout, BooleanSupplier shouldContinue) throws InterruptedException {
        close(nodes, timeout, shouldContinue);
    }

    /** The same, of some nodes: the others are gone for good. */
    void close(List<NodeId> asked, Duration timeout, BooleanSupplier shouldContinue) throws InterruptedException {
        new FinalReads(scenario, connections).ask(asked, keys, timeout, recorder, shouldContinue);
    }

    Counts counts() {
        return new Counts(ok.get(), failed.get(), unknown.get());
    }

    /** When an operation took effect last, in nanoseconds since the recording began; -1 before the first. */
    long lastOkNanos() {
        return lastOkNanos.get();
    }

    /**
     * How much later than its pace said an operation began, in milliseconds: 99 of 100 began no later than that.
     * Clients that wait for answers hide the queue that they stand in (coordinated omission); this says by how much.
     * Empty for clients without a pace, and before the first operation.
     */
    OptionalLong begunLateP99Millis() {
        return load.rate() == 0 || lateness.getTotalCount() == 0
                ? OptionalLong.empty()
                : OptionalLong.of(TimeUnit.MICROSECONDS.toMillis(lateness.getValueAtPercentile(99)));
    }

    private boolean isContinued() {
        return stopped.getCount() > 0;
    }

    /** One client: one operation at a time, in a session of its own. */
    private final class Client {
        private final SplittableRandom calls;
        private final SplittableRandom pace;
        private final SessionClient client;
        private final int number;
        private long called;
        private long process;

        Client(int number, SplittableRandom calls, SplittableRandom pace, SessionClient client) {
            this.number = number;
            this.process = number;
            this.calls = calls;
            this.pace = pace;
            this.client = client;
        }

        void run() {
            try {
                client.openSession(Driver.this::isContinued);
                sessionsOpen.countDown();
                begun.await();
                if (recorder != null) {
                    work();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private void work() throws InterruptedException {
            double intervalNanos = load.rate() == 0 ? 0 : 1e9 * load.clients() / load.rate();
            double nextNanos = pace.nextDouble() * intervalNanos;
            while (!stopped.await((long) nextNanos - recorder.elapsedNanos(), TimeUnit.NANOSECONDS)) {
                operate(workload.next(calls, keys, new Turn(number, load.clients(), called++)));
                double dueNanos = nextNanos + intervalNanos * (0.5 + pace.nextDouble());
                // A client that was held up does not make up for it: it goes on at its pace.
                nextNanos = Math.max(dueNanos, recorder.elapsedNanos());
                lateness.recordValue(TimeUnit.NANOSECONDS.toMicros((long) (nextNanos - dueNanos)));
            }
        }

        private void operate(Call call) throws InterruptedException {
            Event invocation = recorder.invoke(process, call.function(), call.key(), call.value());
            Outcome outcome = client.operate(call);
            Outcome recorded = outcome.recorded(operations.get(call.function()), call);
            recorder.complete(invocation, recorded.type(), recorded.value(), recorded.error());
            switch (outcome.type()) {
                case OK -> {
                    ok.incrementAndGet();
                    lastOkNanos.accumulateAndGet(recorder.elapsedNanos(), Math::max);
                }
                case FAIL -> failed.incrementAndGet();
                case INFO, INVOKE -> unknown.incrementAndGet();
            }
            if (outcome.endsProcess()) {
                process += load.clients();
                client.openSession(Driver.this::isContinued);
            }
        }
    }
}
