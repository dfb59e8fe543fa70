package dsc.concepts.foundations.conflictresolution.lastwritewins;

import dsc.concepts.foundations.conflictresolution.Cart;
import dsc.concepts.foundations.conflictresolution.Version;
import dsc.concepts.shared.VersionVector;
import dsc.workbench.grading.Trial;
import dsc.workbench.protocol.Clock;
import dsc.workbench.protocol.NodeId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** A replica whose clock does not go back gives each of its updates of a key a greater stamp than the one before. */
public final class OwnUpdatesAdvance implements Trial {

    private static final int UPDATES = 20;
    private static final NodeId SELF = new NodeId("n2");

    @Override
    public String name() {
        return "a replica's stamps grow while its clock does not go back";
    }

    @Override
    public Optional<String> brokenBy(SplittableRandom random) {
        long micros = 1_000_000 + random.nextLong(1_000_000);
        List<Version> current = List.of();
        for (int update = 1; update <= UPDATES; update++) {
            Instant now = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
            VersionVector stamp = new WallClock().stamp(SELF, showing(now), current, greatest(current));
            if (!stamp.counters().keySet().equals(Set.of(SELF.value()))) {
                return Optional.of("the stamp " + stamp + " of an update by " + SELF + " has other writers");
            }
            if (!current.isEmpty() && stamp.of(SELF) <= greatest(current)) {
                return Optional.of("update " + update + " by " + SELF + ", at " + now + ", has the stamp " + stamp
                        + ", and the one before it " + current.getFirst().stamp());
            }
            current = List.of(new Version(new Cart(List.of("e" + update), update), stamp));
            micros += random.nextBoolean() ? 0 : random.nextInt(3);
        }
        return Optional.empty();
    }

    private static long greatest(List<Version> versions) {
        return versions.stream()
                .mapToLong(version -> version.stamp().greatest())
                .max()
                .orElse(0);
    }

    private static Clock showing(Instant now) {
        return new Clock() {
            @Override
            public long monotonicNanos() {
                return 0;
            }

            @Override
            public Instant now() {
                return now;
            }
        };
    }
}
