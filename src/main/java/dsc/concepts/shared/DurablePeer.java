package dsc.concepts.shared;

import dsc.workbench.protocol.Durable;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.SnapshotCompleted;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;

/**
 * A node of a peer protocol whose state survives crashes, since it follows from the events in the node's journal. When
 * the journal fails, the actor stays away for a while, and recovers again.
 *
 * <p>What a subclass keeps beside its state is what a crash makes it forget. After a failure of the journal it is the
 * same object that recovers: so {@link #onRecovered} begins anew with all of it.
 *
 * @param <M> the protocol's messages
 * @param <E> the events in the journal
 * @param <S> the state that follows from them
 */
public abstract class DurablePeer<M, E, S> extends EventSourcedBehavior<M, E, S> {

    private static final int SNAPSHOTS_KEPT = 2;

    /** What an actor gets when it is started. */
    public record Setup<M>(NodeContext<M> node, ActorContext<M> actor, TimerScheduler<M> timers) {}

    protected final NodeContext<M> node;
    protected final TimerScheduler<M> timers;

    private final ActorContext<M> actor;
    private final S empty;
    private final BiFunction<S, E, S> after;
    private final int snapshotEvents;
    private long snapshots;

    /**
     * @param empty the state before any event
     * @param after the state after an event; is also given the events that are replayed
     * @param snapshotEvents events after which a snapshot is taken, and older ones are deleted, 1 or more
     */
    protected DurablePeer(Setup<M> setup, S empty, BiFunction<S, E, S> after, int snapshotEvents) {
        this(setup, Durable.of(setup.node()), empty, after, snapshotEvents);
    }

    private DurablePeer(Setup<M> setup, Durable durable, S empty, BiFunction<S, E, S> after, int snapshotEvents) {
        super(durable.id(), durable.backoff());
        this.node = setup.node();
        this.timers = setup.timers();
        this.actor = setup.actor();
        this.empty = empty;
        this.after = after;
        this.snapshotEvents = snapshotEvents;
    }

    /** Starts an actor on {@code node}. */
    protected static <M> Behavior<M> start(NodeContext<M> node, Function<Setup<M>, Behavior<M>> constructor) {
        return Behaviors.setup(
                actor -> Behaviors.withTimers(timers -> constructor.apply(new Setup<>(node, actor, timers))));
    }

    /**
     * Handles a message. The next one comes when the events of this one are durable, and what was to be done then is
     * done.
     */
    protected abstract Effect<E, S> onMessage(S state, M message);

    /**
     * Begins, or begins again, with a state out of the journal, and with nothing else: Pekko has ended all timers, and
     * what the actor keeps in memory has to be as in a new one.
     */
    protected abstract void onRecovered(S state);

    /**
     * Sends {@code message} to {@code to}, which may be this node itself. Such a message is lost only when too many
     * wait for a write to the journal: Pekko drops what does not fit into an actor's stash.
     */
    protected final void tell(NodeId to, M message) {
        if (to.equals(node.self())) {
            actor.getSelf().tell(message);
        } else {
            node.peers().tell(to, message);
        }
    }

    /** How many nodes of the group are a majority: any two share a node. */
    protected final int majority() {
        return node.group().size() / 2 + 1;
    }

    /** A question to the group that a majority has to answer. */
    protected final <A> Round<A> majorityRound() {
        return new Round<>(node.group(), majority());
    }

    /** Sends {@code question} to the nodes that have not answered it in this round. */
    protected final void ask(Round<?> round, M question) {
        round.attempt().forEach(member -> tell(member, question));
    }

    /**
     * The group for a part of the actor.
     *
     * @param message makes the actor's message of a question
     */
    protected final <Q> Group<Q> group(Function<Q, M> message) {
        return new Group<>() {
            @Override
            public <A> Round<A> majorityRound() {
                return DurablePeer.this.majorityRound();
            }

            @Override
            public void ask(Round<?> round, Q question) {
                DurablePeer.this.ask(round, message.apply(question));
            }
        };
    }

    /** How many snapshots this actor has taken. */
    protected final long snapshots() {
        return snapshots;
    }

    @Override
    public final S emptyState() {
        return empty;
    }

    @Override
    public final EventHandler<S, E> eventHandler() {
        return after::apply;
    }

    @Override
    public final CommandHandler<M, E, S> commandHandler() {
        return this::onMessage;
    }

    @Override
    public final RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(snapshotEvents, SNAPSHOTS_KEPT).withDeleteEventsOnSnapshot();
    }

    @Override
    public final SignalHandler<S> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), this::onRecovered)
                .onSignal(SnapshotCompleted.class, (state, completed) -> snapshots++)
                .build();
    }
}
