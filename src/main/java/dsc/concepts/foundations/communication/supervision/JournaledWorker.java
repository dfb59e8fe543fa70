package dsc.concepts.foundations.communication.supervision;

import dsc.concepts.foundations.communication.supervision.Foreman.Outcome;
import dsc.concepts.foundations.communication.supervision.Worker.Task;
import dsc.workbench.protocol.Durable;
import dsc.workbench.protocol.Wire;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;

/**
 * Processes the letters of one key, with its ledger in a journal: it examines a letter, persists it, and then appends
 * and counts it. A restart reads the journal.
 */
final class JournaledWorker extends EventSourcedBehavior<Task, JournaledWorker.Accepted, Ledger> {

    private static final int SNAPSHOTS_KEPT = 2;

    /** A letter has passed the examination. */
    public record Accepted(String letter) implements Wire {}

    private final String key;
    private final ActorRef<Foreman.Message> foreman;
    private final int snapshotEvents;

    /** The number of the letter at hand, or -1. */
    private long handling = -1;

    /** Whether that letter is being written to the journal. */
    private boolean persisting;

    static Behavior<Task> create(String key, ActorRef<Foreman.Message> foreman, Durable durable, int snapshotEvents) {
        return Behaviors.setup(actor -> new JournaledWorker(key, foreman, durable, snapshotEvents));
    }

    private JournaledWorker(String key, ActorRef<Foreman.Message> foreman, Durable durable, int snapshotEvents) {
        super(durable.id(), durable.backoff());
        this.key = key;
        this.foreman = foreman;
        this.snapshotEvents = snapshotEvents;
    }

    @Override
    public Ledger emptyState() {
        return Ledger.EMPTY;
    }

    @Override
    public CommandHandler<Task, Accepted, Ledger> commandHandler() {
        return this::onTask;
    }

    private Effect<Accepted, Ledger> onTask(Ledger ledger, Task task) {
        return switch (task) {
            case Worker.Show show -> done(ledger, show, new Foreman.Processed(ledger.count()));
            case Worker.Letter letter ->
                Examination.objection(letter.text())
                        .map(objection -> done(ledger, letter, new Foreman.Refused(objection)))
                        .orElseGet(() -> onLetter(letter));
        };
    }

    private Effect<Accepted, Ledger> done(Ledger ledger, Task task, Outcome outcome) {
        foreman.tell(new Foreman.Done(key, task.number(), outcome, ledger));
        return Effect().none();
    }

    private Effect<Accepted, Ledger> onLetter(Worker.Letter letter) {
        handling = letter.number();
        persisting = false;
        // Before it is persisted: a worker would meet what it cannot bear at each start (rule 8).
        Examination.examine(letter.text());
        persisting = true;
        return Effect().persist(new Accepted(letter.text())).thenRun(now -> {
            handling = -1;
            done(now, letter, new Foreman.Processed(now.count()));
        });
    }

    @Override
    public EventHandler<Ledger, Accepted> eventHandler() {
        return (ledger, accepted) -> ledger.appended(accepted.letter()).counted();
    }

    /** The asker would hear nothing (rule 5); if it was the journal that failed, the letter may be in it. */
    @Override
    public SignalHandler<Ledger> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(PreRestart.instance(), ledger -> {
                    if (handling >= 0) {
                        Outcome outcome = persisting
                                ? new Foreman.Uncertain("the journal of " + key + " failed")
                                : new Foreman.Refused("the worker of " + key + " failed on it");
                        foreman.tell(new Foreman.Restarting(key, handling, outcome));
                        handling = -1;
                    }
                })
                .build();
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(snapshotEvents, SNAPSHOTS_KEPT).withDeleteEventsOnSnapshot();
    }
}
