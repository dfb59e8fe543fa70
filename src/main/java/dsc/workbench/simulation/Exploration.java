package dsc.workbench.simulation;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.faults.Injection;
import dsc.workbench.protocol.FaultKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What many worlds came to, added up. Safe for use by many threads. */
public final class Exploration {

    /** Failing worlds are kept up to this many; beyond it they are only counted. */
    private static final int KEPT_MAX = 20;

    /**
     * How often a condition was met.
     *
     * @param times over all worlds
     * @param worlds in how many
     */
    public record Met(long times, long worlds) {
        Met plus(long more) {
            return new Met(times + more, worlds + (more > 0 ? 1 : 0));
        }
    }

    private final Map<String, Met> sometimes = new LinkedHashMap<>();
    private final Map<FaultKind, Long> faults = new EnumMap<>(FaultKind.class);
    private final List<Outcome> invalid = new ArrayList<>();
    private final List<Outcome> unknown = new ArrayList<>();
    private long worlds;
    private long invalidCount;
    private long unknownCount;
    private long actorSteps;
    private long messages;
    private long eventsWritten;
    private long operations;
    private long virtualNanos;

    public synchronized void add(Outcome outcome) {
        worlds++;
        actorSteps += outcome.actorSteps();
        messages += outcome.messages();
        eventsWritten += outcome.eventsWritten();
        operations += outcome.history().operations().size();
        virtualNanos += outcome.virtualNanos();
        outcome.sometimes()
                .forEach((name, times) ->
                        sometimes.merge(name, new Met(0, 0).plus(times), (met, one) -> met.plus(times)));
        for (Injection injection : outcome.injections()) {
            faults.merge(injection.fault().kind(), 1L, Long::sum);
        }
        if (outcome.verdict().status() == Verdict.Status.INVALID) {
            invalidCount++;
            keep(invalid, outcome);
        } else if (outcome.verdict().status() == Verdict.Status.UNKNOWN) {
            unknownCount++;
            keep(unknown, outcome);
        }
    }

    /** The lowest seeds are kept, so that the same seeds give the same result whatever ends first. */
    private static void keep(List<Outcome> kept, Outcome outcome) {
        kept.add(outcome);
        kept.sort(Comparator.comparingLong(one -> one.spec().seed()));
        if (kept.size() > KEPT_MAX) {
            kept.removeLast();
        }
    }

    public synchronized long worlds() {
        return worlds;
    }

    public synchronized long invalidCount() {
        return invalidCount;
    }

    public synchronized long unknownCount() {
        return unknownCount;
    }

    public synchronized long actorSteps() {
        return actorSteps;
    }

    public synchronized long messages() {
        return messages;
    }

    /** Events that became durable in journals. */
    public synchronized long eventsWritten() {
        return eventsWritten;
    }

    public synchronized long operations() {
        return operations;
    }

    public synchronized long virtualNanos() {
        return virtualNanos;
    }

    /** The invalid worlds of the lowest seeds, in the order of these. */
    public synchronized List<Outcome> invalid() {
        return List.copyOf(invalid);
    }

    /** The unknown ones. */
    public synchronized List<Outcome> unknown() {
        return List.copyOf(unknown);
    }

    /** Each condition of the scenario, in its order. */
    public synchronized Map<String, Met> sometimes() {
        return new LinkedHashMap<>(sometimes);
    }

    public synchronized Map<FaultKind, Long> faults() {
        return new EnumMap<>(faults);
    }
}
