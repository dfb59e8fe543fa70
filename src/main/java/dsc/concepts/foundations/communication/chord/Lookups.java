package dsc.concepts.foundations.communication.chord;

import dsc.concepts.foundations.communication.chord.Chord.Absent;
import dsc.concepts.foundations.communication.chord.Chord.FindSuccessor;
import dsc.concepts.foundations.communication.chord.Chord.Happening;
import dsc.concepts.foundations.communication.chord.Chord.HopTimedOut;
import dsc.concepts.foundations.communication.chord.Chord.Message;
import dsc.concepts.foundations.communication.chord.Chord.Successor;
import dsc.concepts.shared.DurablePeer.Setup;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Lookups of the node that has an identifier (Stoica et al. 2001, §4.3). They are iterative: the asker goes from node
 * to node itself, so that it can go past one that does not answer. Belongs to one actor, which loses it in a crash.
 */
final class Lookups {

    /**
     * What a lookup came to.
     *
     * @param nodes the owner and those that follow it; none if nobody could say
     * @param predecessor the node before the identifier
     * @param hops how many other nodes answered
     */
    record Result(List<Pointer> nodes, Optional<Pointer> predecessor, int hops) {
        Optional<Pointer> owner() {
            return nodes.stream().findFirst();
        }

        /** Whether no member of a ring answered. */
        boolean isUnanswered() {
            return hops == 0 && nodes.isEmpty();
        }
    }

    private static final class Open {
        private final long number;
        private final long identifier;
        private final Consumer<Result> then;
        private final Set<NodeId> asked = new HashSet<>();
        private final List<Pointer> candidates = new ArrayList<>();
        private final boolean isOfBlock;
        private Pointer current;
        private int hops;
        private boolean fingerFailed;

        private Open(long number, long identifier, boolean isOfBlock, Consumer<Result> then) {
            this.number = number;
            this.identifier = identifier;
            this.isOfBlock = isOfBlock;
            this.then = then;
        }
    }

    private final NodeContext<Message> node;
    private final TimerScheduler<Message> timers;
    private final Options options;
    private final Tally<Happening> tally;
    private final Map<Long, Open> open = new HashMap<>();

    Lookups(Setup<Message> setup, Options options, Tally<Happening> tally) {
        this.node = setup.node();
        this.timers = setup.timers();
        this.options = options;
        this.tally = tally;
    }

    void clear() {
        open.clear();
    }

    /**
     * Looks {@code identifier}, that of a block which a client asked for, up; begins with what this node knows itself.
     */
    void startForBlock(Pointers pointers, long identifier, Consumer<Result> then) {
        start(pointers, new Open(node.random().nextLong(), identifier, true, then));
    }

    /** The same for another purpose. */
    void start(Pointers pointers, long identifier, Consumer<Result> then) {
        start(pointers, new Open(node.random().nextLong(), identifier, false, then));
    }

    private void start(Pointers pointers, Open lookup) {
        lookup.asked.add(node.self());
        Pointers.Answer own = pointers.answer(lookup.identifier);
        if (own.isFound()) {
            end(lookup, new Result(own.nodes(), own.predecessor(), 0));
        } else {
            open.put(lookup.number, lookup);
            addCandidates(lookup, own.nodes());
            askNext(lookup);
        }
    }

    /** Looks {@code identifier} up without any knowledge of this node, beginning at one of {@code entries}. */
    void startThrough(List<NodeId> entries, long identifier, Consumer<Result> then) {
        Open lookup = new Open(node.random().nextLong(), identifier, false, then);
        lookup.asked.add(node.self());
        open.put(lookup.number, lookup);
        addCandidates(lookup, entries.stream().map(Pointer::to).toList());
        askNext(lookup);
    }

    private static void addCandidates(Open lookup, List<Pointer> nodes) {
        nodes.stream()
                .filter(candidate -> candidate.node().isPresent()
                        && !lookup.asked.contains(candidate.node().get())
                        && !lookup.candidates.contains(candidate))
                .forEach(lookup.candidates::add);
        lookup.candidates.sort(
                Comparator.comparingLong(candidate -> Identifiers.distance(candidate.identifier(), lookup.identifier)));
    }

    private void askNext(Open lookup) {
        if (lookup.candidates.isEmpty()) {
            end(lookup, new Result(List.of(), Optional.empty(), lookup.hops));
            return;
        }
        lookup.current = lookup.candidates.removeFirst();
        NodeId asked = lookup.current.node().orElseThrow();
        lookup.asked.add(asked);
        node.peers().tell(asked, new FindSuccessor(node.self(), lookup.number, lookup.identifier));
        timers.startTimerWithFixedDelay(lookup.number, new HopTimedOut(lookup.number), options.timeout());
    }

    void onSuccessor(Successor answer) {
        Open lookup = openAt(answer.lookup(), answer.from());
        if (lookup == null) {
            return;
        }
        lookup.hops++;
        if (lookup.isOfBlock) {
            tally.add(Happening.A_LOOKUP_OF_A_BLOCK_TOOK_A_HOP);
        }
        if (answer.predecessor().isPresent()) {
            end(lookup, new Result(answer.nodes(), answer.predecessor(), lookup.hops));
        } else {
            addCandidates(lookup, answer.nodes());
            askNext(lookup);
        }
    }

    /** The node is not in the ring: on to the next. */
    void onAbsent(Pointers pointers, Absent absent) {
        Open lookup = openAt(absent.question(), absent.from());
        if (lookup != null) {
            goPast(pointers, lookup);
        }
    }

    void onHopTimedOut(Pointers pointers, long number) {
        Open lookup = open.get(number);
        if (lookup != null) {
            goPast(pointers, lookup);
        }
    }

    private void goPast(Pointers pointers, Open lookup) {
        lookup.fingerFailed |= pointers.fingers().containsValue(lookup.current);
        askNext(lookup);
    }

    private Open openAt(long number, NodeId from) {
        Open lookup = open.get(number);
        return lookup != null && lookup.current.isTo(from) ? lookup : null;
    }

    private void end(Open lookup, Result result) {
        open.remove(lookup.number);
        timers.cancel(lookup.number);
        if (lookup.isOfBlock && !result.nodes().isEmpty()) {
            tally.add(Happening.A_LOOKUP_OF_A_BLOCK_ENDED);
        }
        if (lookup.fingerFailed && !result.nodes().isEmpty()) {
            tally.add(Happening.A_FINGER_WAS_WRONG_AND_THE_LOOKUP_RIGHT);
        }
        lookup.then.accept(result);
    }
}
