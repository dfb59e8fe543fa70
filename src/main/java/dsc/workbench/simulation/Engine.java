package dsc.workbench.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.dispatch.Mailbox;

/**
 * What Pekko's dispatchers, mailboxes, schedulers and journals become in a simulated actor system: one thread, a list
 * of mailboxes that have something to do, and virtual time. Pekko makes those parts itself, by the names of their
 * classes, so they find their engine by the number in the system's configuration.
 */
final class Engine {

    /** The configuration value that holds an engine's number. */
    static final String NUMBER = "dsc.simulation.engine";

    private static final Map<Long, Engine> ENGINES = new ConcurrentHashMap<>();
    private static final AtomicLong COUNT = new AtomicLong();

    final long number = COUNT.incrementAndGet();
    final Agenda agenda = new Agenda();
    final Stores stores = new Stores(this);

    /** Mailboxes and tasks that may run now. */
    final List<Runnable> ready = new ArrayList<>();

    /** What other threads want to run: Pekko's own while the system starts or ends, and later that of nobody. */
    private final ConcurrentLinkedQueue<Runnable> foreign = new ConcurrentLinkedQueue<>();

    private final Thread thread = Thread.currentThread();
    private volatile String foreignThread;

    /** Whose actor runs now, or null. */
    Host running;

    /**
     * How many mailboxes and tasks ran; the one thing that another thread may read, to see whether this one goes on.
     */
    volatile long tasks;

    /** What an actor of a host handles, or handled last. */
    Object handling;

    /** The number of the message that is being delivered, or -1. */
    long delivering = -1;

    /** Whether what is told now goes before everything else: a look at an actor's state. */
    boolean looking;

    /** Finds the host that an actor belongs to, by the names on its path. */
    final Map<String, Host> hosts = new ConcurrentHashMap<>();

    Engine() {
        ENGINES.put(number, this);
    }

    static Engine numbered(long number) {
        return ENGINES.get(number);
    }

    void close() {
        ENGINES.remove(number);
    }

    /** Whether another thread asks, which is remembered: a world in which one does anything cannot be repeated. */
    boolean isForeign() {
        Thread current = Thread.currentThread();
        if (current == thread) {
            return false;
        }
        foreignThread = current.getName();
        return true;
    }

    void execute(Runnable task) {
        if (isForeign()) {
            foreign.add(task);
        } else if (task instanceof Mailbox mailbox && hostOf(mailbox) instanceof Host host && host.paused) {
            host.held.add(mailbox);
        } else {
            ready.add(task);
        }
    }

    static Host hostOf(Mailbox mailbox) {
        return mailbox.messageQueue() instanceof VirtualMailbox.Queue queue ? queue.host : null;
    }

    /** Runs the ready mailbox or task at {@code index}. A mailbox handles one message. */
    Runnable runReady(int index) {
        int last = ready.size() - 1;
        Runnable task = ready.get(index);
        // The order of the list means nothing, so the gap is filled with the last.
        ready.set(index, ready.get(last));
        ready.remove(last);
        run(task);
        return task;
    }

    private void run(Runnable task) {
        running = task instanceof Mailbox mailbox ? hostOf(mailbox) : null;
        handling = null;
        tasks++;
        try {
            task.run();
        } finally {
            running = null;
        }
    }

    /** Runs {@code mailbox} now, if it is ready, before anything else. */
    void runNow(Mailbox mailbox) {
        int index = ready.lastIndexOf(mailbox);
        if (index >= 0) {
            runReady(index);
        }
    }

    /** Runs everything that is ready, whatever threads it comes from; returns whether there was anything. */
    boolean drain() {
        boolean any = false;
        while (true) {
            for (Runnable task = foreign.poll(); task != null; task = foreign.poll()) {
                ready.add(task);
            }
            if (ready.isEmpty()) {
                return any;
            }
            any = true;
            runReady(ready.size() - 1);
        }
    }

    /** The name of a thread other than the engine's that wanted to run something since this was asked last, or null. */
    String takeForeignThread() {
        String name = foreignThread;
        foreignThread = null;
        return name;
    }
}
