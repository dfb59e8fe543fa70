package dsc.workbench.protocol;

import java.util.function.BiPredicate;

/**
 * What should happen to some node now and then while a protocol is tested, such as "a leader was deposed". If it never
 * does, what depends on it was not tested.
 *
 * @param name in the past tense
 * @param happened decides by a node's states before and after a step
 * @param <S> the state of one node
 */
public record Sometimes<S extends NodeView>(String name, BiPredicate<S, S> happened) {}
