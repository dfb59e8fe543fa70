package dsc.workbench.simulation;

import dsc.workbench.simulation.worlds.Hazard;
import dsc.workbench.simulation.worlds.WorldSpec;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** How long what is written takes in one world, what becomes of it in a crash, and what fails. */
final class StorageFaults {

    /** What a journal makes of a write. */
    enum Fate {
        DONE,
        /** It is durable, and the writer is told that it failed. */
        UNCONFIRMED,
        FAILED,
        /** It is not durable and never will be; the actor stops. */
        REJECTED
    }

    private static final int FAILURES_PER_MILLE = 4;
    private static final int READ_FAILURE_PERCENT = 5;
    private static final int SNAPSHOT_FAILURE_PERCENT = 10;
    private static final int REJECTED_PERCENT = 10;

    private static final long RECOVERY_NANOS_MAX = Duration.ofMillis(400).toNanos();

    /** A disk that is slow takes so many times as long. */
    private static final int SLOW_FACTOR = 25;

    private static final long SLOW_NANOS_MIN = Duration.ofMillis(500).toNanos();
    private static final long SLOW_NANOS_MAX = Duration.ofSeconds(4).toNanos();

    private final WorldSpec spec;
    private final Agenda agenda;

    /** One for each node, at its place: in which order nodes read at one moment may differ from one JVM to another. */
    private final List<SplittableRandom> delays;

    private final List<SplittableRandom> failures;
    private final List<SplittableRandom> recoveries;
    private final boolean fails;
    private final boolean recoversSlowly;

    /** The place of the node whose disk is slow, or -1. */
    private final int slowPlace;

    private final long slowFromNanos;
    private final long slowToNanos;

    StorageFaults(WorldSpec spec, Agenda agenda) {
        this.spec = spec;
        this.agenda = agenda;
        this.delays = ofNodes("disk");
        this.failures = ofNodes("journal");
        this.recoveries = ofNodes("recovery");
        this.fails = spec.conditions().has(Hazard.JOURNAL_FAILURES);
        this.recoversSlowly = spec.conditions().has(Hazard.SLOW_RECOVERY);
        SplittableRandom slow = spec.random("slow-disk", 0);
        this.slowPlace = spec.conditions().has(Hazard.SLOW_DISK)
                ? slow.nextInt(spec.conditions().nodes())
                : -1;
        this.slowFromNanos = slow.nextLong(Math.max(1, spec.calmNanos()));
        this.slowToNanos = Math.min(slowFromNanos + slow.nextLong(SLOW_NANOS_MIN, SLOW_NANOS_MAX), spec.calmNanos());
    }

    private List<SplittableRandom> ofNodes(String purpose) {
        return IntStream.range(0, spec.conditions().nodes())
                .mapToObj(place -> spec.random(purpose, place))
                .toList();
    }

    /** Whether all that a node stores goes through one queue. */
    boolean isDiskShared() {
        return slowPlace >= 0;
    }

    long delayNanos(Host host) {
        long nanos = spec.conditions().disk().drawNanos(delays.get(host.place));
        long now = agenda.nowNanos();
        return host.place == slowPlace && now >= slowFromNanos && now < slowToNanos ? nanos * SLOW_FACTOR : nanos;
    }

    /** Whether a write that was under way when its node crashed is durable all the same. */
    boolean survivesCrash(Host host) {
        return delays.get(host.place).nextBoolean();
    }

    /** What becomes of a write by {@code host}. */
    Fate fate(Host host) {
        if (host.givenUp) {
            return Fate.FAILED;
        }
        SplittableRandom random = failures.get(host.place);
        if (!mayFail() || random.nextInt(1_000) >= FAILURES_PER_MILLE) {
            return Fate.DONE;
        }
        if (random.nextInt(100) < REJECTED_PERCENT) {
            return Fate.REJECTED;
        }
        return random.nextBoolean() ? Fate.UNCONFIRMED : Fate.FAILED;
    }

    boolean isReadFailing(Host host) {
        return mayFail() && failures.get(host.place).nextInt(100) < READ_FAILURE_PERCENT;
    }

    boolean isSnapshotFailing(Host host) {
        return mayFail() && failures.get(host.place).nextInt(100) < SNAPSHOT_FAILURE_PERCENT;
    }

    private boolean mayFail() {
        return fails && agenda.nowNanos() < spec.calmNanos();
    }

    long recoveryNanos(Host host) {
        return recoversSlowly ? recoveries.get(host.place).nextLong(RECOVERY_NANOS_MAX) : 0;
    }

    /** Why something failed, as a journal says it. */
    static Throwable cause() {
        return new JournalFailedException();
    }

    private static final class JournalFailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        JournalFailedException() {
            super("the simulated journal failed", null, false, false);
        }
    }
}
