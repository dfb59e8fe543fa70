package dsc.concepts.patterns.replication.eventsourced;

import com.typesafe.config.Config;
import dsc.workbench.protocol.Durable;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.eventstream.EventStream;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.persistence.typed.PublishedEvent;
import org.apache.pekko.persistence.typed.ReplicationId;
import org.apache.pekko.persistence.typed.internal.JournalFailureException;

/**
 * The replicas of one node, one for each key that anybody asked for, and the direct replication between nodes.
 *
 * <table>
 *   <caption>Legal transitions of a replica</caption>
 *   <tr><th>from</th><th>to</th><th>when</th></tr>
 *   <tr><td>(none)</td><td>running</td><td>a client asks for its key, or another node sends an event of it</td></tr>
 *   <tr><td>running</td><td>away</td><td>its journal failed</td></tr>
 *   <tr><td>away</td><td>running</td><td>the back-off is over</td></tr>
 * </table>
 *
 * <p>Why a replica that lost its journal is ended and another started, and not restarted in place by its own
 * supervision: the streams by which it reads the others' journals end with the actor only, so that each restart in
 * place would add another set of them.
 */
public final class EventSourced extends AbstractMatchingBehavior<EventSourced.Message> {

    public sealed interface Message {}

    /** A client's call. */
    record Ask(String key, Replica.Command command) implements Message {}

    record Inspect(ActorRef<NodeView> replyTo) implements Message {}

    /**
     * What a replica of another node wrote, sent as soon as it was written. If it is lost, or comes when another is
     * missing before it, the replica here finds it in the journal.
     */
    record PublishedByPeer(PublishedEvent event) implements Message {}

    /** What a replica of this node wrote. */
    private record PublishedHere(PublishedEvent event) implements Message {}

    /**
     * A replica of this node recovered, or is about to write an event.
     *
     * @param lagMillis of an event of another node, how long ago that was, by the two nodes' clocks; else empty
     */
    record Changed(String key, Contents contents, OptionalLong lagMillis) implements Message {}

    private record BackOffOver(String key) implements Message {}

    private final NodeContext<Message> node;
    private final EventSourcedSettings settings;
    private final TimerScheduler<Message> timers;
    private final Map<String, ActorRef<Replica.Command>> running = new TreeMap<>();

    /** How often a replica's journal has failed since it last recovered. */
    private final Map<String, Integer> failures = new TreeMap<>();

    private final Map<String, Contents> contents = new TreeMap<>();
    private final Histogram lagsMillis = new Histogram(2);
    private long directlyReceived;
    private long startedForOrder;

    public static Behavior<Message> create(NodeContext<Message> node) {
        EventSourcedSettings settings = EventSourcedSettings.from(node.settings());
        return Behaviors.setup(
                actor -> Behaviors.withTimers(timers -> new EventSourced(actor, node, settings, timers)));
    }

    private EventSourced(
            ActorContext<Message> actor,
            NodeContext<Message> node,
            EventSourcedSettings settings,
            TimerScheduler<Message> timers) {
        super(actor);
        this.node = node;
        this.settings = settings;
        this.timers = timers;
        requireReadableJournal(actor.getSystem().settings().config());
        ActorRef<PublishedEvent> subscriber = actor.messageAdapter(PublishedEvent.class, PublishedHere::new);
        actor.getSystem().eventStream().tell(new EventStream.Subscribe<>(PublishedEvent.class, subscriber));
    }

    /** Each node's own memory is a journal that no other node could read: replicas would differ without a word. */
    private void requireReadableJournal(Config system) {
        String written = system.getString("pekko.persistence.journal.plugin");
        String read = system.getString(settings.readJournal() + ".write-plugin");
        if (!written.equals(read)) {
            throw new IllegalArgumentException("what " + written + " keeps, " + settings.readJournal()
                    + " does not read, as replicas have to: take --journal h2 or postgres");
        }
    }

    @Override
    public Behavior<Message> onMessage(Message message) {
        switch (message) {
            case Ask ask -> onAsk(ask);
            case Inspect inspect -> onInspect(inspect);
            case PublishedByPeer published -> onPublishedByPeer(published);
            case PublishedHere published -> onPublishedHere(published);
            case Changed changed -> onChanged(changed);
            case BackOffOver over -> start(over.key());
        }
        return this;
    }

    @Override
    public Behavior<Message> onSignal(Signal signal) {
        if (signal instanceof ChildFailed failed) {
            onReplicaFailed(failed);
        }
        return this;
    }

    private void onAsk(Ask ask) {
        if (isAway(ask.key())) {
            ask.command().replyTo().tell(new Reply.Failed("the journal of " + ask.key() + " does not answer"));
        } else {
            replica(ask.key()).tell(ask.command());
        }
    }

    private void onInspect(Inspect inspect) {
        inspect.replyTo()
                .tell(ReplicasView.of(
                        contents,
                        failures.keySet().stream().filter(this::isAway).toList(),
                        directlyReceived,
                        startedForOrder,
                        lagsMillis));
    }

    private void onPublishedByPeer(PublishedByPeer published) {
        directlyReceived++;
        String key =
                ReplicationId.fromString(published.event().persistenceId().id()).entityId();
        if (!isAway(key)) {
            // As Pekko's own direct replication by sharding does: the behavior takes such events beside its commands.
            replica(key).<Object>unsafeUpcast().tell(published.event());
        }
    }

    private void onPublishedHere(PublishedHere published) {
        String writer = ReplicationId.fromString(
                        published.event().persistenceId().id())
                .replicaId()
                .id();
        // Several nodes of a test may share one actor system.
        if (writer.equals(node.self().value())) {
            for (NodeId peer : node.peers().others()) {
                node.peers().tell(peer, new PublishedByPeer(published.event()));
            }
        }
    }

    private void onChanged(Changed changed) {
        failures.remove(changed.key());
        contents.put(changed.key(), changed.contents());
        // Clocks that differ can make it negative.
        changed.lagMillis().ifPresent(lag -> lagsMillis.recordValue(Math.max(0, lag)));
    }

    private boolean isAway(String key) {
        return failures.containsKey(key) && !running.containsKey(key);
    }

    private ActorRef<Replica.Command> replica(String key) {
        return running.containsKey(key) ? running.get(key) : start(key);
    }

    private ActorRef<Replica.Command> start(String key) {
        ActorRef<Replica.Command> replica = getContext()
                .spawnAnonymous(Replica.create(key, node, settings, getContext().getSelf()));
        getContext().watch(replica);
        running.put(key, replica);
        return replica;
    }

    /** What ends a replica that neither is waited for nor helped by reading its journal again, ends the node. */
    private void onReplicaFailed(ChildFailed failed) {
        String key = running.entrySet().stream()
                .filter(entry -> entry.getValue().equals(failed.getRef()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
        running.remove(key);
        Optional<EventGapException> leftOut = cause(failed, EventGapException.class);
        Optional<JournalFailureException> journal = cause(failed, JournalFailureException.class);
        if (journal.isPresent()
                && leftOut.isEmpty()
                && cause(failed, IllegalArgumentException.class).isEmpty()) {
            onJournalFailed(key, journal.get());
        } else if (leftOut.isPresent() && journal.isEmpty()) {
            onLeftOut(key, leftOut.get());
        } else {
            // A rule of the contents is broken: by an event that comes a second time, or within the journal itself.
            throw new IllegalStateException("the replica of " + key + " ended", failed.getCause());
        }
    }

    /** What Pekko wraps when it was keeping messages back. */
    private static <T extends Throwable> Optional<T> cause(ChildFailed failed, Class<T> type) {
        for (Throwable cause = failed.getCause(); cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }

    /**
     * Pekko 1.7.0 takes messages out of their order when an event comes directly while others are kept back: it accepts
     * the event, and then moves the first of those that are kept back behind the others ({@code Running}'s
     * {@code onPublishedEvent} unstashes one for a behavior that stashes it again). Where that is an event of the
     * journal, it would count as seen before it is applied, and be lost. Nothing of the event was written yet, so the
     * replica is started again, and asks for all that comes after what it has.
     */
    private void onLeftOut(String key, EventGapException leftOut) {
        startedForOrder++;
        getContext()
                .getLog()
                .warn("{}: {} is read from the journals again: {}", node.self(), key, leftOut.getMessage());
        start(key);
    }

    private void onJournalFailed(String key, JournalFailureException failed) {
        int times = failures.merge(key, 1, Integer::sum);
        Duration backoff = Durable.of(node).backoff(times);
        getContext()
                .getLog()
                .warn(
                        "{}: the journal of {} failed, {} in a row; again in {} ms: {}",
                        node.self(),
                        key,
                        times,
                        backoff.toMillis(),
                        failed.getMessage());
        timers.startSingleTimer(key, new BackOffOver(key), backoff);
    }
}
