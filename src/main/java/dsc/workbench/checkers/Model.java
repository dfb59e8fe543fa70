package dsc.workbench.checkers;

import dsc.workbench.history.Operation;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What one copy of a data type does with calls that come one at a time: its sequential specification (Herlihy and Wing
 * 1990).
 *
 * @param <S> the state, immutable, with {@code equals} and {@code hashCode}
 */
public interface Model<S> {

    /** As in {@link Models#named}. */
    String name();

    /** The functions it knows, as histories name them. */
    List<String> functions();

    /**
     * How the model sees an operation.
     *
     * @throws ModelMismatchException when the operation is none of the model's
     */
    Call call(Operation operation);

    /** The state before the first call on a key. */
    S init();

    /** The state after a call, or empty if from this state the call cannot have had the outcome that it had. */
    Optional<S> step(S state, Call call);

    /** The state as text, for evidence. */
    String describe(S state);

    /**
     * Which calls of unknown outcome can make a difference to what others saw. Those that cannot are not ordered: if
     * there is an order with such a call, there must be one without.
     *
     * @param calls all calls on one key
     */
    default Predicate<Call> observable(List<Call> calls) {
        return call -> true;
    }

    /**
     * Whether a call of unknown outcome is ordered as soon as it may be: it must forbid nothing, so that whatever order
     * there is, there is one with it in that place.
     */
    default boolean isFree(Call call) {
        return false;
    }

    /**
     * What matters of a call to what others saw. Calls of equal content are interchangeable: from any state, either may
     * take the place of the other, and no call of the list tells the states after them apart.
     *
     * @param calls all calls that may be ordered, all on one key
     */
    default Function<Call, Object> content(List<Call> calls) {
        return Call::content;
    }

    /**
     * What tells early that a search is lost.
     *
     * @param calls all calls that may be ordered, all on one key
     */
    default Lookahead<S> lookahead(List<Call> calls) {
        return Lookahead.none();
    }
}
