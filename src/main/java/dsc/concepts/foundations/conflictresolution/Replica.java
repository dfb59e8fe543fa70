package dsc.concepts.foundations.conflictresolution;

import dsc.concepts.foundations.conflictresolution.ReplicaState.Resolved;
import dsc.concepts.shared.DurablePeer;
import dsc.concepts.shared.SetAndCounter;
import dsc.concepts.shared.SetAndCounter.Add;
import dsc.concepts.shared.SetAndCounter.Increment;
import dsc.concepts.shared.SetAndCounter.Operation;
import dsc.concepts.shared.SetAndCounter.Read;
import dsc.concepts.shared.SetAndCounter.Remove;
import dsc.concepts.shared.VersionVector;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EffectBuilder;

/**
 * One replica of a map that every node reads and writes by itself, without asking the others; they learn of it by
 * anti-entropy (Demers et al., <i>Epidemic Algorithms for Replicated Database Maintenance</i>, PODC 1987, §1.3, push
 * and pull). What becomes of versions that did not know of each other is the {@link Resolution}'s to say, and all that
 * protocols of this kind differ in.
 *
 * <pre>
 *   every gossip-interval:  A → B  Digest    of every key, the stamps of A's versions
 *                           B → A  Versions  of the keys in which B differs, B's versions
 *                           A → B  Versions  of those, what A has made of both, where B does not have it yet
 * </pre>
 *
 * <p>A client's update reads the key's versions, changes their value, and writes it under a new stamp, at once. It is
 * answered when it is in this replica's journal; no other replica has to know of it. What a replica learns is in its
 * journal before it tells anybody of it, so that what one replica was told cannot be undone by another one's crash.
 */
public final class Replica extends DurablePeer<Replica.Message, Resolved, ReplicaState> {

    public sealed interface Message {}

    /** A client's operation. */
    public record Execute(Operation operation, ActorRef<Reply> replyTo) implements Message {}

    public record Inspect(ActorRef<NodeView> replyTo) implements Message {}

    /** What replicas send each other. */
    public sealed interface PeerMessage extends Message, Wire {
        NodeId from();
    }

    /**
     * What the sender has of the keys from {@code first} on and before {@code end}.
     *
     * @param first empty: from the first key that there is
     * @param end empty: to the last
     * @param stamps key to the stamps of the sender's versions, in their order
     */
    public record Digest(
            NodeId from, Optional<String> first, Optional<String> end, SortedMap<String, List<VersionVector>> stamps)
            implements PeerMessage {

        boolean isAbout(String key) {
            return first.filter(least -> key.compareTo(least) < 0).isEmpty()
                    && end.filter(bound -> key.compareTo(bound) >= 0).isEmpty();
        }
    }

    /** @param answerWanted whether the receiver is to say what it made of them */
    public record Versions(NodeId from, SortedMap<String, List<Version>> versions, boolean answerWanted)
            implements PeerMessage {}

    /** It is time to compare oneself with another replica. */
    record GossipDue() implements Message {}

    private final ReplicaSettings settings;
    private final Resolution resolution;
    private long addsRefused;
    private long mergesRefused;

    public static Behavior<Message> create(NodeContext<Message> node, ReplicaSettings settings, Resolution resolution) {
        return start(node, setup -> new Replica(setup, settings, resolution));
    }

    private Replica(Setup<Message> setup, ReplicaSettings settings, Resolution resolution) {
        super(setup, ReplicaState.EMPTY, ReplicaState::after, settings.snapshotEvents());
        this.settings = settings;
        this.resolution = resolution;
    }

    @Override
    protected void onRecovered(ReplicaState state) {
        awaitNextGossip();
    }

    @Override
    protected Effect<Resolved, ReplicaState> onMessage(ReplicaState state, Message message) {
        return switch (message) {
            case Execute execute -> onExecute(state, execute);
            case Inspect inspect ->
                Effect()
                        .none()
                        .thenRun(now -> inspect.replyTo()
                                .tell(new ReplicaView(
                                        node.self(), now, addsRefused, mergesRefused, snapshots(), settings)));
            case Digest digest -> onDigest(state, digest);
            case Versions versions -> onVersions(state, versions);
            case GossipDue due -> onGossipDue(state);
        };
    }

    private Effect<Resolved, ReplicaState> onExecute(ReplicaState state, Execute execute) {
        Cart cart = valueOf(state.of(execute.operation().key()));
        return switch (execute.operation()) {
            case Read read -> reply(execute, new Reply.Ok(answer(state.of(read.key()))));
            case Add add -> onAdd(state, execute, cart.with(add.element()));
            case Increment increment -> update(state, execute, cart.plus(increment.amount()), null);
            case Remove remove ->
                chosen(cart, remove.element())
                        .map(element -> update(state, execute, cart.without(element), element))
                        .orElseGet(() -> reply(execute, new Reply.Failed("it is not there")));
        };
    }

    private Effect<Resolved, ReplicaState> onAdd(ReplicaState state, Execute execute, Cart added) {
        if (Frames.bytesMax(added) <= settings.cartBytesMax()) {
            return update(state, execute, added, null);
        }
        addsRefused++;
        return reply(
                execute,
                new Reply.Failed("the cart is full: its elements take at most " + settings.cartBytesMax()
                        + " bytes, since all of it is sent in one message"));
    }

    private Effect<Resolved, ReplicaState> reply(Execute execute, Reply reply) {
        return Effect().none().thenRun(state -> execute.replyTo().tell(reply));
    }

    /** The element to remove: the one that was named, or any. */
    private Optional<String> chosen(Cart cart, Optional<String> named) {
        if (named.isPresent() || cart.elements().isEmpty()) {
            return named.filter(cart.elements()::contains);
        }
        return Optional.of(
                cart.elements().get(node.random().nextInt(cart.elements().size())));
    }

    /** Writes {@code value} in place of all versions that there are. */
    private Effect<Resolved, ReplicaState> update(ReplicaState state, Execute execute, Cart value, Object result) {
        if (Frames.bytesMax(value) > settings.versionBytesMax()) {
            mergesRefused++;
            return reply(
                    execute,
                    new Reply.Failed("merged, the cart would take more than " + settings.versionBytesMax()
                            + " bytes, which cannot be sent"));
        }
        String key = execute.operation().key();
        List<Version> current = state.of(key);
        VersionVector stamp = resolution.stamp(node.self(), node.clock(), current, state.greatest());
        List<Version> all = new ArrayList<>(current);
        all.add(new Version(value, stamp));
        return persist(state, new TreeMap<>(Map.of(key, resolution.resolve(all))))
                .thenRun(now -> execute.replyTo().tell(new Reply.Ok(result)));
    }

    /** What remains of {@code resolved}, where that is not there already. */
    private EffectBuilder<Resolved, ReplicaState> persist(
            ReplicaState state, SortedMap<String, List<Version>> resolved) {
        SortedMap<String, List<Version>> changed = new TreeMap<>(resolved);
        changed.entrySet().removeIf(entry -> entry.getValue().equals(state.of(entry.getKey())));
        return changed.isEmpty() ? Effect().none() : Effect().persist(new Resolved(changed));
    }

    private Effect<Resolved, ReplicaState> onGossipDue(ReplicaState state) {
        return Effect().none().thenRun(now -> {
            List<NodeId> others = node.peers().others();
            if (!others.isEmpty()) {
                NodeId to = others.get(node.random().nextInt(others.size()));
                Frames.digests(node.self(), now.versions(), settings.messageBytesMax())
                        .forEach(digest -> node.peers().tell(to, digest));
            }
            awaitNextGossip();
        });
    }

    /**
     * Not all at the same time: each wait is drawn, between half the interval and one and a half. Repeated, in case one
     * is lost: a journal's stall may leave more messages waiting than Pekko keeps.
     */
    private void awaitNextGossip() {
        long nanos = settings.gossipInterval().toNanos();
        timers.startTimerWithFixedDelay(
                new GossipDue(), Duration.ofNanos(nanos / 2 + node.random().nextLong(nanos)));
    }

    private Effect<Resolved, ReplicaState> onDigest(ReplicaState state, Digest digest) {
        return Effect().none().thenRun(now -> {
            TreeSet<String> keys = new TreeSet<>(digest.stamps().keySet());
            now.versions().keySet().stream().filter(digest::isAbout).forEach(keys::add);
            SortedMap<String, List<Version>> different = new TreeMap<>();
            for (String key : keys) {
                List<Version> own = now.of(key);
                if (!stampsOf(own).equals(digest.stamps().getOrDefault(key, List.of()))) {
                    different.put(key, own);
                }
            }
            send(digest.from(), different, true);
        });
    }

    private Effect<Resolved, ReplicaState> onVersions(ReplicaState state, Versions received) {
        SortedMap<String, List<Version>> resolved = new TreeMap<>();
        SortedMap<String, List<Version>> unknownToSender = new TreeMap<>();
        received.versions().forEach((key, theirs) -> {
            List<Version> all = new ArrayList<>(state.of(key));
            all.addAll(theirs);
            List<Version> remaining = resolution.resolve(all);
            resolved.put(key, remaining);
            List<Version> unknown = new ArrayList<>(remaining);
            unknown.removeAll(theirs);
            if (!unknown.isEmpty()) {
                unknownToSender.put(key, unknown);
            }
        });
        return persist(state, resolved).thenRun(now -> {
            if (received.answerWanted()) {
                send(received.from(), unknownToSender, false);
            }
        });
    }

    /** In as many messages as it takes: one that is larger than a frame of the network would never arrive. */
    private void send(NodeId to, SortedMap<String, List<Version>> versions, boolean answerWanted) {
        Frames.versions(node.self(), versions, answerWanted, settings.messageBytesMax())
                .forEach(part -> node.peers().tell(to, part));
    }

    private static List<VersionVector> stampsOf(List<Version> versions) {
        return versions.stream().map(Version::stamp).toList();
    }

    /** What a client makes of the versions that it is given. */
    private static Cart valueOf(List<Version> versions) {
        return versions.stream().map(Version::value).reduce(Cart::merge).orElse(Cart.EMPTY);
    }

    private static Map<String, Object> answer(List<Version> versions) {
        Cart cart = valueOf(versions);
        Map<String, Object> answer = SetAndCounter.answer(cart.elements(), cart.count());
        answer.put("versions", (long) versions.size());
        answer.put(
                "stampEntries",
                versions.stream()
                        .mapToLong(version -> version.stamp().counters().size())
                        .sum());
        return answer;
    }
}
