package dsc.concepts.foundations.communication.chord;

import dsc.concepts.foundations.communication.chord.Chord.Absent;
import dsc.concepts.foundations.communication.chord.Chord.Busy;
import dsc.concepts.foundations.communication.chord.Chord.FindSuccessor;
import dsc.concepts.foundations.communication.chord.Chord.GetNeighbours;
import dsc.concepts.foundations.communication.chord.Chord.Happening;
import dsc.concepts.foundations.communication.chord.Chord.Message;
import dsc.concepts.foundations.communication.chord.Chord.Neighbours;
import dsc.concepts.foundations.communication.chord.Chord.Notify;
import dsc.concepts.foundations.communication.chord.Chord.Phase;
import dsc.concepts.foundations.communication.chord.Chord.Successor;
import dsc.concepts.foundations.communication.chord.Steps.AskBetterSuccessor;
import dsc.concepts.foundations.communication.chord.Steps.AskPredecessor;
import dsc.concepts.foundations.communication.chord.Steps.AskSuccessor;
import dsc.concepts.foundations.communication.chord.Steps.Join;
import dsc.concepts.shared.DurablePeer.Setup;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import java.util.List;
import java.util.Optional;

/**
 * A node's place in the ring, kept by the steps of Zave (2017): a node asks another for its pointers, hears them, and
 * changes its own. Her proof takes a step for one moment, so a node is in one at a time, and shows its pointers to
 * nobody meanwhile (rule 9). Belongs to one actor, which loses it in a crash.
 */
final class Ring {

    /** @param count how many successors this node has found dead since it started, the last of them {@code pointer} */
    record FoundDead(Optional<Pointer> pointer, long count) {
        static final FoundDead NONE = new FoundDead(Optional.empty(), 0);
    }

    private final NodeContext<Message> node;
    private final Options options;
    private final Tally<Happening> tally;
    private final Lookups lookups;
    private final Steps steps;
    private final List<NodeId> otherBases;

    private Phase phase = Phase.JOINING;
    private Pointers pointers;
    private FoundDead foundDead = FoundDead.NONE;
    private Optional<Pointer> notifier = Optional.empty();
    private Optional<Pointer> nearer = Optional.empty();
    private boolean isJoinLookedUp;
    private long rounds;
    private int nextBase;
    private int finger = Identifiers.BITS;

    Ring(Setup<Message> setup, Options options, Tally<Happening> tally, Lookups lookups) {
        this.node = setup.node();
        this.options = options;
        this.tally = tally;
        this.lookups = lookups;
        this.steps = new Steps(setup, options);
        this.pointers = Pointers.alone(node.self(), options.successors());
        this.otherBases = options.base(node.group()).stream()
                .filter(base -> !base.equals(node.self()))
                .toList();
    }

    Pointers pointers() {
        return pointers;
    }

    Phase phase() {
        return phase;
    }

    boolean isMember() {
        return phase == Phase.MEMBER;
    }

    FoundDead foundDead() {
        return foundDead;
    }

    /** Begins without pointers, after a start or when the journal failed. */
    void begin() {
        phase = options.base(node.group()).contains(node.self()) ? Phase.STARTING : Phase.JOINING;
        pointers = Pointers.alone(node.self(), options.successors());
        foundDead = FoundDead.NONE;
        steps.clear();
        notifier = Optional.empty();
        nearer = Optional.empty();
        isJoinLookedUp = false;
        rounds = 0;
        nextBase = node.random().nextInt(Math.max(1, otherBases.size()));
        finger = Identifiers.BITS;
        lookUpPlace();
    }

    /** Joins through a base node; a base node begins a ring if no other one has a place in one (rule 7). */
    private void lookUpPlace() {
        isJoinLookedUp = true;
        lookups.startThrough(otherBases, pointers.self().identifier(), found -> {
            isJoinLookedUp = false;
            if (phase == Phase.STARTING && found.isUnanswered()) {
                become(Pointers.ofBase(node.self(), options.successors(), options.base(node.group())));
            } else if (!found.isUnanswered()) {
                phase = Phase.JOINING;
                answerDeferred();
                found.predecessor()
                        .filter(predecessor -> !predecessor.equals(pointers.self()))
                        .ifPresent(predecessor -> steps.take(new Join(predecessor)));
            }
        });
    }

    private void become(Pointers begun) {
        pointers = begun;
        phase = Phase.MEMBER;
        answerDeferred();
    }

    void onStabilizeDue() {
        if (!steps.isIdle()) {
            return;
        }
        if (!isMember()) {
            if (!isJoinLookedUp) {
                lookUpPlace();
            }
            return;
        }
        rounds++;
        if (rounds % options.baseRounds() == 0 || pointers.successors().isAlone()) {
            lookThroughBase();
        }
        stabilize();
        fixFinger();
    }

    /** Rule 3, its first half: the successor is asked for its predecessor and its list. */
    private void stabilize() {
        Optional<Pointer> head = pointers.successors().head();
        while (head.isPresent() && head.get().node().isEmpty()) {
            pointers = pointers.with(
                    pointers.successors().isAlone()
                            ? none()
                            : pointers.successors().withoutHead());
            head = pointers.successors().head();
        }
        if (head.isPresent()) {
            steps.take(new AskSuccessor(head.get()));
        } else {
            // A ring of one: a node that has notified it may follow it, too.
            pointers.predecessor().ifPresent(other -> steps.take(new AskBetterSuccessor(other, false)));
        }
    }

    private Successors none() {
        return new Successors(pointers.self().identifier(), options.successors(), List.of());
    }

    /** Rule 7: two rings never find each other, unless somebody looks from outside. */
    private void lookThroughBase() {
        if (otherBases.isEmpty()) {
            return;
        }
        NodeId base = otherBases.get(nextBase++ % otherBases.size());
        lookups.startThrough(List.of(base), Identifiers.plus(pointers.self().identifier(), 1), found -> {
            if (!isMember() || found.nodes().isEmpty()) {
                return;
            }
            if (!found.predecessor().equals(Optional.of(pointers.self()))) {
                tally.add(Happening.TWO_RINGS_WERE_THERE);
            }
            Pointer other = found.nodes().getFirst();
            if (pointers.isNearerSuccessor(other)) {
                nearer = Optional.of(other);
                takeWaiting();
            }
        });
    }

    private void fixFinger() {
        finger = pointers.nextFinger(finger);
        int exponent = finger;
        lookups.start(
                pointers,
                pointers.start(exponent),
                found -> found.owner()
                        .filter(owner -> !owner.equals(pointers.self()))
                        .ifPresent(owner -> pointers = pointers.withFinger(exponent, owner)));
    }

    void onFindSuccessor(FindSuccessor question) {
        if (isMember()) {
            Pointers.Answer answer = pointers.answer(question.identifier());
            node.peers()
                    .tell(
                            question.from(),
                            new Successor(question.lookup(), node.self(), answer.predecessor(), answer.nodes()));
        } else {
            node.peers().tell(question.from(), new Absent(question.lookup(), node.self()));
        }
    }

    /** Ends the step: questions that were put off are answered, and what waited is begun. */
    private void end() {
        steps.end();
        answerDeferred();
        takeWaiting();
    }

    private void takeWaiting() {
        if (!steps.isIdle() || !isMember()) {
            return;
        }
        if (notifier.isPresent()) {
            Pointer waiting = notifier.get();
            notifier = Optional.empty();
            rectify(waiting);
        }
        if (steps.isIdle() && nearer.isPresent()) {
            Pointer waiting = nearer.get();
            nearer = Optional.empty();
            if (pointers.isNearerSuccessor(waiting)) {
                steps.take(new AskBetterSuccessor(waiting, true));
            }
        }
    }

    private void answerDeferred() {
        steps.takeDeferred().forEach(this::onGetNeighbours);
    }

    void onGetNeighbours(GetNeighbours question) {
        if (phase == Phase.JOINING) {
            node.peers().tell(question.from(), new Absent(question.step(), node.self()));
        } else if (phase == Phase.STARTING || !steps.isIdle()) {
            steps.defer(question);
        } else {
            node.peers()
                    .tell(
                            question.from(),
                            new Neighbours(
                                    question.step(),
                                    node.self(),
                                    pointers.predecessor(),
                                    pointers.successors().entries()));
        }
    }

    void onNeighbours(Neighbours answer) {
        if (!steps.isAnswer(answer.step(), answer.from())) {
            return;
        }
        switch (steps.current()) {
            case Join join -> join(join, answer);
            case AskSuccessor asked -> onSuccessorsPointers(asked, answer);
            case AskBetterSuccessor asked -> {
                if (pointers.isNearerSuccessor(asked.asked())) {
                    if (asked.isThroughBase()) {
                        tally.add(Happening.TWO_RINGS_MERGED);
                    }
                    adopt(asked.asked(), answer);
                }
                endAndNotify();
            }
            case AskPredecessor alive -> end();
        }
    }

    /** Rule 2: all of the predecessor's successor list, and the predecessor itself, at once. */
    private void join(Join join, Neighbours answer) {
        Pointer own = pointers.self();
        Pointer predecessor = join.asked();
        long next = answer.successors().isEmpty()
                ? predecessor.identifier()
                : answer.successors().getFirst().identifier();
        if (!Identifiers.isWithin(predecessor.identifier(), own.identifier(), next)) {
            // Others have joined in between: it is looked up again.
            end();
            return;
        }
        pointers = pointers.with(Successors.afterJoin(own, options.successors(), predecessor, answer.successors()))
                .withPredecessor(predecessor);
        phase = Phase.MEMBER;
        if (!pointers.successors().nodes().isEmpty()
                && !pointers.successors().nodes().getFirst().equals(predecessor)) {
            tally.add(Happening.A_NODE_JOINED_BETWEEN_TWO_OTHERS);
        }
        end();
    }

    /** Rule 3, its second half: a better successor is asked for its own list before it is adopted. */
    private void onSuccessorsPointers(AskSuccessor asked, Neighbours answer) {
        adopt(asked.asked(), answer);
        Optional<Pointer> better = answer.predecessor().filter(pointers::isNearerSuccessor);
        end();
        if (steps.isIdle() && better.isPresent()) {
            steps.take(new AskBetterSuccessor(better.get(), false));
        } else {
            notifySuccessor();
        }
    }

    private void adopt(Pointer head, Neighbours answer) {
        pointers = pointers.with(pointers.successors().adopt(head, answer.successors()));
    }

    private void endAndNotify() {
        end();
        notifySuccessor();
    }

    private void notifySuccessor() {
        pointers.successors()
                .head()
                .flatMap(Pointer::node)
                .ifPresent(successor -> node.peers().tell(successor, new Notify(node.self())));
    }

    void onNotify(NodeId from) {
        if (!isMember()) {
            return;
        }
        if (steps.isIdle()) {
            rectify(Pointer.to(from));
        } else {
            notifier = Optional.of(Pointer.to(from));
        }
    }

    /** Rule 5: a nearer predecessor is adopted, or any if the one there is dead. */
    private void rectify(Pointer other) {
        if (pointers.isNearerPredecessor(other)) {
            pointers = pointers.withPredecessor(other);
        } else if (!pointers.predecessor().equals(Optional.of(other))) {
            steps.take(new AskPredecessor(pointers.predecessor().orElseThrow(), other));
        }
    }

    /** Rule 9: it is alive; what it has to say follows. */
    void onBusy(Busy busy) {
        if (steps.isAnswer(busy.step(), busy.from())) {
            steps.onBusy();
            if (steps.current() instanceof AskPredecessor) {
                end();
            }
        }
    }

    void onAbsent(Absent absent) {
        if (steps.isAnswer(absent.question(), absent.from())) {
            onDead();
        }
    }

    void onStepTimedOut() {
        if (steps.isIdle()) {
            return;
        }
        switch (steps.onTimedOut()) {
            case ASKED_AGAIN -> {}
            case GIVEN_UP -> {
                // Rule 9: in a circle of nodes that ask each other, somebody has to stop asking.
                tally.add(Happening.A_STEP_WAS_GIVEN_UP_SINCE_THE_OTHER_NODE_WAS_BUSY);
                end();
            }
            case DEAD -> onDead();
        }
    }

    private void onDead() {
        switch (steps.current()) {
            case Join join -> end();
            case AskSuccessor dead -> skip(dead.asked());
            case AskBetterSuccessor dead -> endAndNotify();
            case AskPredecessor dead -> {
                tally.add(Happening.A_DEAD_PREDECESSOR_WAS_REPLACED);
                pointers = pointers.withPredecessor(dead.notifier());
                end();
            }
        }
    }

    private void skip(Pointer dead) {
        if (pointers.successors().head().equals(Optional.of(dead))) {
            foundDead = new FoundDead(Optional.of(dead), foundDead.count() + 1);
            tally.add(Happening.A_DEAD_SUCCESSOR_WAS_SKIPPED);
            pointers = pointers.with(pointers.successors().withoutHead());
            if (pointers.successors().isAlone()) {
                tally.add(Happening.A_NODE_WAS_LEFT_ALONE);
                pointers = pointers.with(none());
            }
        }
        end();
        if (steps.isIdle()) {
            stabilize();
        }
    }
}
