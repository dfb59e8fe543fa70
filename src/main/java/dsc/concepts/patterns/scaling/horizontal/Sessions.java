package dsc.concepts.patterns.scaling.horizontal;

import dsc.workbench.protocol.Durable;
import dsc.workbench.protocol.Wire;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;

/**
 * Numbers clients' sessions: the one place in the cluster that does, and where there are two, the journal takes a
 * number from one of them only. A number is answered once it is written, so none is given twice; some may be given to
 * nobody.
 */
final class Sessions extends EventSourcedBehavior<Sessions.Message, Sessions.Opened, Sessions.Last> {

    static final EntityTypeKey<Message> TYPE = EntityTypeKey.create(Message.class, "sessions");

    /** The id of the only entity of its type. */
    static final String ID = "all";

    sealed interface Message {}

    record Open(ActorRef<Number> replyTo) implements Message, Wire {}

    /** When the shard moves. */
    record Stop() implements Message {}

    record Number(long session) implements Wire {}

    record Opened(long session) implements Wire {}

    /** @param session the number that was given last, or 0 */
    record Last(long session) implements Wire {
        Last {
            if (session < 0) {
                throw new IllegalArgumentException("sessions are numbered from 1: " + session);
            }
        }

        Last with(Opened opened) {
            if (opened.session() != session + 1) {
                throw new IllegalStateException("session " + opened.session() + " follows session " + session);
            }
            return new Last(opened.session());
        }
    }

    static Behavior<Message> create(HorizontalSettings settings, Durable durable) {
        return Behaviors.setup(actor -> new Sessions(settings, durable));
    }

    private final HorizontalSettings settings;

    private Sessions(HorizontalSettings settings, Durable durable) {
        super(PersistenceId.of(TYPE.name(), ID), durable.backoff());
        this.settings = settings;
    }

    @Override
    public Last emptyState() {
        return new Last(0);
    }

    @Override
    public CommandHandler<Message, Opened, Last> commandHandler() {
        return (last, message) -> switch (message) {
            case Open open ->
                Effect()
                        .persist(new Opened(last.session() + 1))
                        .thenRun(after -> open.replyTo().tell(new Number(after.session())));
            case Stop stop -> Effect().stop();
        };
    }

    @Override
    public EventHandler<Last, Opened> eventHandler() {
        return Last::with;
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(settings.snapshotEvents(), 2);
    }
}
