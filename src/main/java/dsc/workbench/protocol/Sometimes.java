package dsc.workbench.protocol;

import java.util.function.BiPredicate;

/**
 * What should happen to some node now and then while a protocol is tested, such as "a leader was deposed". If it never
 * does, what depends on it was not tested.
 *
 * @param name in the past tense
 * @param happened decides by a node's states before and after a step; a node that has just started is not looked at
 * @param isRare whether fifty worlds may do without it; it happens in one of a thousand
 * @param <S> the state of one node
 */
public record Sometimes<S extends NodeView>(String name, BiPredicate<S, S> happened, boolean isRare) {

    /** A condition that is met in one of fifty worlds. */
    public Sometimes(String name, BiPredicate<S, S> happened) {
        this(name, happened, false);
    }

    /** The same condition, met seldom. */
    public Sometimes<S> rare() {
        return new Sometimes<>(name, happened, true);
    }
}
