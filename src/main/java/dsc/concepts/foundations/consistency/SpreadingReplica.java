package dsc.concepts.foundations.consistency;

import dsc.concepts.foundations.consistency.SpreadingView.Happening;
import dsc.concepts.foundations.consistency.WaitingRequests.Accepted;
import dsc.concepts.shared.DurablePeer;
import dsc.concepts.shared.Portion;
import dsc.concepts.shared.Tally;
import dsc.concepts.shared.VersionVector;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.persistence.typed.javadsl.Effect;

/**
 * A copy of registers that takes writes by itself, and passes on its own and those of others: from time to time it
 * tells a peer, drawn anew, which writes it has, and is told those that it lacks (anti-entropy by version vectors;
 * Petersen et al. 1997, §2). Of two writes of a key, the one with the greater stamp stays.
 *
 * <p>Legal transitions of a write: accepted here, which makes it durable → told, any number of times; or told by
 * another node → waiting, any number of times → taken, once, when what it depends on is here. Of an operation: asked →
 * waiting for what its client has seen → answered, or refused after {@code operation-timeout}.
 */
public final class SpreadingReplica
        extends DurablePeer<SpreadingReplica.Message, SpreadingReplica.Event, SpreadingLog> {

    public sealed interface Message {}

    /** A client's operation. */
    public record Ask(RegisterMap.Operation operation, ActorRef<Reply> replyTo) implements Message {}

    public record Inspect(ActorRef<NodeView> replyTo) implements Message {}

    public sealed interface PeerMessage extends Message, Wire {}

    /**
     * {@code from} has the writes {@code seen}, durably, and asks for those that it lacks.
     *
     * @param isAnswer whether it is said because the receiver had said the same, which ends there
     */
    public record Digest(NodeId from, VersionVector seen, boolean isAnswer) implements PeerMessage {}

    /**
     * Writes in the order of the log of {@code from}.
     *
     * @param isAll whether there is none that the receiver lacks besides
     */
    public record Writes(NodeId from, List<StampedWrite> writes, boolean isAll) implements PeerMessage {}

    /** Asks for the part of the image of {@code seen} that is behind the key {@code after}. */
    public record NeedPage(NodeId from, VersionVector seen, String after) implements PeerMessage {}

    /**
     * A part of what the writes {@code seen} come to, for a node that lacks some that are not kept any more.
     *
     * @param after the key behind which it begins, or null
     */
    public record ImagePage(NodeId from, VersionVector seen, String after, List<StampedWrite> newest, boolean isLast)
            implements PeerMessage {}

    private record DigestDue() implements Message {}

    /** An operation has waited for as long as the node tries. */
    record TimedOut(long number) implements Message {}

    public sealed interface Event extends Wire {}

    /** Writes that the node accepted, or was told. */
    public record Taken(List<StampedWrite> writes) implements Event {}

    public record Merged(Registers image) implements Event {}

    /**
     * What says which writes are to be shown before a write: the one rule in which two stores differ, but for pasts.
     */
    public enum Order {
        /** A write names them, is told to all at once, and waits at the others for those. */
        OF_DEPENDENCIES,
        /** A write names none. Each node has the writes in an order, and tells them in that order alone. */
        OF_LOGS
    }

    private static final String DIGEST = "digest";

    private final Order order;
    private final SpreadingOptions options;
    private final List<NodeId> peers;
    private final PastText text;
    private final Tally<Happening> tally = new Tally<>(Happening.class);
    private final WaitingWrites waiting;
    private final WaitingRequests requests;
    private final IncomingRegisters incoming = new IncomingRegisters();

    /** @param unseen the past of a client that has seen nothing */
    public static Behavior<Message> create(NodeContext<Message> node, Order order, ClientPast unseen) {
        SpreadingOptions options = SpreadingOptions.from(node.settings());
        return start(node, setup -> new SpreadingReplica(setup, options, order, unseen));
    }

    private SpreadingReplica(Setup<Message> setup, SpreadingOptions options, Order order, ClientPast unseen) {
        super(
                setup,
                SpreadingLog.EMPTY,
                (log, event) -> after(log, event, options.snapshotEntries()),
                options.snapshotEntries());
        this.order = order;
        this.options = options;
        this.peers = node.group().stream()
                .filter(member -> !member.equals(node.self()))
                .toList();
        this.text = new PastText(node.group(), unseen);
        this.waiting = new WaitingWrites(options.snapshotEntries(), tally);
        this.requests = new WaitingRequests(setup, options, text, tally);
    }

    private static SpreadingLog after(SpreadingLog log, Event event, int kept) {
        return switch (event) {
            case Taken taken -> log.plus(taken.writes(), kept);
            case Merged merged -> log.merged(merged.image());
        };
    }

    /** Nodes that start at the same time do not stay in step. */
    @Override
    protected void onRecovered(SpreadingLog log) {
        requests.clear();
        waiting.clear();
        incoming.clear();
        if (!peers.isEmpty()) {
            Duration first = Duration.ofNanos(
                    (long) (options.interval().toNanos() * node.random().nextDouble()));
            timers.startTimerWithFixedDelay(DIGEST, new DigestDue(), first, options.interval());
        }
    }

    @Override
    protected Effect<Event, SpreadingLog> onMessage(SpreadingLog log, Message message) {
        return switch (message) {
            case Ask ask -> onAsk(log, ask);
            case Inspect inspect -> Effect().reply(inspect.replyTo(), view(log));
            case Digest digest -> onDigest(log, digest);
            case Writes writes -> onWrites(log, writes);
            case NeedPage need -> onNeedPage(log, need);
            case ImagePage page -> onImagePage(log, page);
            case DigestDue due -> onDigestDue(log);
            case TimedOut timedOut -> onTimedOut(log, timedOut.number());
        };
    }

    private SpreadingView view(SpreadingLog log) {
        tally.set(Happening.A_SNAPSHOT_WAS_TAKEN, snapshots());
        return new SpreadingView(log, waiting.count(), tally.counts());
    }

    private Effect<Event, SpreadingLog> onAsk(SpreadingLog log, Ask ask) {
        String context = ask.operation().context();
        Optional<ClientPast> past = text.read(context);
        if (past.isEmpty()) {
            return Effect().reply(ask.replyTo(), new Reply.Failed(text.refusal(context)));
        }
        requests.add(log.now(), ask, past.get());
        return proceed(log, List.of(), now -> {});
    }

    /**
     * Makes what came durable, with the writes of clients that have waited for it, and then answers.
     *
     * @param came one event or none
     * @param then what is to be done afterwards
     */
    private Effect<Event, SpreadingLog> proceed(SpreadingLog log, List<Event> came, Consumer<SpreadingLog> then) {
        SpreadingLog after = log;
        for (Event event : came) {
            after = after(after, event, options.snapshotEntries());
        }
        List<Accepted> accepted = requests.acceptWrites(after);
        List<Event> events = new ArrayList<>(came);
        if (!accepted.isEmpty()) {
            events.add(new Taken(accepted.stream().map(Accepted::write).toList()));
        }
        if (events.isEmpty()) {
            requests.answerReads(log.now());
            return Effect().none();
        }
        return Effect().persist(events).thenRun(now -> {
            accepted.forEach(this::onDurable);
            requests.answerReads(now.now());
            then.accept(now);
        });
    }

    /** A number is durable before a message bears it: else two writes could have the same. */
    private void onDurable(Accepted accepted) {
        if (order == Order.OF_DEPENDENCIES) {
            Writes writes = new Writes(node.self(), List.of(accepted.write()), true);
            peers.forEach(peer -> tell(peer, writes));
        }
        accepted.client().tell(new Reply.Ok(null, text.of(accepted.past())));
    }

    private Effect<Event, SpreadingLog> onTimedOut(SpreadingLog log, long number) {
        requests.giveUp(log.now(), number);
        return Effect().none();
    }

    /** A peer is drawn anew each time: one that is away would else keep a node silent. */
    private Effect<Event, SpreadingLog> onDigestDue(SpreadingLog log) {
        incoming.giveUpIfSilent();
        tell(peers.get(node.random().nextInt(peers.size())), new Digest(node.self(), log.seen(), false));
        return Effect().none();
    }

    /** Push and pull: tells what the other lacks, and asks for what is lacking here. */
    private Effect<Event, SpreadingLog> onDigest(SpreadingLog log, Digest digest) {
        log.missing(digest.seen())
                .ifPresentOrElse(writes -> tellWrites(digest.from(), writes), () -> tellPage(log, digest.from(), null));
        if (!digest.isAnswer() && !log.seen().includes(digest.seen())) {
            tell(digest.from(), new Digest(node.self(), log.seen(), true));
        }
        return Effect().none();
    }

    /** The first of them that fit into a message: what comes later in the log is not told before. */
    private void tellWrites(NodeId to, List<StampedWrite> writes) {
        if (writes.isEmpty()) {
            return;
        }
        Portion<StampedWrite> portion = Portion.of(writes, options.messageChars(), StampedWrite::chars);
        if (!portion.isAll()) {
            tally.add(Happening.WRITES_TOOK_SEVERAL_MESSAGES);
        }
        tell(to, new Writes(node.self(), portion.taken(), portion.isAll()));
    }

    private Effect<Event, SpreadingLog> onWrites(SpreadingLog log, Writes writes) {
        List<StampedWrite> taken = waiting.take(log.now(), writes.writes());
        if (taken.isEmpty()) {
            return Effect().none();
        }
        taken.forEach(write -> countConcurrent(log.now(), write));
        return proceed(log, List.of(new Taken(taken)), now -> {
            if (!writes.isAll()) {
                tell(writes.from(), new Digest(node.self(), now.seen(), true));
            }
        });
    }

    private void countConcurrent(Registers here, StampedWrite write) {
        if (here.of(write.key()).filter(write::isConcurrentWith).isPresent()) {
            tally.add(Happening.TWO_WRITES_OF_A_KEY_WERE_CONCURRENT);
        }
    }

    private void tellPage(SpreadingLog log, NodeId to, String after) {
        ImagePage page = IncomingRegisters.page(node.self(), log.base(), after, options.messageChars());
        tally.add(page.isLast() ? Happening.AN_IMAGE_WAS_SENT : Happening.AN_IMAGE_HAD_SEVERAL_PAGES);
        tell(to, page);
    }

    private Effect<Event, SpreadingLog> onNeedPage(SpreadingLog log, NeedPage need) {
        // An image that is not here any more is begun anew.
        tellPage(log, need.from(), need.seen().equals(log.base().seen()) ? need.after() : null);
        return Effect().none();
    }

    private Effect<Event, SpreadingLog> onImagePage(SpreadingLog log, ImagePage page) {
        if (log.seen().includes(page.seen()) || !incoming.take(page)) {
            return Effect().none();
        }
        Optional<Registers> whole = incoming.whole();
        if (whole.isEmpty()) {
            tell(page.from(), new NeedPage(node.self(), page.seen(), incoming.last()));
            return Effect().none();
        }
        incoming.clear();
        return proceed(
                log,
                List.of(new Merged(whole.get())),
                now -> tell(page.from(), new Digest(node.self(), now.seen(), true)));
    }
}
