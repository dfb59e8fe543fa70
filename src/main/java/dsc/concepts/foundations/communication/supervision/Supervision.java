package dsc.concepts.foundations.communication.supervision;

import dsc.concepts.foundations.communication.supervision.Examination.FatalException;
import dsc.concepts.foundations.communication.supervision.Examination.PoisonException;
import dsc.concepts.foundations.communication.supervision.Options.Strategy;
import dsc.concepts.foundations.communication.supervision.Worker.Task;
import dsc.concepts.shared.Homes;
import dsc.workbench.protocol.Durable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.event.Level;

/** Workers, and what becomes of them when they fail. */
final class Supervision {

    /** Another factor would be drawn from {@code ThreadLocalRandom}, which no seed repeats (rule 9). */
    private static final double RANDOM_FACTOR = 0;

    /** The longest encoded key that is the name of its worker and of its journal. */
    private static final int NAME_CHARS_MAX = 100;

    private final Options options;
    private final Durable durable;

    Supervision(Options options, Durable durable) {
        this.options = options;
        this.durable = durable;
    }

    /** A worker for {@code key}, under supervision. */
    Behavior<Task> worker(String key, ActorRef<Foreman.Message> foreman) {
        return supervised(
                options.strategy() == Strategy.JOURNALED
                        ? JournaledWorker.create(key, foreman, durable.part(name(key)), options.snapshotEvents())
                        : Worker.create(key, foreman));
    }

    /** The innermost that fits decides: after a fatal letter, whatever the strategy is, the worker stops. */
    private Behavior<Task> supervised(Behavior<Task> worker) {
        Behavior<Task> mortal = Behaviors.supervise(worker)
                .onFailure(FatalException.class, SupervisorStrategy.stop().withLogLevel(Level.INFO));
        return switch (options.strategy()) {
            // An actor that nobody supervises stops (rule 1).
            case STOP -> mortal;
            case RESUME ->
                Behaviors.supervise(mortal)
                        .onFailure(
                                PoisonException.class,
                                SupervisorStrategy.resume().withLogLevel(Level.INFO));
            case RESTART, JOURNALED -> Behaviors.supervise(mortal).onFailure(restart());
        };
    }

    /**
     * Restarts, and stops after too many of them in a row (rule 7). The window of {@code restart().withLimit} is real
     * time; the back-off is one of the scheduler's (rule 9).
     */
    private SupervisorStrategy restart() {
        return SupervisorStrategy.restartWithBackoff(options.backoffMin(), options.backoffMax(), RANDOM_FACTOR)
                .withMaxRestarts(options.limit())
                .withResetBackoffAfter(options.window())
                .withLogLevel(Level.INFO);
    }

    /** As the names of actors and journals may be, different for each key. */
    static String name(String key) {
        String encoded = URLEncoder.encode(key, StandardCharsets.UTF_8);
        // No encoded key has this sign.
        return encoded.length() <= NAME_CHARS_MAX ? encoded : "~" + Long.toHexString(Homes.hash(key));
    }
}
