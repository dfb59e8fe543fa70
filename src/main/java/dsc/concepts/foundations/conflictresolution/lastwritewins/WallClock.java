package dsc.concepts.foundations.conflictresolution.lastwritewins;

import dsc.concepts.foundations.conflictresolution.Resolution;
import dsc.concepts.foundations.conflictresolution.Timestamps;
import dsc.concepts.foundations.conflictresolution.Version;
import dsc.concepts.shared.VersionVector;
import dsc.workbench.protocol.Clock;
import dsc.workbench.protocol.NodeId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The version with the latest time of day wins, as in Cassandra (Lakshman and Malik, LADIS 2009) and in the timestamped
 * replicas of RFC 677 (Johnson and Thomas 1975). A replica whose clock is behind writes versions that lose to those
 * which it has just read.
 */
final class WallClock implements Resolution {

    /**
     * A reading in microseconds makes up all but the last three digits: those number what one replica writes within.
     */
    static final long WITHIN_A_MICROSECOND = 1_000;

    @Override
    public VersionVector stamp(NodeId self, Clock clock, List<Version> current, long greatest) {
        long reading = Math.multiplyExact(ChronoUnit.MICROS.between(Instant.EPOCH, clock.now()), WITHIN_A_MICROSECOND);
        long own = current.stream()
                .mapToLong(version -> version.stamp().of(self))
                .max()
                .orElse(0);
        boolean sameMicrosecond = own >= reading && own < reading + WITHIN_A_MICROSECOND;
        return VersionVector.of(self, Math.max(0, sameMicrosecond ? own + 1 : reading));
    }

    @Override
    public List<Version> resolve(List<Version> versions) {
        return Timestamps.latest(versions);
    }
}
