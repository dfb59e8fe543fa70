package dsc.workbench.protocol;

import java.time.Duration;
import org.apache.pekko.actor.typed.BackoffSupervisorStrategy;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.persistence.typed.PersistenceId;

/**
 * What an actor with a journal needs: under which id its state is kept, and how long it waits when the journal fails,
 * which is the same for every protocol ({@code dsc.journal} in {@code conf/node.conf}).
 *
 * @param id under which the state is kept over restarts
 * @param backoffMin first wait before a journal that failed is tried again
 * @param backoffMax longest such wait; each is twice as long as the one before
 */
public record Durable(PersistenceId id, Duration backoffMin, Duration backoffMax) {

    private static final String SETTINGS = "dsc.journal";

    /** Pekko would draw it from randomness that no seed decides. */
    private static final double RANDOM_FACTOR = 0;

    /**
     * The state of a node, under one id.
     *
     * @throws IllegalArgumentException when the back-off makes no sense
     */
    public static Durable of(NodeContext<?> node) {
        Settings journal = node.settings().group(SETTINGS);
        return new Durable(
                PersistenceId.ofUniqueId(node.persistenceId()),
                journal.positive("backoff-min"),
                journal.duration("backoff-max").atLeast("backoff-min"));
    }

    /** A part of that state, such as a partition of a log, which has an id and an actor of its own. */
    public Durable part(String name) {
        return under(PersistenceId.ofUniqueId(id.id() + "-" + name));
    }

    /** State that moves from node to node, and so has an id of its own. */
    public Durable under(PersistenceId other) {
        return new Durable(other, backoffMin, backoffMax);
    }

    /** Starts the actor again when its journal failed. */
    public BackoffSupervisorStrategy backoff() {
        return SupervisorStrategy.restartWithBackoff(backoffMin, backoffMax, RANDOM_FACTOR);
    }

    /** How long to stay away after the journal failed {@code failures} times in a row. */
    public Duration backoff(int failures) {
        Duration backoff = backoffMin;
        for (int doubled = 1; doubled < failures && backoff.compareTo(backoffMax) < 0; doubled++) {
            backoff = backoff.multipliedBy(2);
        }
        return backoff.compareTo(backoffMax) < 0 ? backoff : backoffMax;
    }
}
