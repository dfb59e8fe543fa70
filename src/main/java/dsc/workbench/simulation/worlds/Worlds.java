package dsc.workbench.simulation.worlds;

import dsc.workbench.faults.FaultPlan;
import dsc.workbench.protocol.FaultKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What worlds are alike in; each seed gives one. Every world suffers only some of the kinds of faults, drawn for it:
 * what one kind hides, such as a restart that makes up for a lost message, shows in the worlds that go without it
 * (swarm testing, Groce et al., ISSTA 2012).
 *
 * @param faults the kinds of faults to draw from
 * @param plan what breaks in every world, in place of plans that are drawn
 * @param swarm what else differs from world to world
 */
public record Worlds(Conditions conditions, Set<FaultKind> faults, Optional<FaultPlan> plan, Swarm swarm) {

    /** The chance of each kind of fault to be met in a world. */
    private static final int KIND_PERCENT = 60;

    public Worlds {
        Set<FaultKind> ordered = EnumSet.noneOf(FaultKind.class);
        ordered.addAll(FaultPlan.possible(faults, conditions.nodes()));
        faults = ordered;
    }

    /** Worlds that differ by what breaks alone. */
    public Worlds(Conditions conditions, Set<FaultKind> faults, Optional<FaultPlan> plan) {
        this(conditions, faults, plan, Swarm.NONE);
    }

    /** The world of {@code seed}. */
    public WorldSpec world(long seed) {
        SplittableRandom random = new SplittableRandom(WorldSpec.mixed(~seed));
        // A plan that is given names its nodes.
        Swarm varied = plan.isPresent() ? swarm.withoutSmallGroups() : swarm;
        Conditions drawn = varied.draw(conditions, random);
        FaultPlan.Pace pace = swarm.pace(random);
        return new WorldSpec(seed, drawn, plan.orElseGet(() -> drawPlan(seed, drawn, pace)));
    }

    private FaultPlan drawPlan(long seed, Conditions world, FaultPlan.Pace pace) {
        Set<FaultKind> faults = FaultPlan.possible(this.faults, world.nodes());
        if (faults.isEmpty() || pace == null) {
            return FaultPlan.NONE;
        }
        SplittableRandom random = new SplittableRandom(WorldSpec.mixed(seed));
        Set<FaultKind> drawn = EnumSet.noneOf(FaultKind.class);
        for (FaultKind kind : faults) {
            if (random.nextInt(100) < KIND_PERCENT) {
                drawn.add(kind);
            }
        }
        if (drawn.isEmpty()) {
            drawn.add(List.copyOf(faults).get(random.nextInt(faults.size())));
        }
        return FaultPlan.draw(random.nextLong(), drawn, WorldSpec.nodeIds(world.nodes()), world.lengthMillis(), pace);
    }
}
