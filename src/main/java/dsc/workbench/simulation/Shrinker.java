package dsc.workbench.simulation;

import dsc.workbench.faults.Fault;
import dsc.workbench.faults.FaultPlan;
import dsc.workbench.simulation.worlds.Conditions;
import dsc.workbench.simulation.worlds.Hazard;
import dsc.workbench.simulation.worlds.Latency;
import dsc.workbench.simulation.worlds.Strategy;
import dsc.workbench.simulation.worlds.WorldSpec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Reduces a world in which something is broken to a small one in which the same is broken: shorter, with fewer faults,
 * operations, clients, keys and nodes. A reduction changes what happens next, so each is tried with several seeds.
 */
public final class Shrinker {

    /** How many seeds are tried for one reduction at first; three times as many whenever nothing more is found. */
    private static final int SEEDS_MIN = 25;

    private static final int SEEDS_MAX = 700;

    /** Fewer are possible, and odd to read: with two, nobody is left when one is cut off. */
    private static final int NODES_MIN = 3;

    /** At the end, so many to find the world with the fewest messages. */
    private static final int LAST_SEEDS = 200;

    /** The shortest duration that a fault is cut down to, in milliseconds. */
    private static final long SHORTEST_FAULT_MILLIS = 20;

    private final Function<WorldSpec, Outcome> run;
    private final int runsMax;
    private final BooleanSupplier shouldContinue;
    private final Consumer<Outcome> listener;
    private int seeds;
    private int runs;

    /** What reductions begin with: simpler than those before it, though a reduction may make a world longer. */
    private Outcome smallest;

    /** The one with the least to read, and of those the shortest. */
    private Outcome best;

    /**
     * @param run carries a world out
     * @param runsMax how many worlds it may try
     * @param shouldContinue asked before each world; when it says no, what was reached counts
     * @param listener is told of each smaller world
     */
    public Shrinker(
            Function<WorldSpec, Outcome> run, int runsMax, BooleanSupplier shouldContinue, Consumer<Outcome> listener) {
        this.run = run;
        this.runsMax = runsMax;
        this.shouldContinue = shouldContinue;
        this.listener = listener;
    }

    /** How many worlds were tried. */
    public int runs() {
        return runs;
    }

    /** The smallest world found in which the same is broken as in {@code invalid}. */
    public Outcome shrink(Outcome invalid) {
        smallest = invalid;
        best = invalid;
        for (seeds = SEEDS_MIN; seeds <= SEEDS_MAX && mayRun(); seeds *= 3) {
            long before;
            do {
                before = size(best);
                reduceOnce();
            } while (size(best) < before && mayRun());
        }
        polish();
        return best;
    }

    private void reduceOnce() {
        reduce(Conditions::nodes, NODES_MIN, Reductions::withNodes);
        cutLength();
        dropFaults();
        reduce(Conditions::clients, 1, (spec, clients) -> edited(spec, editor -> editor.clients(clients)));
        reduce(Conditions::keys, 1, (spec, keys) -> edited(spec, editor -> editor.keys(keys)));
        moveFaultsEarlier();
        simplifyFaults();
        dropOperations();
        simplifySurroundings();
    }

    private boolean mayRun() {
        return runs < runsMax && shouldContinue.getAsBoolean();
    }

    /** What a reader has to go through. */
    private static long size(Outcome outcome) {
        Conditions conditions = outcome.spec().conditions();
        return outcome.messages()
                + 20L * outcome.history().operations().size()
                + 100L * outcome.spec().plan().all().size()
                + 50L * (conditions.nodes() + conditions.clients() + conditions.keys())
                + 20L * oddities(conditions);
    }

    private static long oddities(Conditions conditions) {
        return conditions.hazards().size()
                + Stream.of(
                                conditions.clockOffsetMillisMax() > 0 || conditions.clockDriftPpmMax() > 0,
                                !conditions.fifo(),
                                !conditions.strategy().equals(Strategy.RANDOM),
                                conditions.network().slowPercent() > 0,
                                conditions.disk().slowPercent() > 0)
                        .filter(odd -> odd)
                        .count();
    }

    /** Tries {@code candidate}, with its own seed first; returns whether the same is broken in it. */
    private boolean attempt(WorldSpec candidate) {
        for (int number = 0; number < seeds && mayRun(); number++) {
            // Derived from the seed, so that shrinking is repeated exactly as well.
            long seed = number == 0 ? candidate.seed() : candidate.seed() + number * 1_000_003L;
            if (accept(candidate.withSeed(seed))) {
                return true;
            }
        }
        return false;
    }

    private boolean accept(WorldSpec candidate) {
        if (candidate.equals(smallest.spec())) {
            return false;
        }
        runs++;
        Outcome outcome = run.apply(candidate);
        if (outcome.isInvalid() && outcome.broken().equals(smallest.broken())) {
            smallest = outcome;
            keep(outcome);
            return true;
        }
        return false;
    }

    private void keep(Outcome outcome) {
        long more = size(outcome) - size(best);
        if (more < 0 || more == 0 && outcome.virtualNanos() < best.virtualNanos()) {
            best = outcome;
            listener.accept(outcome);
        }
    }

    private boolean tryEdit(UnaryOperator<Conditions.Editor> edit) {
        return attempt(edited(smallest.spec(), edit));
    }

    private static WorldSpec edited(WorldSpec spec, UnaryOperator<Conditions.Editor> edit) {
        return spec.with(edit.apply(spec.conditions().edit()).build());
    }

    /** Nothing after the violation matters; and maybe it comes earlier without what was between. */
    private void cutLength() {
        if (smallest.broken().equals(Outcome.LIVENESS)) {
            return;
        }
        attempt(Reductions.endingAt(smallest.spec(), smallest.virtualNanos() / 1_000_000 + 1));
        for (int percent : List.of(50, 70, 85, 95)) {
            long millis = Math.max(1, smallest.spec().conditions().lengthMillis() * percent / 100);
            attempt(Reductions.endingAt(smallest.spec(), millis));
        }
    }

    private void dropFaults() {
        attempt(smallest.spec().with(FaultPlan.NONE));
        for (int size = smallest.spec().plan().all().size(); size >= 1; size /= 2) {
            for (int from = 0; from < smallest.spec().plan().all().size() && mayRun(); ) {
                List<Fault> all = smallest.spec().plan().all();
                List<Fault> dropped = all.subList(from, Math.min(all.size(), from + size));
                if (!attempt(smallest.spec().with(without(dropped)))) {
                    from += size;
                }
            }
        }
    }

    private FaultPlan without(List<Fault> dropped) {
        FaultPlan plan = smallest.spec().plan();
        List<Fault> foreground = new ArrayList<>(plan.foreground());
        List<Fault> background = new ArrayList<>(plan.background());
        // Two faults that are equal but for their kinds differ, so nothing is removed twice.
        foreground.removeAll(dropped);
        background.removeAll(dropped);
        return new FaultPlan(foreground, background);
    }

    /** Each fault, and all after it, as early as it can begin. */
    private void moveFaultsEarlier() {
        for (int index = 0; index < smallest.spec().plan().all().size() && mayRun(); index++) {
            for (int percent : List.of(25, 50, 75, 90)) {
                List<Fault> all = smallest.spec().plan().all();
                if (index < all.size()) {
                    long from = all.get(index).atMillis();
                    attempt(Reductions.earlier(smallest.spec(), from, from - from * percent / 100));
                }
            }
        }
    }

    /** Shorter, and hitting one node. */
    private void simplifyFaults() {
        for (int index = 0; index < smallest.spec().plan().all().size() && mayRun(); index++) {
            int at = index;
            replaceFault(at, Reductions::onOneNode);
            while (replaceFault(
                    at,
                    fault -> fault.durationMillis() / 2 < SHORTEST_FAULT_MILLIS
                            ? Optional.empty()
                            : Optional.of(fault.lasting(fault.durationMillis() / 2)))) {
                // As long as half of it is enough.
            }
        }
    }

    private boolean replaceFault(int index, Function<Fault, Optional<Fault>> change) {
        FaultPlan plan = smallest.spec().plan();
        if (index >= plan.all().size() || !mayRun()) {
            return false;
        }
        Optional<Fault> changed = change.apply(plan.all().get(index));
        if (changed.isEmpty()) {
            return false;
        }
        List<Fault> foreground = new ArrayList<>(plan.foreground());
        List<Fault> background = new ArrayList<>(plan.background());
        if (index < foreground.size()) {
            foreground.set(index, changed.get());
        } else {
            background.set(index - foreground.size(), changed.get());
        }
        return attempt(smallest.spec().with(new FaultPlan(foreground, background)));
    }

    /** Something that is counted: the fewest first, then more until it is what it was. */
    private void reduce(Function<Conditions, Integer> count, int least, Reduction reduction) {
        for (int fewer = least; fewer < count.apply(smallest.spec().conditions()) && mayRun(); fewer++) {
            if (attempt(reduction.apply(smallest.spec(), fewer))) {
                return;
            }
        }
    }

    @FunctionalInterface
    private interface Reduction {
        WorldSpec apply(WorldSpec spec, int count);
    }

    private void dropOperations() {
        if (smallest.broken().equals(Outcome.LIVENESS)) {
            return;
        }
        int high = smallest.history().operations().size();
        int all = high;
        tryEdit(editor -> editor.operationsMax(all));
        for (int least = 0; least < high && mayRun(); ) {
            int middle = (least + high) / 2;
            if (tryEdit(editor -> editor.operationsMax(middle))) {
                high = middle;
            } else {
                least = middle + 1;
            }
        }
    }

    private void simplifySurroundings() {
        double rate = smallest.spec().conditions().operationsPerSecond();
        tryEdit(editor -> editor.operationsPerSecond(Math.max(1, rate / 4)));
        tryEdit(editor -> editor.operationsPerSecond(Math.max(1, rate / 2)));
        dropHazards();
        tryEdit(editor -> editor.clocks(0, 0));
        tryEdit(editor -> editor.fifo(true));
        tryEdit(editor -> editor.roam(false));
        tryEdit(editor -> editor.strategy(Strategy.RANDOM));
        Latency network = smallest.spec().conditions().network();
        tryEdit(editor ->
                editor.network(new Latency(Latency.Shape.UNIFORM, network.minMicros(), network.maxMicros(), 0, 1)));
        Latency disk = smallest.spec().conditions().disk();
        tryEdit(editor -> editor.disk(new Latency(Latency.Shape.UNIFORM, disk.minMicros(), disk.maxMicros(), 0, 1)));
    }

    /** All of them, or each that is not needed. */
    private void dropHazards() {
        tryEdit(editor -> editor.hazards(Set.of()));
        for (Hazard hazard : List.copyOf(smallest.spec().conditions().hazards())) {
            Set<Hazard> fewer = EnumSet.copyOf(Hazard.all());
            fewer.retainAll(smallest.spec().conditions().hazards());
            fewer.remove(hazard);
            tryEdit(editor -> editor.hazards(fewer));
        }
    }

    /** Among worlds that are alike but for the seed, the one with the least to read. */
    private void polish() {
        smallest = best;
        WorldSpec spec = best.spec();
        for (int number = 1; number <= LAST_SEEDS && mayRun(); number++) {
            WorldSpec other = spec.withSeed(spec.seed() + number * 7_919L);
            runs++;
            Outcome outcome = run.apply(other);
            if (outcome.isInvalid() && outcome.broken().equals(best.broken())) {
                keep(outcome);
            }
        }
        smallest = best;
        cutLength();
        stateLength();
    }

    /**
     * A world may have been cut down to less time than it takes, where clients have nothing to do in it: say how much.
     */
    private void stateLength() {
        WorldSpec spec = best.spec();
        long millis = best.virtualNanos() / 1_000_000 + 1;
        WorldSpec stated = edited(spec, editor -> editor.lengthMillis(millis));
        if (millis > spec.conditions().lengthMillis() && mayRun()) {
            runs++;
            Outcome outcome = run.apply(stated);
            if (outcome.hash() == best.hash()) {
                best = outcome;
                listener.accept(best);
            }
        }
    }
}
