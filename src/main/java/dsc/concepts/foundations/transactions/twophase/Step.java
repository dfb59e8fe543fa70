package dsc.concepts.foundations.transactions.twophase;

import dsc.concepts.foundations.transactions.twophase.TwoPhaseState.Event;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a part of the actor does about a message.
 *
 * @param events what becomes durable, perhaps nothing
 * @param then what is done when it is durable
 */
record Step(List<Event> events, Consumer<TwoPhaseState> then) {

    static final Step NONE = now(() -> {});

    static Step of(Event event, Consumer<TwoPhaseState> then) {
        return new Step(List.of(event), then);
    }

    static Step now(Runnable run) {
        return new Step(List.of(), state -> run.run());
    }
}
