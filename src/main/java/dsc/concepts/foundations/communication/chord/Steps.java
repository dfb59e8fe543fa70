package dsc.concepts.foundations.communication.chord;

import dsc.concepts.foundations.communication.chord.Chord.Busy;
import dsc.concepts.foundations.communication.chord.Chord.GetNeighbours;
import dsc.concepts.foundations.communication.chord.Chord.Message;
import dsc.concepts.foundations.communication.chord.Chord.StepTimedOut;
import dsc.concepts.shared.DurablePeer.Setup;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * The step that a node is in, if it is in one: it has asked another node for its pointers, and has not changed its own
 * yet. Zave (2017) proves a ring in which that takes one moment; so there is one at a time, and others have to wait
 * (rule 9). Belongs to one actor, which loses it in a crash.
 */
final class Steps {

    /** What a node asks another for its pointers for. */
    sealed interface Step {
        Pointer asked();
    }

    record Join(Pointer asked) implements Step {}

    record AskSuccessor(Pointer asked) implements Step {}

    record AskBetterSuccessor(Pointer asked, boolean isThroughBase) implements Step {}

    /** @param notifier takes its place if it is dead */
    record AskPredecessor(Pointer asked, Pointer notifier) implements Step {}

    /** What comes of it that there was no answer for a while. */
    enum Silence {
        /** The other node is asked again. */
        ASKED_AGAIN,
        /** It was in a step itself for too long. */
        GIVEN_UP,
        /** It did not answer at all. */
        DEAD
    }

    private static final String TIMEOUT = "step";

    private final NodeContext<Message> node;
    private final TimerScheduler<Message> timers;
    private final Options options;

    /** The askers that this node has put off, each with the number of its own step. */
    private final SortedMap<NodeId, Long> deferred = new TreeMap<>();

    private Step current;
    private long number;
    private long sinceNanos;
    private int attempts;
    private boolean heardBusy;

    Steps(Setup<Message> setup, Options options) {
        this.node = setup.node();
        this.timers = setup.timers();
        this.options = options;
    }

    /** Begins anew: an answer to an earlier life has another number. */
    void clear() {
        current = null;
        number = node.random().nextLong();
        deferred.clear();
    }

    boolean isIdle() {
        return current == null;
    }

    /** The step that the node is in, or null. */
    Step current() {
        return current;
    }

    /** Begins a step: the other node is asked until it answers, or counts as dead. */
    void take(Step next) {
        current = next;
        number++;
        sinceNanos = node.clock().monotonicNanos();
        attempts = 0;
        heardBusy = false;
        ask();
        timers.startTimerWithFixedDelay(TIMEOUT, new StepTimedOut(), options.timeout());
    }

    private void ask() {
        attempts++;
        node.peers().tell(current.asked().node().orElseThrow(), new GetNeighbours(node.self(), number));
    }

    void end() {
        current = null;
        timers.cancel(TIMEOUT);
    }

    boolean isAnswer(long toNumber, NodeId from) {
        return current != null && toNumber == number && current.asked().isTo(from);
    }

    /** It is alive; what it has to say follows. */
    void onBusy() {
        heardBusy = true;
    }

    Silence onTimedOut() {
        long waitedNanos = node.clock().monotonicNanos() - sinceNanos;
        if (heardBusy) {
            if (waitedNanos > options.timeout().toNanos() * options.busyTimeouts()) {
                return Silence.GIVEN_UP;
            }
            heardBusy = false;
            attempts = 0;
        } else if (attempts >= options.attempts()) {
            return Silence.DEAD;
        }
        ask();
        return Silence.ASKED_AGAIN;
    }

    /** Puts a question off until the step is over. */
    void defer(GetNeighbours question) {
        deferred.put(question.from(), question.step());
        node.peers().tell(question.from(), new Busy(question.step(), node.self()));
    }

    List<GetNeighbours> takeDeferred() {
        List<GetNeighbours> questions = deferred.entrySet().stream()
                .map(asker -> new GetNeighbours(asker.getKey(), asker.getValue()))
                .toList();
        deferred.clear();
        return questions;
    }
}
