package dsc.concepts.foundations.communication.supervision;

import dsc.concepts.foundations.communication.supervision.Foreman.Outcome;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Processes the letters of one key, with its ledger in memory: it appends a letter, examines it, and counts it. When
 * the examination fails, the letter is in the ledger and is not counted; what becomes of that is up to
 * {@link Supervision}.
 */
final class Worker extends AbstractMatchingBehavior<Worker.Task> {

    /** What a foreman wants of a worker; numbers grow. */
    sealed interface Task {
        long number();
    }

    record Letter(long number, String text) implements Task {}

    /** Asks for the ledger. */
    record Show(long number) implements Task {}

    /** What a failure may leave half done. */
    private static final class Desk {
        private Ledger ledger = Ledger.EMPTY;
    }

    private final String key;
    private final ActorRef<Foreman.Message> foreman;
    private final Desk desk;

    /** The number of the task at hand. */
    private long handling;

    static Behavior<Task> create(String key, ActorRef<Foreman.Message> foreman) {
        // A restart runs this again, and so makes another desk (rule 2).
        return Behaviors.setup(actor -> new Worker(actor, key, foreman, new Desk()));
    }

    private Worker(ActorContext<Task> actor, String key, ActorRef<Foreman.Message> foreman, Desk desk) {
        super(actor);
        this.key = key;
        this.foreman = foreman;
        this.desk = desk;
    }

    @Override
    public Behavior<Task> onMessage(Task task) {
        handling = task.number();
        Outcome outcome = switch (task) {
            case Show show -> new Foreman.Processed(desk.ledger.letters().size());
            case Letter letter ->
                Examination.objection(letter.text())
                        .<Outcome>map(Foreman.Refused::new)
                        .orElseGet(() -> process(letter.text()));
        };
        foreman.tell(new Foreman.Done(key, task.number(), outcome, desk.ledger));
        return this;
    }

    private Outcome process(String letter) {
        desk.ledger = desk.ledger.appended(letter);
        Examination.examine(letter);
        desk.ledger = desk.ledger.counted();
        return new Foreman.Processed(desk.ledger.letters().size());
    }

    /** The asker would hear nothing (rule 5). */
    @Override
    public Behavior<Task> onSignal(Signal signal) {
        if (signal instanceof PreRestart) {
            foreman.tell(new Foreman.Restarting(
                    key, handling, new Foreman.Refused("the worker of " + key + " failed on it")));
        }
        return this;
    }
}
