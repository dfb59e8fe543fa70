package dsc.concepts.foundations.consensus.raft;

import java.util.ArrayList;
import java.util.List;

/**
 * The handling of one message: the events it gives rise to, and what is to be sent once they are durable. The state
 * already shows the events, so that a handler reads what it wrote.
 */
final class Step {

    private final List<DurableState.Event> events = new ArrayList<>();
    private final List<Runnable> afterwards = new ArrayList<>();
    private DurableState state;

    Step(DurableState state) {
        this.state = state;
    }

    DurableState state() {
        return state;
    }

    void persist(DurableState.Event event) {
        state = state.apply(event);
        events.add(event);
    }

    /** Does {@code action} once all events of this step are durable. */
    void afterwards(Runnable action) {
        afterwards.add(action);
    }

    List<DurableState.Event> events() {
        return events;
    }

    /** The events are durable. */
    void release() {
        afterwards.forEach(Runnable::run);
    }
}
