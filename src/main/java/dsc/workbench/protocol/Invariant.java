package dsc.workbench.protocol;

import java.util.Optional;

/**
 * What must be true of the nodes' states at every moment, such as "at most one leader a term". An instance follows one
 * world from its beginning and may remember what it saw: many such rules speak of states at different times.
 *
 * <p>A node is looked at when it can answer: one that is writing to its journal is seen only afterwards, when others
 * may have acted on what it said. So a rule over several nodes holds what a node <i>said</i> against its own state
 * whenever that is seen next, and does not count what other nodes seem to have at the same moment.
 *
 * @param <S> the state of one node
 */
public interface Invariant<S extends NodeView> {

    /** Such as {@code election safety}. */
    String name();

    /**
     * Looks at a change of one node's state.
     *
     * @param before its state when it was seen last, or null when it has just started, for the first time or again
     * @return what is broken, in a sentence; empty if nothing is
     */
    Optional<String> brokenBy(NodeId node, S before, S after);

    /**
     * An invariant from a function, for those that need no class of their own. What the function remembers belongs to
     * one world, so make a new one for each.
     *
     * @param name such as {@code one value a stamp}
     */
    static <S extends NodeView> Invariant<S> of(String name, Check<S> check) {
        return new Invariant<>() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Optional<String> brokenBy(NodeId node, S before, S after) {
                return check.brokenBy(node, before, after);
            }
        };
    }

    /** As {@link Invariant#brokenBy}. */
    @FunctionalInterface
    interface Check<S> {
        Optional<String> brokenBy(NodeId node, S before, S after);
    }
}
