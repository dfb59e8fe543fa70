package dsc.concepts.foundations.communication.pubsub;

import dsc.concepts.shared.DurablePeer;
import dsc.concepts.shared.Inboxes;
import dsc.concepts.shared.Letters;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Wire;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.pubsub.Topic;
import org.apache.pekko.persistence.typed.javadsl.Effect;

/**
 * A node that publishes letters under a key, and is itself a subscriber of every key: Pekko's Topic, one a key and
 * node. What its subscriber got is in its journal, so that it is known after a crash.
 */
public final class PubSub extends DurablePeer<PubSub.Message, PubSub.Event, PubSub.State> {

    public sealed interface Message {}

    /** A client's operation. */
    public record Ask(Letters.Operation operation, ActorRef<Reply> replyTo) implements Message {}

    public record Inspect(ActorRef<NodeView> replyTo) implements Message {}

    public sealed interface PeerMessage extends Message, Wire {}

    /** There are publications under {@code key}: to hear them, a node needs a topic of it. */
    public record Opened(String key) implements PeerMessage {}

    /**
     * What goes through a topic.
     *
     * @param start which start of its publisher it is of: numbers begin anew with each
     * @param number of the publication among those of that start, from 1
     */
    public record Publication(NodeId publisher, String start, long number, String key, String text) implements Wire {}

    private record Arrived(Publication publication) implements Message {}

    private record Counted(String key, int instances) implements Message {}

    private record StatsDue() implements Message {}

    private record OpenWaitOver(String key) implements Message {}

    public sealed interface Event extends Wire {}

    /** From now on, also after a crash, this node has a topic of that key. */
    public record Subscribed(String key) implements Event {}

    public record Received(String key, String text) implements Event {}

    /** What survives a crash: the keys, and what this node's subscriber got under each. */
    public record State(Inboxes inboxes, SortedSet<String> keys) implements Wire {
        static final State EMPTY = new State(Inboxes.EMPTY, Collections.emptySortedSet());

        State after(Event event) {
            return switch (event) {
                case Subscribed subscribed -> {
                    SortedSet<String> more = new TreeSet<>(keys);
                    more.add(subscribed.key());
                    yield new State(inboxes, Collections.unmodifiableSortedSet(more));
                }
                case Received received -> new State(inboxes.plus(received.key(), received.text()), keys);
            };
        }
    }

    /** What a node shows of itself: letters under each key, and how many instances of its topic it knows. */
    record View(State state, Map<String, Integer> instances) implements NodeView {
        @Override
        public Map<String, Object> details() {
            return new TreeMap<>(Map.of("letters", state.inboxes().counts(), "instances", new TreeMap<>(instances)));
        }
    }

    /** A topic of this node, and what waits until it knows those of the others. */
    private static final class Open {
        private final ActorRef<Topic.Command<Publication>> topic;
        private final Deque<Runnable> waiting = new ArrayDeque<>();
        private int instances;
        private boolean ready;

        private Open(ActorRef<Topic.Command<Publication>> topic) {
            this.topic = topic;
        }
    }

    private final Options options;
    private final ActorContext<Message> actor;
    private final Map<String, Open> topics = new HashMap<>();
    private String start = "";
    private int starts;
    private long lastNumber;

    public static Behavior<Message> create(NodeContext<Message> node) {
        Options options = Options.from(node.settings());
        return start(node, setup -> new PubSub(setup, options));
    }

    private PubSub(Setup<Message> setup, Options options) {
        super(setup, State.EMPTY, State::after, options.snapshotEvents());
        this.options = options;
        this.actor = setup.actor();
    }

    /** A start of the publisher: another one of the same node begins with number 1 again. */
    @Override
    protected void onRecovered(State state) {
        topics.clear();
        start = node.self() + "." + Long.toString(actor.getSystem().startTime(), 36) + "." + ++starts;
        lastNumber = 0;
        state.keys().forEach(this::open);
        timers.startTimerWithFixedDelay("stats", new StatsDue(), options.statsEvery());
    }

    private Open open(String key) {
        return topics.computeIfAbsent(key, first -> {
            Open open = new Open(actor.spawnAnonymous(Topic.create(Publication.class, "pubsub-" + key)));
            ActorRef<Message> self = actor.getSelf();
            // Each topic has a subscriber of its own here; the same one twice would be ignored, and another one would
            // not.
            open.topic.tell(Topic.subscribe(actor.spawnAnonymous(Behaviors.receiveMessage(publication -> {
                self.tell(new Arrived(publication));
                return Behaviors.same();
            }))));
            timers.startSingleTimer(key, new OpenWaitOver(key), options.openWait());
            return open;
        });
    }

    @Override
    protected Effect<Event, State> onMessage(State state, Message message) {
        return switch (message) {
            case Ask ask -> onAsk(state, ask);
            case Inspect inspect -> {
                Map<String, Integer> instances = new HashMap<>();
                topics.forEach((key, open) -> instances.put(key, open.instances));
                inspect.replyTo().tell(new View(state, instances));
                yield Effect().none();
            }
            case Opened opened -> subscribe(state, opened.key());
            case Arrived arrived -> onArrived(arrived.publication());
            case StatsDue due -> askForStats();
            case Counted counted -> onCounted(counted);
            case OpenWaitOver over -> ready(over.key());
        };
    }

    private Effect<Event, State> onAsk(State state, Ask ask) {
        String key = ask.operation().key();
        switch (ask.operation()) {
            case Letters.Received received -> {
                ask.replyTo().tell(new Reply.Ok(state.inboxes().of(key)));
                return Effect().none();
            }
            case Letters.Send send -> {
                boolean isNew = !state.keys().contains(key);
                Open open = open(key);
                // Publishing needs a topic on this node (rule 1), and others need one to hear it.
                if (isNew) {
                    tellOthers(key);
                }
                open.waiting.add(() -> publish(open, send, ask.replyTo()));
                if (open.ready) {
                    ready(key);
                }
                return isNew ? Effect().persist(new Subscribed(key)) : Effect().none();
            }
        }
    }

    private void tellOthers(String key) {
        node.peers().others().forEach(other -> node.peers().tell(other, new Opened(key)));
    }

    private Effect<Event, State> subscribe(State state, String key) {
        open(key);
        return state.keys().contains(key) ? Effect().none() : Effect().persist(new Subscribed(key));
    }

    /** Accepted is not received (rule 2): a node that is not known now, or cannot be reached, gets nothing (rule 3). */
    private void publish(Open open, Letters.Send send, ActorRef<Reply> replyTo) {
        long number = ++lastNumber;
        open.topic.tell(Topic.publish(new Publication(node.self(), start, number, send.key(), send.letter())));
        replyTo.tell(new Reply.Ok(List.of(start, number, open.instances)));
    }

    private Effect<Event, State> onArrived(Publication publication) {
        return Effect().persist(new Received(publication.key(), publication.text()));
    }

    private Effect<Event, State> askForStats() {
        ActorRef<Message> self = actor.getSelf();
        topics.forEach((key, open) -> actor.ask(
                Topic.TopicStats.class,
                open.topic,
                options.statsEvery().multipliedBy(10),
                Topic::getTopicStats,
                (stats, failure) -> new Counted(key, failure == null ? stats.topicInstanceCount() : open.instances)));
        return Effect().none();
    }

    private Effect<Event, State> onCounted(Counted counted) {
        Open open = topics.get(counted.key());
        if (open != null) {
            open.instances = counted.instances();
            if (open.instances < node.group().size()) {
                // A node that has no topic of this key yet, or that was not told.
                tellOthers(counted.key());
            }
            if (!open.ready && open.instances >= node.group().size()) {
                ready(counted.key());
            }
        }
        return Effect().none();
    }

    private Effect<Event, State> ready(String key) {
        Open open = topics.get(key);
        if (open != null) {
            open.ready = true;
            while (!open.waiting.isEmpty()) {
                open.waiting.remove().run();
            }
        }
        return Effect().none();
    }
}
