package dsc.workbench.simulation;

import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.dispatch.Mailbox;
import org.apache.pekko.persistence.JournalProtocol;
import org.apache.pekko.persistence.SnapshotProtocol;

/** A node of a simulated world from one start to the next crash. */
final class Host {

    /** Is told what the node's protocol takes from its mailbox. */
    @FunctionalInterface
    interface Listener {
        void onHandling(Host host, Object message, long number);
    }

    final NodeId node;
    final int place;

    /** Unique over all worlds of an engine. */
    final String name;

    final HostClock clock;
    private final Listener listener;

    /** The protocol's actor, or null before it was spawned. */
    ActorRef<Object> protocol;

    /** What {@link #protocol} answers with its state to. */
    ActorRef<NodeView> viewer;

    /** The actor above it. */
    ActorRef<Void> guardian;

    boolean alive = true;
    boolean paused;

    /** Whether it counts as ended though its process still runs, and another one may have taken its place. */
    boolean givenUp;

    /** Whether it died within the step under way, and what is left of it has to end. */
    boolean dying;

    /** It dies after so many sends of one step; 0 if it does not. */
    private int diesAfterSends;

    private int sendsInStep;

    /** Clients' calls that it answered in its latest step, and how. */
    final List<Map.Entry<Call, Reply>> answers = new ArrayList<>();

    /** Whether an answer of its journal, or of where it keeps snapshots, was handled in that step. */
    boolean heardStore;

    /** Mailboxes that have something to do once it is continued. */
    final List<Mailbox> held = new ArrayList<>();

    /** Timers that were due meanwhile. */
    final List<Runnable> overdue = new ArrayList<>();

    /** Its state when it was seen last, or null. */
    NodeView state;

    /** When it was asked for its state last, if it has not answered yet, or -1. */
    long askedNanos = -1;

    /** The position in the trace of what it did last, or -1. */
    int lastStep = -1;

    Host(NodeId node, int place, String name, HostClock clock, Listener listener) {
        this.node = node;
        this.place = place;
        this.name = name;
        this.clock = clock;
        this.listener = listener;
    }

    /** Whether it runs, and is not given up: messages reach it, and what it does counts. */
    boolean isUp() {
        return alive && !givenUp;
    }

    /** Lets it die between two sends, the next time that it sends that many messages in one step. */
    void dieAfterSends(int sends) {
        diesAfterSends = sends;
    }

    void onSent() {
        sendsInStep++;
        if (diesAfterSends > 0 && sendsInStep == diesAfterSends) {
            alive = false;
            dying = true;
        }
    }

    void onHandling(Object message, long number) {
        sendsInStep = 0;
        answers.clear();
        heardStore = message instanceof JournalProtocol.Response || message instanceof SnapshotProtocol.Response;
        listener.onHandling(this, message, number);
    }
}
