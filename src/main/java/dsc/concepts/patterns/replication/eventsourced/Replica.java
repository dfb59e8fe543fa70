package dsc.concepts.patterns.replication.eventsourced;

import dsc.concepts.patterns.replication.eventsourced.Contents.Added;
import dsc.concepts.patterns.replication.eventsourced.Contents.Event;
import dsc.concepts.patterns.replication.eventsourced.Contents.Incremented;
import dsc.concepts.patterns.replication.eventsourced.Contents.Removed;
import dsc.concepts.patterns.replication.eventsourced.Contents.Renamed;
import dsc.workbench.protocol.Clock;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Reply;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.ReplicaId;
import org.apache.pekko.persistence.typed.ReplicationId;
import org.apache.pekko.persistence.typed.SnapshotSelectionCriteria;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.Recovery;
import org.apache.pekko.persistence.typed.javadsl.ReplicatedEventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.ReplicatedEventSourcing;
import org.apache.pekko.persistence.typed.javadsl.ReplicationContext;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;

/**
 * One node's replica of one key, by Pekko's Replicated Event Sourcing: it writes what clients ask to its own journal,
 * answers, and goes on; what the others write, it finds in their journals and copies to its own.
 *
 * <p>Legal transitions: recovering → running, when its journal was replayed; any → ended, when its journal fails.
 * {@link EventSourced} starts it again.
 */
final class Replica extends ReplicatedEventSourcedBehavior<Replica.Command, Event, Contents> {

    /** What a client asks; answered once it is in the journal. */
    sealed interface Command {

        ActorRef<Reply> replyTo();
    }

    record Add(String element, ActorRef<Reply> replyTo) implements Command {}

    /**
     * Answered with the element.
     *
     * @param element if empty, one that this replica sees
     */
    record Remove(Optional<String> element, ActorRef<Reply> replyTo) implements Command {}

    record Increment(long amount, ActorRef<Reply> replyTo) implements Command {}

    record Rename(String text, ActorRef<Reply> replyTo) implements Command {}

    /** Answered with {@link Contents#visible}, as far as this replica knows. */
    record Read(ActorRef<Reply> replyTo) implements Command {}

    /**
     * The tags of one element, as this replica sees it. A removal names them all in one event, which is also sent
     * directly: those of eight nodes fit into a frame of Artery.
     */
    static final int ADDS_MAX = 200;

    /** The first part of a persistence id; the others are the key and the node. */
    private static final String TYPE = "eventsourced";

    private final String self;
    private final Clock clock;
    private final RandomGenerator random;
    private final EventSourcedSettings settings;
    private final ReplicationContext replication;
    private final ActorRef<? super EventSourced.Changed> node;

    /** @param node who is told of every change */
    static Behavior<Command> create(
            String key,
            NodeContext<?> context,
            EventSourcedSettings settings,
            ActorRef<? super EventSourced.Changed> node) {
        Set<ReplicaId> all = context.group().stream().map(Replica::id).collect(Collectors.toUnmodifiableSet());
        // Each replica is an actor of its own, and no generator may be used by two of them.
        RandomGenerator random = new SplittableRandom(context.random().nextLong());
        return ReplicatedEventSourcing.commonJournalConfig(
                new ReplicationId(TYPE, key, id(context.self())),
                all,
                settings.readJournal(),
                replication -> new Replica(replication, context, settings, random, node));
    }

    private static ReplicaId id(NodeId node) {
        return new ReplicaId(node.value());
    }

    private Replica(
            ReplicationContext replication,
            NodeContext<?> context,
            EventSourcedSettings settings,
            RandomGenerator random,
            ActorRef<? super EventSourced.Changed> node) {
        super(replication);
        this.self = context.self().value();
        this.clock = context.clock();
        this.random = random;
        this.settings = settings;
        this.replication = replication;
        this.node = node;
    }

    @Override
    public boolean withEventPublishing() {
        return settings.directReplication();
    }

    /**
     * No snapshots: while Pekko 1.7.0 saves one, it drops the events of other replicas that arrive ({@code Running}'s
     * {@code StoringSnapshot} handles none), and reads that replica's journal no more once the drop has timed out.
     */
    @Override
    public Recovery recovery() {
        return Recovery.withSnapshotSelectionCriteria(SnapshotSelectionCriteria.none());
    }

    @Override
    public Contents emptyState() {
        return Contents.NOTHING;
    }

    @Override
    public CommandHandler<Command, Event, Contents> commandHandler() {
        return (contents, command) -> switch (command) {
            case Add add -> onAdd(contents, add);
            case Remove remove -> onRemove(contents, remove);
            case Increment increment -> onIncrement(contents, increment);
            case Rename rename -> onRename(contents, rename);
            case Read read -> onRead(contents, read);
        };
    }

    private Effect<Event, Contents> onAdd(Contents contents, Add add) {
        if (contents.set().seen(add.element()).size() >= ADDS_MAX) {
            add.replyTo()
                    .tell(new Reply.Failed("the element was added " + ADDS_MAX + " times, the most that its removal can"
                            + " name; remove it first"));
            return Effect().none();
        }
        return persist(new Added(next(contents), nowMillis(), add.element()), null, add);
    }

    private Effect<Event, Contents> onRemove(Contents contents, Remove remove) {
        List<String> elements = contents.set().elements();
        Optional<String> element = remove.element()
                .filter(elements::contains)
                .or(() -> remove.element().isPresent() || elements.isEmpty()
                        ? Optional.empty()
                        : Optional.of(elements.get(random.nextInt(elements.size()))));
        if (element.isEmpty()) {
            remove.replyTo().tell(new Reply.Failed("there is no such element here"));
            return Effect().none();
        }
        String removed = element.get();
        return persist(
                new Removed(next(contents), nowMillis(), removed, contents.set().seen(removed)), removed, remove);
    }

    private Effect<Event, Contents> onIncrement(Contents contents, Increment increment) {
        return persist(new Incremented(next(contents), nowMillis(), increment.amount()), null, increment);
    }

    private Effect<Event, Contents> onRename(Contents contents, Rename rename) {
        long nowMillis = nowMillis();
        Name name = contents.name().next(rename.text(), nowMillis, self);
        return persist(new Renamed(next(contents), nowMillis, name), null, rename);
    }

    private Effect<Event, Contents> onRead(Contents contents, Read read) {
        read.replyTo().tell(new Reply.Ok(contents.visible()));
        return Effect().none();
    }

    private Effect<Event, Contents> persist(Event event, Object answer, Command command) {
        return Effect().persist(event).thenRun(contents -> command.replyTo().tell(new Reply.Ok(answer)));
    }

    private Dot next(Contents contents) {
        return contents.applied().next(self);
    }

    private long nowMillis() {
        return clock.now().toEpochMilli();
    }

    @Override
    public EventHandler<Contents, Event> eventHandler() {
        return (contents, event) -> {
            Contents changed = contents.apply(event, replication.concurrent());
            if (!replication.recoveryRunning()) {
                // Pekko calls this before it writes, and knows no other place that sees events of other replicas. What
                // is told here is for people to look at, and is told anew if the journal fails.
                boolean own = event.dot().replica().equals(self);
                tell(changed, own ? OptionalLong.empty() : OptionalLong.of(nowMillis() - event.atMillis()));
            }
            return changed;
        };
    }

    @Override
    public SignalHandler<Contents> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), contents -> tell(contents, OptionalLong.empty()))
                .build();
    }

    private void tell(Contents contents, OptionalLong lagMillis) {
        node.tell(new EventSourced.Changed(replication.entityId(), contents, lagMillis));
    }
}
