package dsc.workbench.protocol;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

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
     * Looks at what a client was answered, after the step in which it was.
     *
     * @return what is broken, in a sentence; empty if nothing is
     */
    default Optional<String> brokenBy(Answered answered) {
        return Optional.empty();
    }

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

    /** {@link #monotonic(String, Function, Function)} for values that any part of a node's state may tell. */
    static <S extends NodeView, K, V extends Comparable<? super V>> Invariant<S> monotonic(
            String name, Function<S, Map<K, V>> values) {
        return monotonic(name, Function.identity(), values);
    }

    /**
     * What a node has never falls and never goes away, over crashes as well, such as its term, or the stamps of its
     * copies. To be made anew for each world.
     *
     * @param part the part of a node's state that {@code values} depend on; they are not looked at while it is equal
     * @param values a node's values, by what they belong to
     */
    static <S extends NodeView, P, K, V extends Comparable<? super V>> Invariant<S> monotonic(
            String name, Function<S, P> part, Function<P, Map<K, V>> values) {
        Map<NodeId, Map<K, V>> last = new HashMap<>();
        return of(name, (node, before, after) -> {
            P now = part.apply(after);
            if (before != null && now.equals(part.apply(before))) {
                return Optional.empty();
            }
            Map<K, V> has = values.apply(now);
            Map<K, V> had = last.put(node, has);
            return had == null
                    ? Optional.empty()
                    : had.entrySet().stream()
                            .filter(earlier -> isLess(has.get(earlier.getKey()), earlier.getValue()))
                            .findFirst()
                            .map(earlier -> node + " had " + earlier + ", and has " + has.get(earlier.getKey()));
        });
    }

    /** {@link #agreement(String, Function, Function)} for values that any part of a node's state may tell. */
    static <S extends NodeView, K, V> Invariant<S> agreement(String name, Function<S, Map<K, V>> values) {
        return agreement(name, Function.identity(), values);
    }

    /**
     * A key has one value, on whatever node and at whatever moment, such as one leader a term. To be made anew for each
     * world, of which it remembers all keys.
     *
     * @param part the part of a node's state that {@code values} depend on; they are not looked at while it is equal
     * @param values a node's values, none of them null
     */
    static <S extends NodeView, P, K, V> Invariant<S> agreement(
            String name, Function<S, P> part, Function<P, Map<K, V>> values) {
        Map<K, V> known = new HashMap<>();
        return of(name, (node, before, after) -> {
            P now = part.apply(after);
            return before != null && now.equals(part.apply(before))
                    ? Optional.empty()
                    : values.apply(now).entrySet().stream()
                            .filter(has -> {
                                V first = known.putIfAbsent(has.getKey(), has.getValue());
                                return first != null && !first.equals(has.getValue());
                            })
                            .findFirst()
                            .map(has -> node + " has " + has + ", which was " + known.get(has.getKey()));
        });
    }

    /**
     * What others took a node to have when they acted on it, it has whenever it is seen then, or more. To be made anew
     * for each world.
     *
     * @param relied what a node has relied on, by the nodes that said that they have it
     * @param held what a node has itself; what is absent is less than any value
     */
    static <S extends NodeView, K, V extends Comparable<? super V>> Invariant<S> reliance(
            String name, Function<S, Map<NodeId, Map<K, V>>> relied, Function<S, Map<K, V>> held) {
        return new Reliance<>(name, relied, held);
    }

    /**
     * What a node acknowledges is durable: it answers {@link Reply.Ok} after its write, not before.
     *
     * @param name such as {@code acknowledged updates are in a journal}
     */
    static <S extends NodeView> Invariant<S> durability(String name) {
        return new Invariant<>() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Optional<String> brokenBy(NodeId node, S before, S after) {
                return Optional.empty();
            }

            @Override
            public Optional<String> brokenBy(Answered answered) {
                return answered.isWriting() && answered.reply() instanceof Reply.Ok
                        ? Optional.of(answered.node() + " acknowledged " + answered.call() + " before it is durable")
                        : Optional.empty();
            }
        };
    }

    private static <V extends Comparable<? super V>> boolean isLess(V value, V than) {
        return value == null || value.compareTo(than) < 0;
    }

    /** As {@link Invariant#brokenBy}. */
    @FunctionalInterface
    interface Check<S> {
        Optional<String> brokenBy(NodeId node, S before, S after);
    }
}
