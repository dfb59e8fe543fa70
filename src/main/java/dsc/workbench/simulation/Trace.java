package dsc.workbench.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What happened in a world: always as a hash, and as a list of steps where somebody wants to read it. The hash covers
 * what happened when, where and between which nodes, and what messages and events contained.
 */
final class Trace {

    private static final long PRIME = 0x100000001B3L;

    private final List<String> places;
    private final List<Step> steps;
    private long hash = 0xCBF29CE484222325L;
    private int violation = -1;

    /** @param recording whether steps are kept */
    Trace(List<String> places, boolean recording) {
        this.places = places;
        this.steps = recording ? new ArrayList<>() : null;
    }

    boolean isRecording() {
        return steps != null;
    }

    /**
     * Notes a step and returns its position, or -1.
     *
     * @param place the node or client, or -1
     * @param peer the other one, or -1
     */
    int add(long atNanos, Step.Kind kind, int place, int peer, String type, long message, Supplier<String> text) {
        hash = (hash ^ atNanos) * PRIME;
        hash = (hash ^ ((long) kind.ordinal() << 32 | (place & 0xFFFFL) << 16 | (peer & 0xFFFFL))) * PRIME;
        hash = (hash ^ ((long) (type == null ? 0 : type.hashCode()) << 32 ^ message)) * PRIME;
        hash ^= hash >>> 29;
        if (steps == null) {
            return -1;
        }
        if (kind == Step.Kind.VIOLATION && violation < 0) {
            violation = steps.size();
        }
        steps.add(new Step(
                atNanos,
                kind,
                place < 0 ? null : places.get(place),
                peer < 0 ? null : places.get(peer),
                type,
                text.get(),
                message,
                null));
        return steps.size() - 1;
    }

    /** Adds to the hash what the step just noted was about. */
    void contents(long contents) {
        hash = (hash ^ contents) * PRIME;
        hash ^= hash >>> 29;
    }

    /** Notes the state that a node was in after the step at {@code position}. */
    void state(int position, String state) {
        if (steps != null && position >= 0) {
            steps.set(position, steps.get(position).withState(state));
        }
    }

    long hash() {
        return hash;
    }

    List<Step> steps() {
        return steps == null ? List.of() : List.copyOf(steps);
    }

    /** The position of the first violation, or -1. */
    int violation() {
        return violation;
    }
}
