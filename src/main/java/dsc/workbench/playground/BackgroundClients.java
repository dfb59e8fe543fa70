package dsc.workbench.playground;

import dsc.workbench.client.Attempts.Outcome;
import dsc.workbench.history.Event;
import dsc.workbench.history.Recorder;
import dsc.workbench.nodes.NodeClient;
import dsc.workbench.nodes.SessionClient;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Operation;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.Workload;
import dsc.workbench.protocol.Workload.Turn;
import dsc.workbench.terminal.Format;
import dsc.workbench.terminal.LauncherException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clients that work on a cluster in the background, as those of a run do, at the rate that somebody asked for. What
 * they do is recorded with what is done by hand. They end when they are told to, with the cluster, or after
 * {@value #OPERATIONS_MAX} operations, since all of them are kept in memory and judged in the end.
 */
public final class BackgroundClients {

    /** More than that is for {@code dsc run} and {@code dsc bench}. */
    public static final int PER_SECOND_MAX = 200;

    static final int OPERATIONS_MAX = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundClients.class);
    private static final int CLIENTS_MAX = 5;
    private static final int KEYS = 5;

    private final Scenario<?> scenario;
    private final Supplier<List<NodeId>> nodes;
    private final Function<NodeId, NodeClient> connections;
    private final Recorder recorder;
    private final ManualCalls calls;
    private final Consumer<String> notes;
    private final SplittableRandom random;
    private final List<String> keys =
            IntStream.rangeClosed(1, KEYS).mapToObj(number -> "k" + number).toList();
    private final AtomicLong operations = new AtomicLong();
    private final Settings settings;
    private final Workload workload;
    private final AtomicLong turns;

    /** Held while clients are exchanged for others. */
    private final Lock exchanging = new ReentrantLock();

    private volatile Team team;
    private boolean closed;

    /** Clients that were started together. */
    private record Team(int perSecond, CountDownLatch stopped, List<Thread> threads) {
        boolean isContinued() {
            return stopped.getCount() > 0;
        }
    }

    /**
     * @param nodes those of the cluster, now
     * @param connections to each node, asked for anew with each call
     * @param calls gives out the numbers of processes, and counts
     * @param notes is told why clients ended, if nobody asked for it
     * @param settings the scenario's own
     * @param seed of what they ask
     * @param turns more than the calls that earlier clients of the cluster made
     */
    BackgroundClients(
            Scenario<?> scenario,
            Settings settings,
            Supplier<List<NodeId>> nodes,
            Function<NodeId, NodeClient> connections,
            Recorder recorder,
            ManualCalls calls,
            Consumer<String> notes,
            long seed,
            long turns) {
        this.scenario = scenario;
        this.settings = settings;
        this.workload = scenario.workload(settings);
        this.turns = new AtomicLong(turns);
        this.nodes = nodes;
        this.connections = connections;
        this.recorder = recorder;
        this.calls = calls;
        this.notes = notes;
        this.random = new SplittableRandom(seed);
    }

    /**
     * Lets clients begin so many operations a second from now on, in place of those that there were; 0 ends them. Waits
     * until earlier operations are completed.
     */
    void rate(int perSecond) throws InterruptedException {
        if (perSecond < 0 || perSecond > PER_SECOND_MAX) {
            throw new IllegalArgumentException(
                    "clients begin 0 to " + PER_SECOND_MAX + " operations a second, not " + perSecond);
        }
        if (perSecond > 0 && operations.get() >= OPERATIONS_MAX) {
            throw new LauncherException(enough());
        }
        exchanging.lockInterruptibly();
        try {
            if (closed && perSecond > 0) {
                throw new LauncherException("the cluster is being ended");
            }
            end();
            if (perSecond > 0) {
                start(perSecond);
            }
        } finally {
            exchanging.unlock();
        }
    }

    /** Ends them for good. */
    void close() throws InterruptedException {
        exchanging.lockInterruptibly();
        try {
            closed = true;
            end();
        } finally {
            exchanging.unlock();
        }
    }

    private void end() throws InterruptedException {
        if (team != null) {
            team.stopped().countDown();
            for (Thread thread : team.threads()) {
                thread.join();
            }
            team = null;
        }
    }

    private void start(int perSecond) {
        Team started = new Team(perSecond, new CountDownLatch(1), new ArrayList<>());
        int clients = Math.min(CLIENTS_MAX, perSecond);
        for (int number = 0; number < clients; number++) {
            Client client = new Client(started, number, 1e9 * clients / perSecond, random.split());
            started.threads()
                    .add(Thread.ofVirtual().name("background-" + number).unstarted(client::run));
        }
        team = started;
        started.threads().forEach(Thread::start);
    }

    /** How many operations a second are begun; 0 without clients. */
    int perSecond() {
        Team now = team;
        return now != null && now.isContinued() ? now.perSecond() : 0;
    }

    /** How many clients there are, and which keys they work on. */
    String words() {
        Team now = team;
        int clients = now == null ? 0 : now.threads().size();
        return "by " + Format.count(clients, "client") + " on keys " + keys.getFirst() + " to " + keys.getLast();
    }

    private static String enough() {
        return "clients ended: they did " + Format.count(OPERATIONS_MAX, "operation")
                + ", and a cluster keeps no more; ./dsc run is for longer ones";
    }

    /** One operation at a time, in a session of its own. */
    private final class Client {
        private final Team team;
        private final int number;
        private final double intervalNanos;
        private final SplittableRandom random;
        private SessionClient client;
        private long process;

        Client(Team team, int number, double intervalNanos, SplittableRandom random) {
            this.team = team;
            this.number = number;
            this.intervalNanos = intervalNanos;
            this.random = random;
        }

        void run() {
            process = calls.take();
            boolean free = true;
            try {
                free = work();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException failed) {
                LOG.error("a client failed", failed);
                team.stopped().countDown();
                notes.accept("clients ended: " + Format.failure(failed));
                free = false;
            }
            if (free) {
                calls.giveBack(process);
            }
        }

        /** Returns whether its last operation is completed. */
        private boolean work() throws InterruptedException {
            boolean inSession = openSession();
            double nextNanos = recorder.elapsedNanos() + random.nextDouble() * intervalNanos;
            while (inSession
                    && !team.stopped().await((long) nextNanos - recorder.elapsedNanos(), TimeUnit.NANOSECONDS)) {
                if (operations.incrementAndGet() > OPERATIONS_MAX) {
                    if (team.isContinued()) {
                        team.stopped().countDown();
                        notes.accept(enough());
                    }
                    return true;
                }
                if (operate(workload.next(random, keys, new Turn(number, CLIENTS_MAX, turns.getAndIncrement())))
                        .endsProcess()) {
                    process = calls.take();
                    inSession = openSession();
                }
                // A client that was held up does not make up for it: it goes on at its pace.
                nextNanos = Math.max(nextNanos + intervalNanos * (0.5 + random.nextDouble()), recorder.elapsedNanos());
            }
            return true;
        }

        private boolean openSession() throws InterruptedException {
            List<NodeId> all = scenario.clients().entryNodes(nodes.get(), settings);
            client = new SessionClient(
                    scenario,
                    all,
                    all.get(number % all.size()),
                    connections,
                    scenario.clients().roams() ? Optional.of(random.split()) : Optional.empty());
            return client.openSession(team::isContinued);
        }

        private Outcome operate(Call call) throws InterruptedException {
            Operation<?> operation = scenario.operations().get(call.function());
            Event invocation = recorder.invoke(process, call.function(), call.key(), call.value());
            Outcome outcome = client.operate(call).recorded(operation, call);
            recorder.complete(invocation, outcome.type(), outcome.value(), outcome.error());
            calls.count(outcome.type());
            return outcome;
        }
    }
}
