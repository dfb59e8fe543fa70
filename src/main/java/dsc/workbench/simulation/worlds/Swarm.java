package dsc.workbench.simulation.worlds;

import dsc.workbench.faults.FaultPlan.Pace;
import dsc.workbench.protocol.Deployment;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What differs from world to world beside the kinds of faults: what one schedule, a large group or a storm of faults
 * hides shows in the worlds that go without it (swarm testing, Groce et al., ISSTA 2012).
 *
 * @param hazards what may happen; each world is drawn some of these
 * @param schedules whether some worlds follow priorities, or let messages overtake each other
 * @param nodesLeast some worlds have this many nodes, if that is fewer than the conditions say
 * @param paces whether some worlds are quiet, and in some one fault follows hard on the other
 */
public record Swarm(Set<Hazard> hazards, boolean schedules, int nodesLeast, boolean paces) {

    /** All worlds are as the conditions say. */
    public static final Swarm NONE = new Swarm(Set.of(), false, Integer.MAX_VALUE, false);

    /** A majority of two, and one that may fail. */
    private static final int SMALL_GROUP = 3;

    private static final int SMALL_GROUP_PERCENT = 20;
    private static final int NO_HAZARD_PERCENT = 15;
    private static final int QUIET_PERCENT = 5;
    private static final int STORMY_PERCENT = 15;
    private static final int PCT_PERCENT = 35;
    private static final int REORDER_PERCENT = 15;

    /** A bug of depth {@code d} needs {@code d - 1} changes, and most have a depth of at most four. */
    private static final int CHANGE_POINTS_MAX = 3;

    public Swarm {
        Set<Hazard> ordered = EnumSet.noneOf(Hazard.class);
        ordered.addAll(hazards);
        hazards = ordered;
    }

    /** Everything that differs from world to world by default. */
    public static Swarm usual(Deployment deployment) {
        return new Swarm(Hazard.all(), true, Math.max(SMALL_GROUP, deployment.nodesLeast()), true);
    }

    public Swarm withHazards(Set<Hazard> other) {
        return new Swarm(other, schedules, nodesLeast, paces);
    }

    /** The same where every world has as many nodes as the conditions say. */
    public Swarm withoutSmallGroups() {
        return new Swarm(hazards, schedules, Integer.MAX_VALUE, paces);
    }

    /** The same where all worlds are scheduled as the conditions say. */
    public Swarm withoutSchedules() {
        return new Swarm(hazards, false, nodesLeast, paces);
    }

    /** The conditions of one world. */
    Conditions draw(Conditions conditions, SplittableRandom random) {
        Conditions.Editor editor = conditions.edit();
        Set<Hazard> drawn = EnumSet.noneOf(Hazard.class);
        drawn.addAll(conditions.hazards());
        boolean none = random.nextInt(100) < NO_HAZARD_PERCENT;
        for (Hazard hazard : Hazard.values()) {
            // Drawn whether it may happen or not, so that leaving one out leaves the others.
            boolean met = random.nextInt(100) < hazard.percent();
            if (met && !none && hazards.contains(hazard)) {
                drawn.add(hazard);
            }
        }
        editor.hazards(drawn);
        boolean small = random.nextInt(100) < SMALL_GROUP_PERCENT;
        if (small && nodesLeast < conditions.nodes()) {
            editor.nodes(nodesLeast);
        }
        int schedule = random.nextInt(100);
        int changePoints = random.nextInt(CHANGE_POINTS_MAX + 1);
        if (schedules && schedule < PCT_PERCENT) {
            editor.strategy(Strategy.pct(changePoints));
        } else if (schedules && schedule < PCT_PERCENT + REORDER_PERCENT) {
            editor.fifo(false);
        }
        return editor.build();
    }

    /** How closely faults follow each other in one world; null for one without. */
    Pace pace(SplittableRandom random) {
        int lot = random.nextInt(100);
        if (!paces || lot >= QUIET_PERCENT + STORMY_PERCENT) {
            return Pace.SIMULATED;
        }
        return lot < QUIET_PERCENT ? null : Pace.STORMY;
    }
}
