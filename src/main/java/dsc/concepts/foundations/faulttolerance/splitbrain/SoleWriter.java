package dsc.concepts.foundations.faulttolerance.splitbrain;

import dsc.workbench.protocol.Durable;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Wire;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What there is to be one of: the cluster singleton through which every write goes. It never asks whether it is still
 * the only one; that it is, the cluster's membership is to make sure.
 *
 * <p>When it starts, it takes the next incarnation number, which it writes into the journal, and which it names with
 * each write that it acknowledges: a fencing token. Whether anything compares these is a setting. Without fencing,
 * nothing does, as when what is written to is a device or a service that has never heard of tokens, and the history
 * shows what happened. With it, each write is an event in the journal before it is acknowledged; there, the place after
 * the last event that a superseded writer knows is taken by the incarnation of the one that superseded it.
 *
 * <p>Legal transitions: recovering → beginning, when its events are read; beginning → serving(incarnation), once its
 * {@link Began} is written; serving → recovering, when the journal refused an event; recovering → serving(incarnation),
 * if that is still the newest, else → superseded.
 */
final class SoleWriter extends EventSourcedBehavior<SoleWriter.Message, SoleWriter.Event, SoleWriter.State> {

    static final PersistenceId PERSISTENCE_ID = PersistenceId.ofUniqueId("splitbrain-writer");

    private static final Logger LOG = LoggerFactory.getLogger(SoleWriter.class);

    sealed interface Message {}

    record Write(String key, ActorRef<Answer> replyTo) implements Message, Wire {}

    private record Begin() implements Message {}

    sealed interface Answer extends Wire {}

    /** Acknowledges a write. */
    record Written(NodeId node, long incarnation) implements Answer {}

    /** Not written, and never will be: {@code incarnation} is over, since a later one began. */
    record Superseded(NodeId node, long incarnation) implements Answer {}

    sealed interface Event extends Wire {}

    /** The writer was started on {@code node}, and all before it are superseded. */
    record Began(long incarnation, NodeId node) implements Event {}

    /** With fencing only. */
    record Wrote(long incarnation, String key) implements Event {}

    /**
     * The newest writer, as far as the journal was read.
     *
     * @param incarnation its number, from 1; 0 before the first
     * @param node where it began; empty before the first
     */
    record State(long incarnation, Optional<NodeId> node) {

        static final State NEW = new State(0, Optional.empty());

        State {
            if (incarnation < 0 || (incarnation == 0) != node.isEmpty()) {
                throw new IllegalArgumentException("incarnation " + incarnation + " began on " + node);
            }
        }

        State with(Event event) {
            return switch (event) {
                case Began began -> {
                    if (began.incarnation() <= incarnation) {
                        throw new IllegalStateException(
                                "incarnation " + began.incarnation() + " began after " + incarnation);
                    }
                    yield new State(began.incarnation(), Optional.of(began.node()));
                }
                case Wrote wrote -> {
                    if (wrote.incarnation() != incarnation) {
                        throw new IllegalStateException("incarnation " + wrote.incarnation()
                                + " wrote into the journal when " + incarnation + " had begun");
                    }
                    yield this;
                }
            };
        }
    }

    private final ActorContext<Message> actor;
    private final NodeId node;
    private final SplitBrainSettings settings;
    private final ActorRef<SplitBrainNode.Message> host;

    /** The number that this instance took, or 0; it outlives a journal's failure, which state does not. */
    private long own;

    /** @param host what runs on the same node, which is told when it begins */
    static Behavior<Message> create(
            NodeId node, SplitBrainSettings settings, Durable durable, ActorRef<SplitBrainNode.Message> host) {
        return Behaviors.setup(actor -> new SoleWriter(actor, node, settings, durable, host));
    }

    private SoleWriter(
            ActorContext<Message> actor,
            NodeId node,
            SplitBrainSettings settings,
            Durable durable,
            ActorRef<SplitBrainNode.Message> host) {
        super(PERSISTENCE_ID, durable.backoff());
        this.actor = actor;
        this.node = node;
        this.settings = settings;
        this.host = host;
    }

    @Override
    public State emptyState() {
        return State.NEW;
    }

    @Override
    public CommandHandler<Message, Event, State> commandHandler() {
        return (state, message) -> switch (message) {
            case Begin begin -> onBegin(state);
            case Write write -> onWrite(state, write);
        };
    }

    @Override
    public EventHandler<State, Event> eventHandler() {
        return State::with;
    }

    @Override
    public SignalHandler<State> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), this::onRecovered)
                .build();
    }

    private void onRecovered(State state) {
        if (own == 0) {
            actor.getSelf().tell(new Begin());
        } else if (state.incarnation() > own) {
            LOG.warn("incarnation {} on {} is superseded by {}", own, node, state);
        }
    }

    private Effect<Event, State> onBegin(State state) {
        long incarnation = state.incarnation() + 1;
        return Effect()
                .persist(new Began(incarnation, node))
                .thenRun((State begun) -> {
                    own = incarnation;
                    host.tell(new SplitBrainNode.WriterBegan(incarnation, actor.getSelf()));
                })
                .thenUnstashAll();
    }

    private Effect<Event, State> onWrite(State state, Write write) {
        if (own == 0) {
            return Effect().stash();
        }
        if (state.incarnation() > own) {
            return Effect().none().thenRun(unchanged -> write.replyTo().tell(new Superseded(node, own)));
        }
        Written written = new Written(node, own);
        return settings.fencing()
                ? Effect()
                        .persist(new Wrote(own, write.key()))
                        .thenRun(after -> write.replyTo().tell(written))
                : Effect().none().thenRun(unchanged -> write.replyTo().tell(written));
    }
}
