package dsc.concepts.foundations.consistency.eventual;

import dsc.concepts.foundations.consistency.RegisterMap;
import dsc.concepts.foundations.consistency.Stamp;
import dsc.concepts.foundations.consistency.eventual.Copies.Copy;
import dsc.concepts.shared.DurablePeer;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.persistence.typed.javadsl.Effect;

/**
 * A replica that answers by itself, and compares with a peer, drawn anew each time, what both hold (Demers et al. 1987,
 * §1.3: anti-entropy by push and pull). It spreads states, not writes: what was overwritten before it was told, nobody
 * else ever sees.
 *
 * <p>Legal transitions of a copy: none → held → overwritten by one with a greater stamp, which a client wrote here or a
 * peer told.
 */
public final class Eventual extends DurablePeer<Eventual.Message, Eventual.Event, Copies> {

    public sealed interface Message {}

    /** A client's operation. */
    public record Ask(RegisterMap.Operation operation, ActorRef<Reply> replyTo) implements Message {}

    public record Inspect(ActorRef<NodeView> replyTo) implements Message {}

    public sealed interface PeerMessage extends Message, Wire {}

    /** What {@code from} holds, or a part of it, to be compared. */
    public record Comparison(NodeId from, Digest digest) implements PeerMessage {}

    /** The keys under which {@code from} holds something older than the receiver. */
    public record Need(NodeId from, List<String> keys) implements PeerMessage {}

    /** One key: what arrives together would seem to be a promise, until a message is lost. */
    public record Value(String key, Copy copy) implements PeerMessage {}

    private record ComparisonDue() implements Message {}

    public sealed interface Event extends Wire {}

    public record Kept(String key, Copy copy) implements Event {}

    enum Happening {
        A_PEER_HELD_SOMETHING_OLDER,
        A_PEER_HELD_SOMETHING_NEWER,
        A_VALUE_CAME_TOO_LATE,
        TWO_WRITES_HAD_NOT_SEEN_EACH_OTHER,
        A_DIGEST_TOOK_SEVERAL_MESSAGES,
        A_SNAPSHOT_WAS_TAKEN
    }

    /** What a node shows of itself. */
    record View(Copies copies, Map<Happening, Long> happened) implements NodeView {
        @Override
        public Map<String, Object> details() {
            return new TreeMap<>(Map.of("keys", copies.copies().size(), "counter", copies.greatest()));
        }
    }

    private static final String COMPARISON = "comparison";

    private final Options options;
    private final List<NodeId> peers;
    private final Tally<Happening> tally = new Tally<>(Happening.class);

    public static Behavior<Message> create(NodeContext<Message> node) {
        Options options = Options.from(node.settings());
        return start(node, setup -> new Eventual(setup, options));
    }

    private Eventual(Setup<Message> setup, Options options) {
        super(setup, Copies.EMPTY, Eventual::after, options.snapshotEvents());
        this.options = options;
        this.peers = node.group().stream()
                .filter(member -> !member.equals(node.self()))
                .toList();
    }

    private static Copies after(Copies copies, Event event) {
        return switch (event) {
            case Kept kept -> copies.with(kept.key(), kept.copy());
        };
    }

    /** Nodes that start at the same time do not stay in step. */
    @Override
    protected void onRecovered(Copies copies) {
        if (!peers.isEmpty()) {
            Duration first = Duration.ofNanos(
                    (long) (options.interval().toNanos() * node.random().nextDouble()));
            timers.startTimerWithFixedDelay(COMPARISON, new ComparisonDue(), first, options.interval());
        }
    }

    @Override
    protected Effect<Event, Copies> onMessage(Copies copies, Message message) {
        return switch (message) {
            case Ask ask -> onAsk(copies, ask);
            case Inspect inspect -> Effect().reply(inspect.replyTo(), view(copies));
            case ComparisonDue due -> onComparisonDue(copies);
            case Comparison comparison -> onComparison(copies, comparison);
            case Need need -> onNeed(copies, need);
            case Value value -> onValue(copies, value);
        };
    }

    private View view(Copies copies) {
        tally.set(Happening.A_SNAPSHOT_WAS_TAKEN, snapshots());
        return new View(copies, tally.counts());
    }

    private Effect<Event, Copies> onAsk(Copies copies, Ask ask) {
        if (ask.operation().context() != null) {
            return Effect().reply(ask.replyTo(), new Reply.Failed("eventual gives clients no context, and takes none"));
        }
        return switch (ask.operation()) {
            case RegisterMap.Read read -> Effect().reply(ask.replyTo(), new Reply.Ok(copies.value(read.key())));
            case RegisterMap.Snapshot snapshot -> Effect().reply(ask.replyTo(), new Reply.Ok(copies.values()));
            case RegisterMap.Write write -> {
                // Greater than all that were seen here, over restarts too: else a later write could lose to an earlier.
                Stamp stamp = new Stamp(copies.greatest() + 1, node.self());
                yield Effect()
                        .persist(new Kept(write.key(), new Copy(write.value(), stamp)))
                        .thenReply(ask.replyTo(), now -> new Reply.Ok(null));
            }
        };
    }

    /** A peer is drawn anew each time: one that is away would else keep a node silent. */
    private Effect<Event, Copies> onComparisonDue(Copies copies) {
        NodeId peer = peers.get(node.random().nextInt(peers.size()));
        List<Digest> digests = Digest.of(copies, options.digestChars());
        if (digests.size() > 1) {
            tally.add(Happening.A_DIGEST_TOOK_SEVERAL_MESSAGES);
        }
        digests.forEach(digest -> tell(peer, new Comparison(node.self(), digest)));
        return Effect().none();
    }

    /** Push and pull: tells what is newer here, and asks for what is newer there. */
    private Effect<Event, Copies> onComparison(Copies copies, Comparison comparison) {
        List<String> newer = copies.newerThan(comparison.digest());
        List<String> older = copies.olderThan(comparison.digest());
        if (!newer.isEmpty()) {
            tally.add(Happening.A_PEER_HELD_SOMETHING_OLDER);
        }
        if (!older.isEmpty()) {
            tally.add(Happening.A_PEER_HELD_SOMETHING_NEWER);
            tell(comparison.from(), new Need(node.self(), older));
        }
        newer.forEach(key -> tellValue(copies, comparison.from(), key));
        return Effect().none();
    }

    private void tellValue(Copies copies, NodeId to, String key) {
        copies.of(key).ifPresent(copy -> tell(to, new Value(key, copy)));
    }

    private Effect<Event, Copies> onNeed(Copies copies, Need need) {
        need.keys().forEach(key -> tellValue(copies, need.from(), key));
        return Effect().none();
    }

    /** The value with the greater stamp stays, whichever came first. */
    private Effect<Event, Copies> onValue(Copies copies, Value value) {
        Stamp stamp = value.copy().stamp();
        boolean met = copies.of(value.key())
                .filter(copy -> copy.stamp().counter() == stamp.counter()
                        && !copy.stamp().equals(stamp))
                .isPresent();
        if (met) {
            tally.add(Happening.TWO_WRITES_HAD_NOT_SEEN_EACH_OTHER);
        }
        if (!copies.isOlder(value.key(), stamp)) {
            tally.add(Happening.A_VALUE_CAME_TOO_LATE);
            return Effect().none();
        }
        return Effect().persist(new Kept(value.key(), value.copy()));
    }
}
