package dsc.concepts.foundations.communication.chord;

import dsc.concepts.foundations.communication.chord.Chord.Ask;
import dsc.concepts.foundations.communication.chord.Chord.Fetch;
import dsc.concepts.foundations.communication.chord.Chord.FetchBlock;
import dsc.concepts.foundations.communication.chord.Chord.Fetched;
import dsc.concepts.foundations.communication.chord.Chord.Happening;
import dsc.concepts.foundations.communication.chord.Chord.Held;
import dsc.concepts.foundations.communication.chord.Chord.LookUp;
import dsc.concepts.foundations.communication.chord.Chord.Message;
import dsc.concepts.foundations.communication.chord.Chord.Operation;
import dsc.concepts.foundations.communication.chord.Chord.Refused;
import dsc.concepts.foundations.communication.chord.Chord.RetryDue;
import dsc.concepts.foundations.communication.chord.Chord.Store;
import dsc.concepts.foundations.communication.chord.Chord.StoreBlock;
import dsc.concepts.foundations.communication.chord.Chord.Stored;
import dsc.concepts.shared.DurablePeer.Setup;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Reply;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/** What clients have asked this node. Belongs to one actor, which loses it in a crash. */
final class Requests {

    /** @param holders the nodes that have said that they hold the block, durably */
    record Acknowledged(Optional<Block> block, Set<NodeId> holders) {
        static final Acknowledged NONE = new Acknowledged(Optional.empty(), Set.of());
    }

    private static final class Open {
        private final long number;
        private final Operation operation;
        private final ActorRef<Reply> replyTo;
        private final long sinceNanos;
        private final Set<NodeId> stored = new HashSet<>();
        private int sent;
        private boolean isLookedUp;
        private NodeId owner;
        private int hops;

        private Open(long number, Operation operation, ActorRef<Reply> replyTo, long sinceNanos) {
            this.number = number;
            this.operation = operation;
            this.replyTo = replyTo;
            this.sinceNanos = sinceNanos;
        }
    }

    private final NodeContext<Message> node;
    private final TimerScheduler<Message> timers;
    private final Options options;
    private final Tally<Happening> tally;
    private final Lookups lookups;
    private final Ring ring;
    private final BiConsumer<NodeId, Message> tell;
    private final Map<Long, Open> open = new HashMap<>();
    private Acknowledged acknowledged = Acknowledged.NONE;

    /** @param tell sends to a node, which may be this one */
    Requests(
            Setup<Message> setup,
            Options options,
            Tally<Happening> tally,
            Lookups lookups,
            Ring ring,
            BiConsumer<NodeId, Message> tell) {
        this.node = setup.node();
        this.timers = setup.timers();
        this.options = options;
        this.tally = tally;
        this.lookups = lookups;
        this.ring = ring;
        this.tell = tell;
    }

    void clear() {
        open.clear();
        acknowledged = Acknowledged.NONE;
    }

    Acknowledged acknowledged() {
        return acknowledged;
    }

    void onAsk(Ask ask, Blocks blocks) {
        if (!ring.isMember()) {
            ask.replyTo().tell(new Reply.Failed(node.self() + " has no place in a ring yet"));
        } else if (ask.operation() instanceof Held) {
            ask.replyTo().tell(new Reply.Ok(held(blocks)));
        } else {
            Open request = new Open(
                    node.random().nextLong(),
                    ask.operation(),
                    ask.replyTo(),
                    node.clock().monotonicNanos());
            open.put(request.number, request);
            timers.startTimerWithFixedDelay(request.number, new RetryDue(request.number), options.retry());
            lookUp(request);
        }
    }

    /** Pointers are shown as well: as long as they change, blocks may move. */
    private Map<String, Object> held(Blocks blocks) {
        Map<String, Object> held = new LinkedHashMap<>();
        held.put(ChordRing.IDENTIFIER, ring.pointers().self().identifier());
        held.put(
                "successors",
                ring.pointers().successors().nodes().stream()
                        .map(Pointer::toString)
                        .toList());
        held.put(ChordRing.BLOCKS, blocks.texts());
        return held;
    }

    private void lookUp(Open request) {
        String name = switch (request.operation) {
            case StoreBlock store -> store.name();
            case FetchBlock fetch -> fetch.name();
            case LookUp lookUp -> lookUp.key();
            case Held held -> throw new IllegalStateException("no lookup");
        };
        request.isLookedUp = false;
        if (request.operation instanceof LookUp) {
            lookups.start(ring.pointers(), Identifiers.of(name), found -> onFound(request, found));
        } else {
            lookups.startForBlock(ring.pointers(), Identifiers.of(name), found -> onFound(request, found));
        }
    }

    private void onFound(Open request, Lookups.Result found) {
        request.isLookedUp = true;
        if (found.nodes().isEmpty() || !open.containsKey(request.number)) {
            return;
        }
        request.owner = found.nodes().getFirst().node().orElseThrow();
        request.hops = found.hops();
        switch (request.operation) {
            case StoreBlock store -> {
                request.sent++;
                Block block = Block.of(store.name(), store.text());
                tell.accept(request.owner, new Store(node.self(), request.number, block, true));
            }
            case FetchBlock fetch -> tell.accept(request.owner, new Fetch(node.self(), request.number, fetch.name()));
            case LookUp lookUp -> end(request, new Reply.Ok(request.owner.value()));
            case Held held -> throw new IllegalStateException("no lookup");
        }
    }

    /** A block is stored when as many nodes have it as should. */
    void onStored(Stored stored) {
        Open request = open.get(stored.operation());
        if (request != null) {
            request.stored.add(stored.from());
            if (request.stored.size() >= options.copies() && request.operation instanceof StoreBlock store) {
                Block block = Block.of(store.name(), store.text());
                acknowledged = new Acknowledged(Optional.of(block), Set.copyOf(request.stored));
                end(request, new Reply.Ok(List.of(request.owner.value(), request.hops)));
            }
        }
    }

    void onRefused(Refused refused) {
        Open request = open.get(refused.operation());
        if (request != null) {
            String why = "blocks do not change, and there is another text under that name";
            // An earlier attempt may have come to another node.
            end(request, request.sent > 1 ? new Reply.Unknown(why) : new Reply.Failed(why));
        }
    }

    void onFetched(Fetched fetched) {
        Open request = open.get(fetched.operation());
        if (request != null) {
            if (fetched.text().isEmpty()) {
                tally.add(Happening.A_FETCH_MISSED);
            }
            end(request, new Reply.Ok(fetched.text().orElse(null)));
        }
    }

    void onRetryDue(long number) {
        Open request = open.get(number);
        if (request == null) {
            return;
        }
        long waitedNanos = node.clock().monotonicNanos() - request.sinceNanos;
        if (waitedNanos > options.operationTimeout().toNanos()) {
            String why = "no answer in time";
            end(request, request.sent > 0 ? new Reply.Unknown(why) : new Reply.Failed(why));
        } else if (request.isLookedUp) {
            lookUp(request);
        }
    }

    private void end(Open request, Reply reply) {
        open.remove(request.number);
        timers.cancel(request.number);
        request.replyTo.tell(reply);
    }
}
