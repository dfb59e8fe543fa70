package dsc.workbench.simulation;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.faults.Injection;
import dsc.workbench.history.History;
import dsc.workbench.simulation.worlds.WorldFile;
import dsc.workbench.simulation.worlds.WorldSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a world came to.
 *
 * @param broken the name of what was broken, such as {@code election safety}; empty if nothing was
 * @param hash of its trace: the same whenever and wherever the world is run
 * @param actorSteps messages that actors handled
 * @param messages messages that nodes and clients sent each other
 * @param messagesOfOperations messages that nodes sent each other until the final reads began
 * @param eventsWritten events that became durable in journals
 * @param virtualNanos how much time passed in it
 * @param sometimes how often each condition was met, in the scenario's order
 * @param steps what happened, if it was recorded
 * @param violation the position in {@code steps} at which something was seen broken, or -1
 * @param failure what an actor failed with, if that is what was broken
 */
public record Outcome(
        WorldSpec spec,
        Verdict verdict,
        String broken,
        History history,
        List<Injection> injections,
        long hash,
        long actorSteps,
        long messages,
        long messagesOfOperations,
        long eventsWritten,
        long virtualNanos,
        Map<String, Long> sometimes,
        List<Step> steps,
        int violation,
        Optional<Throwable> failure) {

    /** What is broken when a client sees the scenario's guarantee broken. */
    public static final String GUARANTEE = "guarantee";

    /** What is broken when nothing takes effect any more although all faults are over. */
    public static final String LIVENESS = "liveness";

    /** What is broken when an actor stops, by an exception or by itself. */
    public static final String ACTOR_STOPPED = "the actor goes on";

    /** What is broken when actors are busy without end and no time passes. */
    public static final String TIME_PASSES = "time passes";

    /** What is broken when a world takes more steps than it was given. */
    public static final String WORK_ENDS = "work ends";

    /** What is broken when an actor uses threads of its own: the world cannot be repeated. */
    public static final String DETERMINISM = "determinism";

    public boolean isInvalid() {
        return verdict.status() == Verdict.Status.INVALID;
    }

    /** The hash as people see it: 16 hexadecimal digits. */
    public String hashText() {
        return String.format(Locale.ROOT, "%016x", hash);
    }

    /**
     * The world, written down.
     *
     * @param scenario the scenario's id
     * @param settings configuration values by path, over those in {@code conf/}
     */
    public WorldFile file(String scenario, Map<String, String> settings) {
        return new WorldFile(
                scenario, verdict.status().toString(), broken, verdict.reason(), hashText(), settings, spec);
    }
}
