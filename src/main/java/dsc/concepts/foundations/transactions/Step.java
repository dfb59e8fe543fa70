package dsc.concepts.foundations.transactions;

import java.util.List;
import java.util.function.Consumer;

/**
 * What a part of an actor does about a message.
 *
 * @param events what becomes durable, perhaps nothing
 * @param then what is done when it is durable
 * @param <E> the events in the journal
 * @param <S> the state that follows from them
 */
public record Step<E, S>(List<E> events, Consumer<S> then) {

    public static <E, S> Step<E, S> none() {
        return now(() -> {});
    }

    public static <E, S> Step<E, S> of(E event, Consumer<S> then) {
        return new Step<>(List.of(event), then);
    }

    public static <E, S> Step<E, S> now(Runnable run) {
        return new Step<>(List.of(), state -> run.run());
    }
}
