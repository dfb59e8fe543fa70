package dsc.concepts.foundations.consensus.raft;

import dsc.concepts.foundations.consensus.raft.DurableState.EntriesAppended;
import dsc.concepts.foundations.consensus.raft.DurableState.LogCompacted;
import dsc.concepts.foundations.consensus.raft.DurableState.TermStarted;
import dsc.concepts.foundations.consensus.raft.DurableState.VoteCast;
import java.util.ArrayList;
import java.util.List;

/**
 * The handling of one message: the events it gives rise to, what is to be sent once they are durable, and what may be
 * sent before. The state already shows the events, so that a handler reads what it wrote.
 */
final class Step {

    private final DurableState before;
    private final List<DurableState.Event> events = new ArrayList<>();

    /** The state after each event. */
    private final List<DurableState> states = new ArrayList<>();

    private final List<Runnable> ahead = new ArrayList<>();
    private final List<Runnable> afterwards = new ArrayList<>();

    Step(DurableState before) {
        this.before = before;
    }

    DurableState state() {
        return states.isEmpty() ? before : states.getLast();
    }

    void persist(DurableState.Event event) {
        states.add(state().apply(event));
        events.add(event);
    }

    /**
     * The state after {@code event}: the one that this step has seen, if it is one of its own. Applied twice, a batch
     * of entries would be two logs that differ in nothing.
     */
    DurableState apply(DurableState state, DurableState.Event event) {
        DurableState expected = before;
        for (int number = 0; number < events.size(); number++) {
            if (events.get(number) == event && expected == state) {
                return states.get(number);
            }
            expected = states.get(number);
        }
        return state.apply(event);
    }

    /**
     * Whether a message may leave while the events of this step are being written: not if the step begins its term, nor
     * if it says that what is being written is committed. Both are so when a server is a majority by itself, and others
     * catch up or are being removed.
     */
    boolean mayGoAhead(long commitIndex) {
        return events.stream().noneMatch(event -> switch (event) {
            case TermStarted started -> true;
            case VoteCast vote -> true;
            case EntriesAppended appended -> appended.previousIndex() < commitIndex;
            case LogCompacted compacted -> false;
        });
    }

    /**
     * Does {@code action} while the events of this step are being written.
     *
     * @throws IllegalStateException when the step begins a term or casts a vote: nothing may leave before those are
     *     durable
     */
    void ahead(Runnable action) {
        if (events.stream().anyMatch(event -> event instanceof TermStarted || event instanceof VoteCast)) {
            throw new IllegalStateException("sent before its term is durable: " + events);
        }
        ahead.add(action);
    }

    /** Does {@code action} once all events of this step are durable. */
    void afterwards(Runnable action) {
        afterwards.add(action);
    }

    List<DurableState.Event> events() {
        return events;
    }

    /** The events are about to be written. */
    void releaseAhead() {
        ahead.forEach(Runnable::run);
    }

    /** The events are durable. */
    void release() {
        afterwards.forEach(Runnable::run);
    }
}
