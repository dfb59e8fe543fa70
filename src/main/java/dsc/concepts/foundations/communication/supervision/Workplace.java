package dsc.concepts.foundations.communication.supervision;

import dsc.concepts.foundations.communication.supervision.Worker.Task;
import dsc.workbench.protocol.NodeId;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;

/** What a foreman knows of a key's worker, and what the worker is to do. Belongs to one foreman. */
final class Workplace {

    /**
     * Who is to be told what became of a task.
     *
     * @param first the place of the first letter that is asked for, or -1 if it is a letter that is to be processed
     */
    record Asker(NodeId node, long errand, int first) {
        boolean isQuestion() {
            return first >= 0;
        }
    }

    /** A task that the worker was given. */
    record Job(Asker asker, long sinceNanos) {}

    private final ActorRef<Task> worker;
    private final SortedMap<Long, Job> jobs = new TreeMap<>();
    private Ledger ledger = Ledger.EMPTY;
    private long lastDone;
    private boolean givenUp;
    private int restarts;
    private long restartedNanos;

    Workplace(ActorRef<Task> worker) {
        this.worker = worker;
    }

    boolean isOf(ActorRef<?> actor) {
        return worker.equals(actor) && !givenUp;
    }

    boolean isGivenUp() {
        return givenUp;
    }

    int waiting() {
        return jobs.size();
    }

    Ledger ledger() {
        return ledger;
    }

    void show(Ledger now) {
        ledger = now;
    }

    void give(long number, Asker asker, long nowNanos, Task task) {
        jobs.put(number, new Job(asker, nowNanos));
        worker.tell(task);
    }

    /** Forgets what was given before that, whose askers wait no more; returns whether there was any. */
    boolean forget(long nanos) {
        return jobs.values().removeIf(job -> job.sinceNanos() - nanos < 0);
    }

    /** Whether a later task was done than the one of that number, which is done now. */
    boolean isLate(long number) {
        boolean late = number < lastDone;
        lastDone = Math.max(number, lastDone);
        return late;
    }

    /** The task of that number, which no longer waits; empty if it was forgotten. */
    Optional<Job> take(long number) {
        return Optional.ofNullable(jobs.remove(number));
    }

    /** Counts restarts that follow each other within the window. */
    void restarted(long nowNanos, long windowNanos) {
        restarts = restarts > 0 && nowNanos - restartedNanos < windowNanos ? restarts + 1 : 1;
        restartedNanos = nowNanos;
    }

    /** The worker has stopped; returns what it was to do. */
    List<Job> giveUp() {
        givenUp = true;
        List<Job> all = List.copyOf(jobs.values());
        jobs.clear();
        return all;
    }

    Foreman.Bench bench() {
        return new Foreman.Bench(ledger, restarts, givenUp, jobs.size());
    }
}
