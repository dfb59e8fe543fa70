package dsc.workbench.protocol;

import java.util.List;
import java.util.function.Supplier;

/**
 * What a scenario says of its nodes' states, beside the guarantee that its clients see.
 *
 * @param state the type of what a node answers to {@link Scenario#inspect}
 * @param invariants makes the invariants of one world
 * @param sometimes the conditions that worlds should meet
 * @param <S> the state of one node
 */
public record Rules<S extends NodeView>(
        Class<S> state, Supplier<List<Invariant<S>>> invariants, List<Sometimes<S>> sometimes) {

    /** Nothing is said. */
    public static final Rules<NodeView> NONE = new Rules<>(NodeView.class, List::of, List.of());

    public Rules {
        sometimes = List.copyOf(sometimes);
    }
}
