package dsc.concepts.foundations.communication.chord;

import dsc.concepts.shared.DurablePeer;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Wire;
import dsc.workbench.protocol.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.persistence.typed.javadsl.Effect;

/**
 * A node of a ring in which each node knows a few others and finds any (Stoica et al. 2001), kept as Zave (2017) proved
 * it correct, with blocks that are held by the owner of their name and the nodes after it.
 *
 * <p>Legal transitions: starting (a base node that asks whether there is a ring) → joining, or a member of a ring that
 * it begins; joining → member; after a crash, starting or joining again, since pointers are not durable. A block:
 * absent → held → handed over and forgotten.
 */
public final class Chord extends DurablePeer<Chord.Message, Chord.Event, Chord.State> {

    public sealed interface Message {}

    public sealed interface Operation {}

    public record StoreBlock(String name, String text) implements Operation {}

    public record FetchBlock(String name) implements Operation {}

    public record LookUp(String key) implements Operation {}

    public record Held() implements Operation {}

    /** A client's operation. */
    public record Ask(Operation operation, ActorRef<Reply> replyTo) implements Message {}

    public record Inspect(ActorRef<NodeView> replyTo) implements Message {}

    public sealed interface PeerMessage extends Message, Wire {}

    public record FindSuccessor(NodeId from, long lookup, long identifier) implements PeerMessage {}

    /** The owner of the identifier, or, without a predecessor, nodes that are nearer to it. */
    public record Successor(long lookup, NodeId from, Optional<Pointer> predecessor, List<Pointer> nodes)
            implements PeerMessage {}

    /** A question for the pointers of a node, within the step {@code step} of the asker. */
    public record GetNeighbours(NodeId from, long step) implements PeerMessage {}

    public record Neighbours(long step, NodeId from, Optional<Pointer> predecessor, List<Pointer> successors)
            implements PeerMessage {}

    /** The node is in a step itself: it is alive, and answers when that is over (rule 9). */
    public record Busy(long step, NodeId from) implements PeerMessage {}

    /** The node is not a member of a ring, and so as good as dead for the asker, in a lookup or a step. */
    public record Absent(long question, NodeId from) implements PeerMessage {}

    /** The sender takes itself for the receiver's predecessor. */
    public record Notify(NodeId from) implements PeerMessage {}

    /**
     * @param origin the node that a client asked
     * @param isForAll whether the receiver, the owner, is to have its successors store it too
     */
    public record Store(NodeId origin, long operation, Block block, boolean isForAll) implements PeerMessage {}

    /** The block is durable at {@code from}. */
    public record Stored(long operation, NodeId from) implements PeerMessage {}

    /** The owner has another text under that name. */
    public record Refused(long operation) implements PeerMessage {}

    public record Fetch(NodeId from, long operation, String name) implements PeerMessage {}

    public record Fetched(long operation, Optional<String> text) implements PeerMessage {}

    /**
     * Asks whether the receiver holds exactly the blocks from one identifier to another whose names have the digest.
     */
    public record Offer(NodeId from, long offer, long first, long last, long digest) implements PeerMessage {}

    /** Other blocks are held than were offered, and their names are asked for. */
    public record Differs(long offer, NodeId from) implements PeerMessage {}

    /** The names of the blocks from one identifier to another that were offered. */
    public record Inventory(NodeId from, long offer, long first, long last, List<String> names)
            implements PeerMessage {}

    public record Wanted(long offer, NodeId from, List<String> names) implements PeerMessage {}

    /**
     * All blocks that were offered are durable here.
     *
     * @param keeps whether the offering node is one of those that hold them, too
     */
    public record Holds(long offer, NodeId from, boolean keeps) implements PeerMessage {}

    public record HandOver(List<Block> blocks) implements PeerMessage {}

    record HopTimedOut(long lookup) implements Message {}

    record StepTimedOut() implements Message {}

    record RetryDue(long operation) implements Message {}

    private record StabilizeDue() implements Message {}

    private record MaintainDue() implements Message {}

    public sealed interface Event extends Wire {}

    public record Kept(List<Block> blocks) implements Event {}

    public record Forgotten(List<String> names) implements Event {}

    /** What survives a crash. Pointers do not: a node would act on a ring of long ago. */
    public record State(Blocks blocks) implements Wire {
        static final State EMPTY = new State(Blocks.NONE);

        State after(Event event) {
            return switch (event) {
                case Kept kept -> new State(blocks.plus(kept.blocks()));
                case Forgotten forgotten -> new State(blocks.minus(forgotten.names()));
            };
        }
    }

    /** Where a node is between its start and its place in a ring. */
    enum Phase {
        STARTING,
        JOINING,
        MEMBER
    }

    enum Happening {
        A_NODE_JOINED_BETWEEN_TWO_OTHERS,
        A_DEAD_SUCCESSOR_WAS_SKIPPED,
        A_NODE_WAS_LEFT_ALONE,
        TWO_RINGS_WERE_THERE,
        TWO_RINGS_MERGED,
        A_DEAD_PREDECESSOR_WAS_REPLACED,
        A_STEP_WAS_GIVEN_UP_SINCE_THE_OTHER_NODE_WAS_BUSY,
        A_FINGER_WAS_WRONG_AND_THE_LOOKUP_RIGHT,
        BLOCKS_WERE_HANDED_OVER,
        BLOCKS_WERE_FORGOTTEN,
        A_FETCH_MISSED,
        A_LOOKUP_OF_A_BLOCK_TOOK_A_HOP,
        A_LOOKUP_OF_A_BLOCK_ENDED
    }

    /**
     * What a node shows of itself.
     *
     * @param acknowledged what it told a client last
     * @param forgotten the node that confirmed to hold them, by the names of the blocks that were forgotten last
     * @param foundDead the successor that was found dead last, and how many were before
     */
    record View(
            NodeId self,
            Phase phase,
            Pointers pointers,
            Blocks blocks,
            Requests.Acknowledged acknowledged,
            Map<String, NodeId> forgotten,
            Ring.FoundDead foundDead,
            Map<Happening, Long> happened)
            implements NodeView {

        @Override
        public String role() {
            return Words.of(phase);
        }

        @Override
        public Map<String, Object> details() {
            Map<String, Object> details = new TreeMap<>();
            details.put("identifier", pointers.self().identifier());
            details.put(
                    "predecessor", pointers.predecessor().map(Pointer::toString).orElse(null));
            details.put("successors", pointers.successors().toString());
            details.put("blocks", blocks.count());
            return details;
        }
    }

    private static final String STABILIZE = "stabilize";
    private static final String MAINTAIN = "maintain";

    private final Options options;
    private final Tally<Happening> tally = new Tally<>(Happening.class);
    private final Lookups lookups;
    private final Ring ring;
    private final Requests requests;
    private final Maintenance maintenance;

    public static Behavior<Message> create(NodeContext<Message> node) {
        Options options = Options.from(node.settings());
        return start(node, setup -> new Chord(setup, options));
    }

    private Chord(Setup<Message> setup, Options options) {
        super(setup, State.EMPTY, State::after, options.snapshotEvents());
        this.options = options;
        this.lookups = new Lookups(setup, options, tally);
        this.ring = new Ring(setup, options, tally, lookups);
        this.requests = new Requests(setup, options, tally, lookups, ring, this::tell);
        this.maintenance = new Maintenance(setup, options, tally, lookups, ring);
    }

    @Override
    protected void onRecovered(State state) {
        lookups.clear();
        requests.clear();
        maintenance.clear();
        ring.begin();
        scheduleStabilize();
        timers.startTimerWithFixedDelay(MAINTAIN, new MaintainDue(), options.maintain());
    }

    /** Anew each time, so that nodes do not stay in step with each other. */
    private void scheduleStabilize() {
        timers.startTimerWithFixedDelay(
                STABILIZE, new StabilizeDue(), Options.about(options.stabilize(), node.random()));
    }

    @Override
    protected Effect<Event, State> onMessage(State state, Message message) {
        return switch (message) {
            case Ask ask -> done(() -> requests.onAsk(ask, state.blocks()));
            case Inspect inspect -> Effect().reply(inspect.replyTo(), view(state));
            case FindSuccessor question -> done(() -> ring.onFindSuccessor(question));
            case Successor answer -> done(() -> lookups.onSuccessor(answer));
            case GetNeighbours question -> done(() -> ring.onGetNeighbours(question));
            case Neighbours answer -> done(() -> ring.onNeighbours(answer));
            case Busy busy -> done(() -> ring.onBusy(busy));
            case Absent absent ->
                done(() -> {
                    lookups.onAbsent(ring.pointers(), absent);
                    ring.onAbsent(absent);
                });
            case Notify notify -> done(() -> ring.onNotify(notify.from()));
            case Store store -> onStore(state, store);
            case Stored stored -> done(() -> requests.onStored(stored));
            case Refused refused -> done(() -> requests.onRefused(refused));
            case Fetch fetch -> onFetch(state, fetch);
            case Fetched fetched -> done(() -> requests.onFetched(fetched));
            case Offer offer -> done(() -> maintenance.onOffer(offer, state.blocks()));
            case Differs differs -> done(() -> maintenance.onDiffers(differs));
            case Inventory inventory -> done(() -> maintenance.onInventory(inventory, state.blocks()));
            case Wanted wanted -> done(() -> maintenance.onWanted(wanted, state.blocks()));
            case Holds holds -> onHolds(state, holds);
            case HandOver handOver -> onHandOver(state, handOver);
            case HopTimedOut timedOut -> done(() -> lookups.onHopTimedOut(ring.pointers(), timedOut.lookup()));
            case StepTimedOut timedOut -> done(ring::onStepTimedOut);
            case RetryDue due -> done(() -> requests.onRetryDue(due.operation()));
            case StabilizeDue due ->
                done(() -> {
                    scheduleStabilize();
                    ring.onStabilizeDue();
                });
            case MaintainDue due -> done(() -> maintenance.onMaintainDue(state.blocks()));
        };
    }

    private Effect<Event, State> done(Runnable handled) {
        handled.run();
        return Effect().none();
    }

    private View view(State state) {
        return new View(
                node.self(),
                ring.phase(),
                ring.pointers(),
                state.blocks(),
                requests.acknowledged(),
                maintenance.forgotten(),
                ring.foundDead(),
                tally.counts());
    }

    /** The owner has its successors store it as well; each tells the node that the client asked, when it is durable. */
    private Effect<Event, State> onStore(State state, Store store) {
        Optional<Block> held = state.blocks().find(store.block().name());
        if (held.isPresent() && !held.get().equals(store.block())) {
            if (store.isForAll()) {
                tell(store.origin(), new Refused(store.operation()));
            }
            return Effect().none();
        }
        List<Event> kept = held.isPresent() ? List.of() : List.of(new Kept(List.of(store.block())));
        return Effect().persist(kept).thenRun(now -> {
            tell(store.origin(), new Stored(store.operation(), node.self()));
            if (store.isForAll()) {
                Store copy = new Store(store.origin(), store.operation(), store.block(), false);
                ring.pointers()
                        .successors()
                        .nodes()
                        .forEach(successor -> tell(successor.node().orElseThrow(), copy));
            }
        });
    }

    private Effect<Event, State> onFetch(State state, Fetch fetch) {
        tell(
                fetch.from(),
                new Fetched(fetch.operation(), state.blocks().find(fetch.name()).map(Block::text)));
        return Effect().none();
    }

    private Effect<Event, State> onHandOver(State state, HandOver handOver) {
        List<Block> more = handOver.blocks().stream()
                .filter(block -> !state.blocks().hasNameOf(block))
                .toList();
        return more.isEmpty() ? Effect().none() : Effect().persist(new Kept(more));
    }

    /** Rule 8: blocks are forgotten when a node that is nearer to their names has confirmed that it holds them. */
    private Effect<Event, State> onHolds(State state, Holds holds) {
        List<String> names = maintenance.onHolds(holds, state.blocks());
        return names.isEmpty() ? Effect().none() : Effect().persist(new Forgotten(names));
    }
}
